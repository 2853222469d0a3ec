"""A question before it opens: as each voter will see it, how it will be decided, and what to be careful about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from journal.clock import now
from members.models import Member
from votes.models import Ballot, Consultation, Gathering
from votes.presenters.paper_form import PaperForm
from votes.presenters.voting_panel import Mine
from votes.queries import consultations
from votes.queries.ballots import FEW, Paper
from votes.rolls import RollRules
from votes.wording import ballots

SHORT = timedelta(hours=24)


@dataclass(frozen=True)
class Preview:
    """What is read over before the vote opens."""

    mine: Mine
    rules: list[str]
    warnings: list[str]
    people: int  # who could vote, if it opened now


def preview(consultation: Consultation, member: Member) -> Preview:
    """A consultation as it would open now, with the panel as this person would have it."""
    roll = consultations.roll_of(consultation.host)
    ballot = as_ballot(consultation, roll)
    panel = Mine(ballot, True, True, [PaperForm(Paper(member, None, is_own=True), ballot)])
    return Preview(panel, ballots.rules(ballot), warnings(consultation, roll.electors), len(roll.electors))


def as_ballot(consultation: Consultation, roll: RollRules) -> Ballot:
    """The ballot that it would be; not kept."""
    return Ballot(
        gathering=Gathering(owner=consultation.topic, is_online=True),
        owner=consultation.topic,
        question=consultation.question,
        method=consultation.method,
        options=consultation.options,
        rules=consultation.rules,
        is_secret=consultation.is_secret,
        is_live=consultation.is_live,
        casting_voter=consultation.casting_voter,
        quorum=roll.quorum,
        proxies_count=roll.proxies_count,
        closes_at=consultation.closes_at,
    )


def told_few(people: int) -> str:
    return _(
        "Only %(people)d would vote: even secret, the result may tell who answered what. "
        "Choose a named vote, or ask a larger circle."
    ) % {"people": people}


def warnings(consultation: Consultation, electors: Collection[int]) -> list[str]:
    """What may not be as whoever writes it expects."""
    sentences = []
    if not electors:
        sentences.append(_("Nobody could vote: this circle has no members today."))
    if opinion := consultations.opinion_in_words(consultation):
        sentences.append(opinion)
    if consultation.is_secret and 0 < len(electors) < FEW:
        sentences.append(told_few(len(electors)))
    elif consultation.is_secret:
        sentences.append(
            _("If everybody answers the same, everybody knows what each answered, however secret the vote.")
        )
    if consultation.closes_at - (consultation.opens_at or now()) < SHORT:
        sentences.append(_("People have less than a day to answer: those who do not look today will miss it."))
    return sentences
