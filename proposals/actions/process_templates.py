"""The templates of process of a circle: how long the stages of a proposal last, written down to be chosen again."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.models import Circle, validate_stage_days, validate_stage_minutes
from journal.actions import action, record, require
from journal.clock import now
from journal.refusals import wrong
from journal.texts import line
from members.models import Member
from proposals.actions.advice import check_may_decide_alone
from proposals.models import ProcessTemplate, Proposal
from proposals.process_templates import IN_MEETING, ONLINE

Lengths = Mapping[str, int]


@action
def add_process_template(
    circle: Circle, *, process: str, name: str, days: Lengths, minutes: Lengths, actor: Member, note: str = ""
) -> ProcessTemplate:
    """The circle has one more, for what it decides in the way `process`: the days, and the minutes, of each stage.

    It changes no rule of the circle: only what is presented with it lasts as it says. The same again changes nothing.
    Raises ValidationError: `name` (`name`, `taken`), `process` (`advice`), `days` and `minutes` out of bounds,
    `stages` where a length is missing or belongs to another way to decide.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("proposals.keep_templates", actor, circle)
    check_may_decide_alone(circle, process)
    name, days, minutes = _checked(process, name, days, minutes)
    template = ProcessTemplate(circle=circle, process=process, name=name, note=note.strip(), days=days, minutes=minutes)
    namesake = ProcessTemplate.objects.filter(circle=circle, name=name, removed_at=None).first()
    if namesake is not None and _says(namesake) == _says(template):
        return namesake
    _check_name_is_free(namesake)
    template.created_at = now()
    template.save()
    _tell("process_template.added", template)
    return template


@action
def change_process_template(
    template: ProcessTemplate, *, name: str, days: Lengths, minutes: Lengths, actor: Member, note: str = ""
) -> ProcessTemplate:
    """It says something else, to what is presented from now on. Raises ValidationError as `add_process_template` does,
    and `removed`."""
    Circle.objects.select_for_update().get(pk=template.circle_id)  # its templates have one name each
    template = ProcessTemplate.objects.select_for_update().get(pk=template.pk)
    require("proposals.keep_templates", actor, template)
    if template.removed_at is not None:
        raise ValidationError(_("This template was removed: copy another one instead."), code="removed")
    former = _says(template)
    template.name, template.days, template.minutes = _checked(template.process, name, days, minutes)
    template.note = note.strip()
    others = ProcessTemplate.objects.filter(circle=template.circle_id, removed_at=None).exclude(pk=template.pk)
    _check_name_is_free(others.filter(name=template.name).first())
    if _says(template) == former:
        return template
    template.save(update_fields=["name", "days", "minutes", "note"])
    _tell("process_template.changed", template)
    return template


@action
def remove_process_template(template: ProcessTemplate, *, actor: Member) -> ProcessTemplate:
    """It is no longer offered; what was written with it keeps it. Twice changes nothing."""
    template = ProcessTemplate.objects.select_for_update().get(pk=template.pk)
    require("proposals.keep_templates", actor, template)
    if template.removed_at is None:
        template.removed_at = now()
        template.save(update_fields=["removed_at"])
        _tell("process_template.removed", template)
    return template


def take_lengths(proposal: Proposal) -> None:
    """Within the act that writes or presents it: it has the lengths that its template says now, or none of its own."""
    template = ProcessTemplate.objects.filter(pk=proposal.template_id).first() if proposal.template_id else None
    proposal.stage_days = template.days if template else {}
    proposal.stage_minutes = template.minutes if template else {}


def _checked(process: str, name: str, days: Lengths, minutes: Lengths) -> tuple[str, dict[str, int], dict[str, int]]:
    name = line(name)
    if not name:
        raise wrong("name", _("Give it a name, by which people choose it."), code="name")
    if set(days) != set(ONLINE[process]) or set(minutes) != set(IN_MEETING[process]):
        raise ValidationError(_("Say how long each stage lasts, online and in a meeting."), code="stages")
    validate_stage_days(days)
    validate_stage_minutes(minutes)
    return name, dict(days), dict(minutes)


def _check_name_is_free(namesake: ProcessTemplate | None) -> None:
    if namesake is not None:
        message = _("The circle has a template of this name already: give this one another, or change that one.")
        raise wrong("name", message, code="taken")


def _says(template: ProcessTemplate) -> tuple[str, str, str, dict[str, int], dict[str, int]]:
    return template.process, template.name, template.note, template.days, template.minutes


def _tell(verb: str, template: ProcessTemplate) -> None:
    lengths = {"process": template.process, "days": template.days, "minutes": template.minutes}
    body = {"circle": template.circle_id, "template": template.pk, **lengths}
    texts = {"name": template.name} | ({"note": template.note} if template.note else {})
    record(verb, topics=[template.circle.topic], body=body, private=texts)
