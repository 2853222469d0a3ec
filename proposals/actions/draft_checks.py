"""What a draft may say, and what it must say before its circle reads it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.changes import Change
from commissions.models import Circle
from commissions.queries import is_in
from journal.clock import today
from journal.refusals import wrong
from members.models import Member
from proposals.actions.advice import check_may_decide_alone, check_within_reach, missing_for_advice
from proposals.actions.information import check_decides_nothing
from proposals.actions.options import check_chooses_only, missing_for_choice
from proposals.models import Decision, ProcessTemplate, Proposal
from proposals.queries import may_replace, shown_objections


def check_way(circle: Circle, process: str, change: Change, replaces: Decision | None, *, is_repeal: bool) -> None:
    """What may be decided in this way: one person's reach, where one decides; nothing, in what is for information;
    one of its options alone, where one chooses.

    Raises ValidationError on `process`, `changes`, `replaces` or `is_repeal` (`advice`, `information`, `choice`).
    """
    check_may_decide_alone(circle, process)
    check_within_reach(circle, process, change, replaces)
    check_decides_nothing(process, change, replaces)
    check_chooses_only(process, change, is_repeal=is_repeal)


def check_process(proposal: Proposal, process: str) -> None:
    """An objection is not walked around by deciding otherwise (PRODUCT §3.2)."""
    if process == proposal.process or proposal.process != Proposal.Process.CONSENT:
        return
    if shown_objections().filter(position__round__proposal=proposal).exists():
        message = _(
            "Somebody objected to it, so it is decided by consent: a vote comes after, where the rules allow it."
        )
        raise wrong("process", message, code="objected")


def check_complete(proposal: Proposal, text: str) -> None:
    """To leave the draft: why now, someone of the circle who facilitates, a date to look at it again (PRODUCT §3.2).

    What is for information needs the first alone.
    One person who decides instead of whoever facilitates, where it is decided so, and whom that person asks. Options
    in its `text`, where one chooses among some.
    """
    missing: dict[str, ValidationError] = {}
    if not proposal.need.strip():
        missing["need"] = ValidationError(_("Say why it is needed now: people decide better when they know."), "need")
    if proposal.is_for_information:
        if missing:
            raise ValidationError(missing)
        return
    if proposal.is_by_advice:
        missing |= missing_for_advice(proposal)
    elif proposal.facilitator is None:
        missing["facilitator"] = ValidationError(_("Ask somebody of the circle to facilitate it."), "facilitator")
    elif not is_in(proposal.facilitator, proposal.circle):
        missing["facilitator"] = ValidationError(
            _("Whoever facilitates is a member of the circle: %(circle)s.") % {"circle": proposal.circle},
            "facilitator",
        )
    if proposal.review_on is None:
        missing["review_on"] = ValidationError(_("Choose a day to look at it again: nothing is for ever."), "review")
    elif proposal.review_on <= today():
        missing["review_on"] = ValidationError(_("The day to look at it again is still to come."), "review")
    if proposal.is_by_choice:
        missing |= missing_for_choice(proposal, text)
    if missing:
        raise ValidationError(missing)


def check_replaces(circle: Circle, replaces: Decision | None, is_repeal: bool) -> None:
    if replaces is not None and not may_replace(circle, replaces, is_repeal=is_repeal):
        raise ValidationError(
            _("A circle replaces its own decisions; one above may repeal those of a circle below."), code="replaces"
        )
    if is_repeal and replaces is None:
        raise ValidationError(_("Say which decision it would repeal."), code="repeal")


def check_responsible(circle: Circle, responsible: Member | None) -> None:
    if responsible is not None and not is_in(responsible, circle):
        message = _("Whoever carries it out is a member of the circle: %(circle)s.") % {"circle": circle}
        raise wrong("responsible", message, code="responsible")


def check_template(circle: Circle, process: str, template: ProcessTemplate | None, *, kept: int | None = None) -> None:
    """Raise `ValidationError` on `template`: `template` where its circle does not offer it, unless it is the one that
    the draft has (`kept`); `otherwise` where it is for another way to decide."""
    if template is None:
        return
    if template.circle_id != circle.pk or (template.removed_at is not None and template.pk != kept):
        message = _("Choose a template that %(circle)s has today, or none.") % {"circle": circle.name}
        raise wrong("template", message, code="template")
    if template.process != process:
        message = _("“%(name)s” is for what is decided %(way)s: choose this way, or another template.")
        words = {"name": template.name, "way": template.get_process_display()}
        raise wrong("template", message % words, code="otherwise")
