"""The templates of process of a circle: how long the stages of a proposal last, when it is looked at again."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.models import Circle, validate_stage_days, validate_stage_minutes
from commissions.terms import end_of_term
from journal.actions import action, record, require
from journal.clock import now, today
from journal.refusals import wrong
from journal.texts import line
from members.models import Member
from proposals.actions.advice import check_may_decide_alone
from proposals.models import ProcessTemplate, Proposal
from proposals.process_templates import IN_MEETING, LONGEST_REVIEW, ONLINE
from proposals.queries import same_subject

Lengths = Mapping[str, int]


@action
def add_process_template(
    circle: Circle,
    *,
    process: str,
    name: str,
    days: Lengths,
    minutes: Lengths,
    actor: Member,
    note: str = "",
    review_months: int | None = None,
    subject: str = "",
) -> ProcessTemplate:
    """The circle has one more, for what it decides in the way `process`: the days, and the minutes, of each stage; and,
    where it says so, after how many months it is looked at again, and the subject that it is filed under.

    It changes no rule of the circle: only what is presented with it lasts as it says. The same again changes nothing.
    Raises ValidationError: `name` (`name`, `taken`), `process` (`advice`), `days` and `minutes` out of bounds,
    `review_months` (`review`), `stages` where a length is missing or belongs to another way to decide.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("proposals.keep_templates", actor, circle)
    check_may_decide_alone(circle, process)
    name, days, minutes = _checked(process, name, days, minutes)
    template = ProcessTemplate(circle=circle, process=process, name=name, note=note.strip(), days=days, minutes=minutes)
    template.review_months, template.subject = _checked_months(review_months), same_subject(circle, subject)
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
    template: ProcessTemplate,
    *,
    name: str,
    days: Lengths,
    minutes: Lengths,
    actor: Member,
    note: str = "",
    review_months: int | None = None,
    subject: str = "",
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
    template.review_months, template.subject = _checked_months(review_months), same_subject(template.circle, subject)
    others = ProcessTemplate.objects.filter(circle=template.circle_id, removed_at=None).exclude(pk=template.pk)
    _check_name_is_free(others.filter(name=template.name).first())
    if _says(template) == former:
        return template
    template.save(update_fields=["name", "days", "minutes", "note", "review_months", "subject"])
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


def take_suggestions(proposal: Proposal) -> None:
    """Within the act that presents it: the day to look at it again and its subject are as its template says, where its
    author says nothing of them."""
    template = ProcessTemplate.objects.filter(pk=proposal.template_id).first() if proposal.template_id else None
    if template is None:
        return
    if proposal.review_on is None and template.review_months:
        proposal.review_on = end_of_term(today(), template.review_months)
    proposal.subject = proposal.subject or template.subject


def _checked_months(months: int | None) -> int | None:
    if months is not None and not 1 <= months <= LONGEST_REVIEW:
        message = _("It is looked at again after 1 to %(longest)d months.") % {"longest": LONGEST_REVIEW}
        raise wrong("review_months", message, code="review")
    return months


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


def _says(template: ProcessTemplate) -> tuple[object, ...]:
    suggested = (template.review_months, template.subject)
    return template.process, template.name, template.note, template.days, template.minutes, *suggested


def _tell(verb: str, template: ProcessTemplate) -> None:
    lengths = {"process": template.process, "days": template.days, "minutes": template.minutes}
    body = {"circle": template.circle_id, "template": template.pk, **lengths}
    if template.review_months:
        body["review_months"] = template.review_months
    texts = {"name": template.name, "note": template.note, "subject": template.subject}
    texts = {key: text for key, text in texts.items() if text}
    record(verb, topics=[template.circle.topic], body=body, private=texts)
