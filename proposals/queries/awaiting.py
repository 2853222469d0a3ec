"""What waits for one person in the proposals."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, Max, OuterRef, Q

from commissions.queries import circles_of
from journal.clock import now
from members.combined_reads import Reader
from members.models import Member
from proposals.models import (
    CircleAgreement,
    Handing,
    Objection,
    Position,
    Proposal,
    Question,
    Round,
    RoundElector,
    SuggestedEdit,
)
from proposals.process import COMMENTED, TALKING, State
from proposals.queries.advice import advice_to_answer, advice_to_give, asked_to_decide, to_name_a_decider
from proposals.queries.facilitation import asked_to_facilitate
from proposals.queries.handings import to_answer_by
from proposals.queries.information import to_be_read_by
from proposals.queries.replacements import texts_to_name_anew, why_not_replaced
from proposals.queries.talk import questions_to_answer, reactions_awaited_from
from proposals.queries.texts import writes
from proposals.queries.wording import helped_beforehand, helped_by


@dataclass(frozen=True)
class Awaited:
    """What waits for one person in the proposals."""

    positions: list[Proposal] = field(default_factory=list)  # to give, in an open round
    questions: list[Question] = field(default_factory=list)  # to answer
    objections: list[Objection] = field(default_factory=list)  # mine, or raised against my text
    requests: list[CircleAgreement] = field(default_factory=list)  # the circle is asked to carry an objection
    amendments: list[Proposal] = field(default_factory=list)  # my text, to keep or improve
    rewrites: list[Proposal] = field(default_factory=list)  # my text, of which a new version is awaited
    sent_back: list[Proposal] = field(default_factory=list)  # my text, of which my circle asks for more work
    reactions: list[Proposal] = field(default_factory=list)
    readings: list[Proposal] = field(default_factory=list)  # for information, to read
    edits: list[Proposal] = field(default_factory=list)  # the texts that I write, in which changes are suggested
    wordings: list[Proposal] = field(default_factory=list)  # of which I was asked to help to word an objection
    handed: list[Handing] = field(default_factory=list)  # to take on for my circle, or to send back
    advices: list[Proposal] = field(default_factory=list)  # about which I am asked for advice
    decisions: list[Proposal] = field(default_factory=list)  # that I take alone, or whose advice I answer
    deciders: list[Proposal] = field(default_factory=list)  # that I am asked to decide
    undecided: list[Proposal] = field(default_factory=list)  # my text, to be decided by one person, that nobody decides
    facilitations: list[Proposal] = field(default_factory=list)  # that I am asked to facilitate
    overtaken: list[Proposal] = field(default_factory=list)  # what my text would replace it cannot, by now
    rewritten: list[Proposal] = field(default_factory=list)  # changed since I objected to it in writing

    @property
    def proposals(self) -> list[Proposal]:
        """Those that wait, each once."""
        of_requests = [one.request.objection.position.round.proposal for one in self.requests]
        of_objections = [one.position.round.proposal for one in self.objections]
        of_questions = [one.proposal for one in self.questions]
        own = [*self.positions, *self.amendments, *self.reactions, *self.rewritten, *self.advices, *self.decisions]
        own += [*self.rewrites, *self.readings]
        return list(dict.fromkeys([*own, *of_requests, *of_objections, *of_questions]))

    def __bool__(self) -> bool:
        return any(vars(self).values())


def awaited_from(member: Member) -> Reader[Awaited]:
    """What waits for this person: as many questions to the database as there are kinds of it, and one."""
    proposals = Proposal.objects.select_related("circle", "replaces")
    mine = circles_of(member)  # who has left is not asked
    electors = RoundElector.objects.filter(round__proposal=OuterRef("pk"), round__closed_at__isnull=True, member=member)
    answered = Position.objects.filter(round__proposal=OuterRef("pk"), round__closed_at__isnull=True, member=member)
    newer = Round.objects.filter(
        proposal=OuterRef("position__round__proposal"), number__gt=OuterRef("position__round__number")
    )
    standing = Objection.objects.filter(
        ~Exists(newer),
        Q(position__member=member)
        | Q(position__round__proposal__author=member, position__round__proposal__state=State.EXAMINATION),
        end="",
        position__round__proposal__state__in=[State.EXAMINATION, State.INTEGRATION],
        position__round__closed_at__isnull=False,
    )
    lists = {
        "positions": proposals.filter(Exists(electors), ~Exists(answered), state=State.OBJECTIONS, circle__in=mine),
        "questions": questions_to_answer(member),
        "objections": standing.select_related(
            "position__round__proposal__circle", "position__round__proposal__replaces", "position__member"
        ),
        "requests": CircleAgreement.objects.filter(
            Q(request__ends_at=None) | Q(request__ends_at__gt=now()),
            member=member,
            agrees__isnull=True,
            request__ended_at__isnull=True,
            request__objection__position__round__proposal__circle__in=mine,
        ).select_related(
            "request__objection__position__round__proposal__circle",
            "request__objection__position__round__proposal__replaces",
        ),
        "amendments": proposals.filter(author=member, state=State.AMENDING),
        "sent_back": proposals.filter(author=member, state=State.SENT_BACK),
        "rewrites": proposals.filter(author=member, state=State.INTEGRATION)
        .annotate(asked_about=Max("rounds__version__number"), latest=Max("versions__number"))
        .filter(asked_about=F("latest")),
        "reactions": reactions_awaited_from(member),
        "readings": to_be_read_by(member),
        "edits": proposals.filter(
            writes(member), state__in=COMMENTED, suggested_edits__status=SuggestedEdit.Status.OPEN
        ).distinct(),
        "handed": to_answer_by(member),
        "advices": advice_to_give(member).select_related("circle", "replaces"),
        "decisions": advice_to_answer(member).select_related("circle", "replaces"),
        "deciders": asked_to_decide(member).select_related("circle", "replaces"),
        "undecided": to_name_a_decider(member).select_related("circle", "replaces"),
        "facilitations": asked_to_facilitate(member).select_related("circle", "replaces"),
        "rewritten": proposals.filter(
            written_objections__member=member,
            versions__number__gt=F("written_objections__version__number"),
            state__in=[*TALKING, State.INTEGRATION],
        ).distinct(),
    }
    helped, beforehand, overtaken, *rows = yield [
        helped_by(member),
        helped_beforehand(member),
        texts_to_name_anew(member),
        *lists.values(),
    ]
    return Awaited(
        wordings=[one.position.round.proposal for one in helped] + [one.proposal for one in beforehand],
        overtaken=[proposal for proposal in overtaken if why_not_replaced(proposal)],
        **dict(zip(lists, rows, strict=True)),
    )
