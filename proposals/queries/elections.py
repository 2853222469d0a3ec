"""Elections without candidate: who is asked, who has answered, what may be shown, and what came of a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commissions.models import Circle, Spending
from commissions.queries import circles_of, members_of, readable_circles
from journal.clock import now
from members.combined_reads import Reader
from members.models import Member
from proposals import occasions
from proposals.election_process import ASKING, DECIDING, LIVE, REVEALED, TIMED, TOGETHER, ElectionState
from proposals.models import Candidacy, CandidacyAnswer, Election, ElectionElector, Nomination, Position
from proposals.process import SILENCE
from proposals.queries.rounds import CONSENTING, consent_rules
from votes.counting import consent, nominations
from votes.counting.quorum import NumberOfPeople
from web.alphabet import place


def elections_for(person: Any) -> QuerySet[Election]:
    """Those that this member may read: of the circles that they may read."""
    return Election.objects.filter(circle__in=readable_circles(person)).select_related("circle", "facilitator")


def is_election_in_meeting(election: Election) -> bool:
    """Whether it goes on in a meeting that is under way: its stages are counted in minutes."""
    return bool(election.occasion) and occasions.is_under_way(election.occasion)


def waits_for_meeting(election: Election) -> bool:
    """Its circle elects in a meeting only, and it is not in one: from the proposal on, nothing is asked."""
    decides = election.circle.decides_online or is_election_in_meeting(election)
    return election.state in DECIDING and not decides


def bringable_elections(circle: Circle, occasion: str) -> QuerySet[Election]:
    """Those of the circle that could go on in this meeting, and do not yet."""
    return Election.objects.filter(circle=circle, state__in=TIMED).exclude(occasion=occasion).select_related("circle")


def due_elections() -> QuerySet[Election]:
    """Those of which a stage is over."""
    return Election.objects.filter(state__in=LIVE, stage_ends_at__lte=now()).select_related("circle")


def unseated_elections() -> list[Election]:
    """Those whose mandate is not given yet, though the meeting that elected, if any, is over."""
    elected = Election.objects.filter(state=ElectionState.ELECTED, until__gt=timezone.localdate(now()))
    given = set(
        Spending.objects.filter(ground__startswith=f"{Election.topic_prefix}:").values_list("ground", flat=True)
    )
    return [one for one in elected if one.topic not in given and not occasions.is_under_way(one.occasion)]


def eligible(election: Election) -> QuerySet[Member]:
    """Whom one may name: everybody of the circle, oneself too."""
    return members_of(election.circle)


def electors_now(election: Election) -> list[Member]:
    """Those of the frozen list who may still answer: who has left the circle, or an assembly's room, blocks nothing."""
    still = members_of(election.circle)
    if election.circle.is_assembly and is_election_in_meeting(election):
        still = still.filter(pk__in=occasions.those_counted(election.occasion))
    electors = ElectionElector.objects.filter(election=election, member__in=still).select_related("member")
    return [elector.member for elector in electors]


def is_elector(election: Election, person: Any) -> bool:
    """On the frozen list, and still in the circle."""
    return (
        ElectionElector.objects.filter(election=election, member=person).exists()
        and members_of(election.circle).filter(pk=person.pk).exists()
    )


def counted_nominations(election: Election) -> QuerySet[Nomination]:
    """Those that count: written by the person, or confirmed. Reads what may be hidden."""
    return Nomination.objects.filter(election=election).exclude(noted_by__isnull=False, confirmed_by=None)


def unnamed(election: Election) -> list[Member]:
    """The electors who have named nobody yet."""
    done = set(counted_nominations(election).values_list("member", flat=True))
    return [member for member in electors_now(election) if member.pk not in done]


def notable_in_nominations(election: Election, noter: Member) -> list[int]:
    """Those in the room whose nomination this person may note: who are asked, and have not given one."""
    return _notable(election, unnamed(election), noter)


def notable_in_answers(candidacy: Candidacy, noter: Member) -> list[int]:
    """The same of the answers to a name."""
    return _notable(candidacy.election, unanswered(candidacy), noter)


def _notable(election: Election, waiting: list[Member], noter: Member) -> list[int]:
    there = occasions.those_present(election.occasion)
    return [member.pk for member in waiting if member.pk in there and member.pk != noter.pk]


def latest_nominations(election: Election) -> dict[int, Nomination]:
    """What each person names by now, by the person's key: a change after the opening takes the former's place."""
    rows = counted_nominations(election).select_related("member", "nominee").order_by("pk")
    return {nomination.member_id: nomination for nomination in rows}


@dataclass(frozen=True)
class Tally:
    """Somebody who was named, by whom (names), how many times."""

    nominee: Member
    number: int
    by: list[str]


def tally_of(named: Iterable[Nomination]) -> list[Tally]:
    """Those named, most first; equals by name (`votes.counting.nominations`)."""
    named = list(named)
    counts = nominations.count((1, str(nomination.nominee_id)) for nomination in named).counts
    people = {nomination.nominee_id: nomination.nominee for nomination in named}
    tallies = [
        Tally(person, counts[str(pk)], [one.member.name for one in named if one.nominee_id == pk])
        for pk, person in people.items()
    ]
    return sorted(tallies, key=lambda tally: (-tally.number, place(tally.nominee.name)))


def named_people(election: Election) -> QuerySet[Member]:
    """Those whom somebody names, or named, once all were shown: nobody else is proposed."""
    if election.state not in REVEALED:
        return Member.objects.none()
    return Member.objects.filter(pk__in=counted_nominations(election).values("nominee"), is_active=True)


def proposable(election: Election) -> QuerySet[Member]:
    """Those named, still in the circle, who did not decline and to whom no objection stands."""
    still = eligible(election).values("pk")
    ended = Candidacy.objects.filter(election=election)
    refused = ended.filter(outcome__in=[Candidacy.Outcome.DECLINED, Candidacy.Outcome.REJECTED])
    objected = CandidacyAnswer.objects.filter(
        candidacy__in=ended.filter(outcome=Candidacy.Outcome.OBJECTED),
        kind=Position.Kind.OBJECTION,
        lifted_at=None,
        member__in=still,
    )
    people = named_people(election).filter(pk__in=still)
    return (
        people.exclude(pk__in=refused.values("person"))
        .exclude(pk__in=objected.values("candidacy__person"))
        .order_by("name")
    )


def open_candidacy(election: Election) -> Candidacy | None:
    """The name that people answer to now, or who is to answer last."""
    return Candidacy.objects.filter(election=election, outcome="").select_related("person", "proposed_by").first()


def last_candidacy(election: Election) -> Candidacy | None:
    return (
        Candidacy.objects.filter(election=election).select_related("person", "proposed_by").order_by("-number").first()
    )


def asked_about(candidacy: Candidacy) -> list[Member]:
    """The electors who answer to the name: all but that person, who speaks last."""
    return [member for member in electors_now(candidacy.election) if member.pk != candidacy.person_id]


def counted_answers(candidacy: Candidacy) -> QuerySet[CandidacyAnswer]:
    """Those that count. Reads what may be hidden."""
    answers = CandidacyAnswer.objects.filter(candidacy=candidacy).select_related("member")
    return answers.exclude(noted_by__isnull=False, confirmed_by=None)


def unanswered(candidacy: Candidacy) -> list[Member]:
    """The electors who have not answered to the name."""
    done = set(counted_answers(candidacy).values_list("member", flat=True))
    return [member for member in asked_about(candidacy) if member.pk not in done]


def standing_objections(candidacy: Candidacy | None) -> list[CandidacyAnswer]:
    """Those that were shown and not lifted, of people who are still in the circle."""
    if candidacy is None or candidacy.closed_at is None:
        return []
    still = members_of(candidacy.election.circle)
    objections = counted_answers(candidacy).filter(kind=Position.Kind.OBJECTION, lifted_at=None, member__in=still)
    return list(objections.select_related("objection"))


def quorum_of(election: Election, people: int) -> int:
    """How many answers it takes, of so many people."""
    return consent_rules(election.circle).needed(people)


def evaluate_candidacy(candidacy: Candidacy) -> consent.ConsentResult:
    """How the answers stand now. Where nobody consents, it is as if too few had answered.

    Who has left is not waited for: the quorum is of those who may still answer.
    """
    answers = list(counted_answers(candidacy))
    kinds = [_kind_now(answer) for answer in answers]
    people = len({*(answer.member_id for answer in answers), *(member.pk for member in asked_about(candidacy))})
    needed = min(candidacy.quorum, people)
    if people and not set(kinds) & set(CONSENTING):
        needed = max(needed, len(kinds) + 1)
    rules = consent.ConsentRules(NumberOfPeople(needed) if needed else None, at_least=0)
    return consent.evaluate(kinds, max(people, needed), rules)


def _kind_now(answer: CandidacyAnswer) -> str:
    is_lifted = answer.kind == Position.Kind.OBJECTION and answer.lifted_at is not None
    return Position.Kind.CONSENT.value if is_lifted else answer.kind


def missing_in(election: Election) -> list[Member]:
    """Those who have not answered at one of the stages `TOGETHER`."""
    if election.state == ElectionState.NOMINATIONS:
        return unnamed(election)
    candidacy = open_candidacy(election)
    return unanswered(candidacy) if candidacy else []


def ends_by_hand(election: Election) -> bool:
    """Whether whoever facilitates may end its stage now: those `TOGETHER` in a meeting, or once all have answered."""
    return election.state not in TOGETHER or is_election_in_meeting(election) or not missing_in(election)


def entrusted_in_elections(member: Member) -> QuerySet[CandidacyAnswer]:
    """The objections to a name that this person, still in the circle, was asked to help to word, shown or not."""
    here = Q(candidacy__election__circle__in=circles_of(member).values("pk"))
    answers = CandidacyAnswer.objects.filter(here, kind=Position.Kind.OBJECTION, wording_help__helper=member)
    elections = ("candidacy__election__circle", "candidacy__election__pause__paused_by")
    return answers.select_related("member", "objection", "candidacy__person", *elections)


def helped_in_elections(member: Member) -> QuerySet[CandidacyAnswer]:
    """Those of which the answers are hidden: nobody else sees them."""
    hidden = Candidacy.objects.filter(outcome="", closed_at=None, election__state=ElectionState.OBJECTIONS)
    return entrusted_in_elections(member).filter(candidacy__in=hidden)


def is_facilitator_missing(election: Election) -> bool:
    """Whoever facilitates has not agreed yet, has left the circle, or let the time for a proposal go by once."""
    is_late = election.state == ElectionState.PROPOSAL and election.is_extended
    is_asked = election.facilitator_since is None
    return is_asked or is_late or not members_of(election.circle).filter(pk=election.facilitator_id).exists()


WITH_PAUSE = ("circle", "pause__paused_by")
"""What is read with an election of which somebody is told until when."""


def awaited_elections(member: Member) -> Reader[list[tuple[Election, str]]]:
    """What waits for this member, each election with the act.

    `nominate`, `change`, `answer`, `word` (an objection with whoever raised it), `accept`, `lift`; of whoever
    facilitates, the stage: `role` (to open the nominations), `proposal` (to propose somebody).
    """
    mine = Election.objects.filter(electors__member=member, state__in=LIVE).select_related(*WITH_PAUSE)
    open_to_me = mine.filter(circle__in=circles_of(member).values("pk"))
    named = Nomination.objects.filter(member=member).exclude(noted_by__isnull=False, confirmed_by=None)
    answered = CandidacyAnswer.objects.filter(member=member).exclude(noted_by__isnull=False, confirmed_by=None)
    unnamed_in = open_to_me.filter(state=ElectionState.NOMINATIONS).exclude(pk__in=named.values("election"))
    unchanged = open_to_me.filter(state=ElectionState.CHANGE).exclude(
        pk__in=named.filter(is_change=True).values("election")
    )
    in_time = Election.objects.filter(stage_ends_at__isnull=False).select_related(*WITH_PAUSE)  # others wait to meet
    with_elections = [f"election__{one}" for one in WITH_PAUSE]
    open_ones = Candidacy.objects.filter(outcome="", election__in=in_time).select_related(*with_elections)
    asked_of_me = open_ones.filter(election__in=open_to_me, election__state=ElectionState.OBJECTIONS)
    unanswered_ones = asked_of_me.exclude(person=member).exclude(pk__in=answered.values("candidacy"))
    accepting = open_ones.filter(election__state=ElectionState.ACCEPTANCE, person=member)
    newer = Candidacy.objects.filter(election=OuterRef("candidacy__election"), number__gt=OuterRef("candidacy__number"))
    objections = answered.filter(
        ~Exists(newer),
        kind=Position.Kind.OBJECTION,
        lifted_at=None,
        candidacy__outcome=Candidacy.Outcome.OBJECTED,
        candidacy__election__in=open_to_me.filter(state=ElectionState.PROPOSAL, pk__in=in_time),
    ).select_related(*(f"candidacy__{one}" for one in with_elections))
    leads = Q(facilitator=member) | Q(facilitator_since=None, started_by=member)
    facilitated = in_time.filter(leads, state__in=[ElectionState.ROLE, ElectionState.PROPOSAL])
    to_nominate, to_change, to_answer, to_word, to_accept, to_lift, led = yield [
        unnamed_in,
        unchanged,
        unanswered_ones,
        helped_in_elections(member),
        accepting,
        objections,
        facilitated,
    ]
    return [
        *((election, "nominate") for election in to_nominate),
        *((election, "change") for election in to_change),
        *((candidacy.election, "answer") for candidacy in to_answer),
        *((answer.candidacy.election, "word") for answer in to_word),
        *((candidacy.election, "accept") for candidacy in to_accept),
        *((objection.candidacy.election, "lift") for objection in to_lift),
        *((election, election.state) for election in led),
    ]


def elections_to_remind() -> list[Election]:
    """Those of which a stage that asks people something ends online within a day, and nobody was reminded of it yet."""
    ending = Election.objects.filter(
        state__in=ASKING, is_timeboxed=False, reminded_at=None, stage_ends_at__lte=now() + SILENCE
    ).select_related("circle")
    return [election for election in ending if not is_election_in_meeting(election)]
