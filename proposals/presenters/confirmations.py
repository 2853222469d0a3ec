"""What is asked before an act on a proposal that nothing takes back. Its ends have a page of their own."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proposals.models import Objection, Proposal, Round
from proposals.presenters.conducting import skipped_in_words
from proposals.process import State, skipped_from
from proposals.queries import closes_by_hand, silent_in
from proposals.queries.deadlines import stage_end, stage_of
from web import dates
from web.components import Confirmation


def taking_over(proposal: Proposal) -> Confirmation:
    return Confirmation(
        _("Take over this text?"),
        _("%(name)s is no longer its author: you answer the questions, and write the next version.")
        % {"name": proposal.author.name},
        _("Take over this text"),
    )


def facilitating() -> Confirmation:
    return Confirmation(
        _("Facilitate this proposal?"),
        _("You lead it from stage to stage, in place of whoever did until now. Everybody sees it."),
        _("Facilitate this proposal"),
    )


def accepting() -> Confirmation:
    return Confirmation(
        _("Take this proposal on?"),
        _("It becomes a proposal of your circle, and begins there. Whoever facilitated it is asked to go on."),
        _("Take it on"),
    )


def vote() -> Confirmation:
    return Confirmation(
        _("Put it to a vote?"),
        _("The consent stops here: nobody is asked for objections any more, and a majority decides."),
        _("Put it to a vote"),
    )


def extending(proposal: Proposal) -> Confirmation | None:
    """Where the stage has an announced end that was not put off yet."""
    stage = stage_of(proposal)
    end = stage.ends_at and stage_end(proposal, State(proposal.state), stage.ends_at)
    if end is None or stage.extended_at is not None:
        return None
    return Confirmation(
        _("Extend this stage?"),
        _("It then ends %(end)s. This is done once, and everybody sees that you did it.")
        % {"end": dates.day_and_time(end)},
        _("Extend this stage"),
    )


def taking_online() -> Confirmation:
    return Confirmation(
        _("Take it back online?"),
        _("It no longer waits for the meeting that it was put to: its stage goes on with the time that was left."),
        _("Take it back online"),
    )


def skipping(proposal: Proposal) -> Confirmation | None:
    """Where asking everybody now leaves stages out."""
    stages = skipped_from(State(proposal.state))
    if not stages:
        return None
    return Confirmation(
        _("Ask everybody for their position now?"),
        _("These stages do not take place, and the text stays as it is: %(stages)s.")
        % {"stages": skipped_in_words(stages)},
        _("Go to the objections"),
    )


def closing(round: Round) -> Confirmation | None:
    """While somebody has not answered, where it may be closed all the same: once everybody has, it closes by itself."""
    number = silent_in(round).count()
    if not round.is_open or not number or not closes_by_hand(round):
        return None
    silent = ngettext(
        "%(number)d person has not answered yet, and cannot any more.",
        "%(number)d people have not answered yet, and cannot any more.",
        number,
    )
    return Confirmation(_("Close the round now?"), silent % {"number": number}, _("Close the round"))


def lifting() -> Confirmation:
    return Confirmation(
        _("Lift your objection?"),
        _("It cannot be raised again on this version. If no other one stands, the text is adopted."),
        _("Lift my objection"),
    )


def conceding() -> Confirmation:
    return Confirmation(
        _("Turn your objection into a concern?"),
        _("It is written with the decision, and no longer stands in its way. It cannot become an objection again."),
        _("Turn it into a concern"),
    )


def refusing(objection: Objection) -> Confirmation:
    return Confirmation(
        _("Refuse to take it as a concern?"),
        _("One refusal is enough: the objection of %(name)s stands, and nobody else is asked any more.")
        % {"name": objection.position.member.name},
        _("Refuse"),
    )
