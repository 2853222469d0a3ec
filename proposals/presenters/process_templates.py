"""The templates of process of a circle, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commissions.models import Circle
from proposals.models import ProcessTemplate, Proposal
from proposals.process import State
from proposals.process_templates import AFTER_AN_OBJECTION
from proposals.queries.process_templates import days_in, house_templates, minutes_in, templates_of
from web.components import Confirmation, Text


@dataclass(frozen=True)
class TemplateLine:
    """One to choose, to change or to copy: for what, and how long."""

    name: Text
    way: Text
    note: Text
    lengths: list[str]
    address: str  # to change it, or to copy it
    pk: int | None = None


def template_lines(circle: Circle) -> list[TemplateLine]:
    """Those of the circle."""
    return [_line_of(template) for template in templates_of(circle)]


def _line_of(template: ProcessTemplate) -> TemplateLine:
    return TemplateLine(
        template.name,
        template.get_process_display(),
        template.note,
        lengths_in_words(template.days, template.minutes) + suggestions_in_words(template),
        reverse("proposals:process-template", args=[template.pk]),
        template.pk,
    )


def house_lines(circle: Circle) -> list[TemplateLine]:
    """Those that the house offers it to copy, with what their lengths are there."""
    new = reverse("proposals:process-template-new", args=[circle.slug])
    return [
        TemplateLine(
            template.name,
            Proposal.Process(template.process).label,
            template.note,
            lengths_in_words(days_in(circle, template), minutes_in(circle, template)),
            f"{new}?of={template.key}",
        )
        for template in house_templates(circle)
    ]


def lengths_in_words(days: Mapping[str, int], minutes: Mapping[str, int]) -> list[str]:
    """How long in all and each stage, online, then in a meeting; apart, what an objection adds."""
    online, total = _apart(days)
    sentences = [
        ngettext("Online, %(total)d day: %(stages)s.", "Online, %(total)d days: %(stages)s.", total)
        % {"total": total, "stages": _listed(online)}
    ]
    in_meeting, total = _apart(minutes)
    if in_meeting:
        sentences.append(
            ngettext(
                "In a meeting, %(total)d minute: %(stages)s.", "In a meeting, %(total)d minutes: %(stages)s.", total
            )
            % {"total": total, "stages": _listed(in_meeting)}
        )
    if State.INTEGRATION in days:
        sentences.append(
            _("After an objection, online, in days: %(stages)s.")
            % {"stages": _listed({str(stage): days[stage] for stage in AFTER_AN_OBJECTION})}
        )
    return sentences


def suggestions_in_words(template: ProcessTemplate) -> list[str]:
    """When what it decides is looked at again, and where it is filed, unless its author says otherwise."""
    months, sentences = template.review_months, []
    if months:
        sentences.append(
            ngettext("Looked at again after %(months)d month.", "Looked at again after %(months)d months.", months)
            % {"months": months}
        )
    if template.subject:
        sentences.append(_("Filed under “%(subject)s”.") % {"subject": template.subject})
    return sentences


def _apart(lengths: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The stages that every proposal goes through, and how long they last together."""
    path = {str(stage): lengths[stage] for stage in NAMES if stage in lengths and stage not in AFTER_AN_OBJECTION}
    return path, sum(path.values())


def _listed(lengths: Mapping[str, int]) -> str:
    return ", ".join(f"{NAMES[State(stage)]()}\xa0{length}" for stage, length in lengths.items())


NAMES = {
    State.PRESENTED: lambda: _("presentation"),
    State.CLARIFICATION: lambda: _("questions"),
    State.REACTIONS: lambda: _("reactions"),
    State.AMENDING: lambda: _("amending"),
    State.OBJECTIONS: lambda: _("objections"),
    State.EXAMINATION: lambda: pgettext("stage", "examination"),
    State.INTEGRATION: lambda: pgettext("stage", "improving the text"),
    State.VOTING: lambda: pgettext("stage", "vote"),
    State.ADVISING: lambda: pgettext("stage", "advice"),
    State.DECIDING: lambda: pgettext("stage", "decision"),
}
"""In the order in which they come."""


def removing_template(template: ProcessTemplate) -> Confirmation:
    return Confirmation(
        _("Remove “%(name)s”?") % {"name": template.name},
        _("It is no longer offered. What was written with it keeps its lengths."),
        _("Remove this template"),
    )
