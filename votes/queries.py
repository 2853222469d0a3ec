"""What is read about gatherings and ballots."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from journal.clock import now
from members.models import Member
from votes import methods
from votes.counting.majority import Choice, Result, Tally
from votes.models import Ballot, Gathering, Presence, Proxy, RollEntry, Vote
from votes.rolls import QuorumState


def presence_of(gathering: Gathering) -> QuerySet[Presence]:
    """Every span of presence, in order of arrival; who is there now has no `left_at`."""
    return gathering.presences.select_related("member")


def proxies_of(gathering: Gathering) -> QuerySet[Proxy]:
    """The proxies that hold now."""
    return gathering.proxies.filter(ended_at=None).select_related("giver", "holder")


def roll_of(gathering: Gathering) -> list[RollEntry]:
    """The roll as a ballot that opened now would freeze it (entries not saved).

    In a meeting an absent giver is represented while the holder is there.
    """
    present = set(gathering.presences.filter(left_at=None).values_list("member_id", flat=True))
    given = dict(gathering.proxies.filter(ended_at=None).values_list("giver_id", "holder_id"))
    entries = []
    for member in gathering.electors.values_list("pk", flat=True).order_by("pk"):
        here = member in present and not gathering.is_online
        holder = given.get(member)
        is_represented = not gathering.is_online and not here and holder in present
        entries.append(RollEntry(member_id=member, present=here, represented_by_id=holder if is_represented else None))
    return entries


def quorum_of(gathering: Gathering) -> QuorumState:
    """A meeting's quorum at this moment. Online the quorum is counted on the ballots cast."""
    roll = roll_of(gathering)
    rule = gathering.quorum_rule
    present = sum(entry.present for entry in roll)
    represented = sum(entry.represented_by_id is not None for entry in roll)
    return QuorumState(
        needed=rule.needed(len(roll)) if rule else None,
        present=present,
        represented=represented,
        counted=present + (represented if gathering.proxies_count else 0),
        roll=len(roll),
    )


def ballots_due() -> QuerySet[Ballot]:
    """The ballots whose time has passed and whose closing is not written yet."""
    return Ballot.objects.filter(closed_at=None, closes_at__lte=now())


def ballots_for(member: Member) -> QuerySet[Ballot]:
    """The ballots whose roll this member is on, the latest first."""
    return Ballot.objects.filter(roll__member=member).select_related("gathering")


def ballots_waiting_for(member: Member) -> QuerySet[Ballot]:
    """The open ballots in which this member may answer and has not."""
    may = Q(gathering__is_online=True) | Q(roll__present=True) | Q(roll__represented_by__isnull=False)
    mine = Ballot.objects.filter(may, roll__member=member, closed_at=None)
    answered = Vote.objects.filter(entry__member=member, counts=True).values("entry__ballot")
    return mine.filter(Q(closes_at=None) | Q(closes_at__gt=now())).exclude(pk__in=answered)


@dataclass(frozen=True)
class Turnout:
    """How many have answered, of how many who may."""

    answered: int
    entitled: int


def turnout(ballot: Ballot) -> Turnout:
    return turnouts([ballot.pk])[ballot.pk]


def turnouts(ballots: list[int]) -> dict[int, Turnout]:
    """The turnout of many ballots in two questions."""
    counting = Vote.objects.filter(entry__ballot__in=ballots, counts=True)
    may = Q(ballot__gathering__is_online=True) | Q(present=True) | Q(represented_by__isnull=False)
    entitled = RollEntry.objects.filter(may, ballot__in=ballots)
    answers, people = _numbers(counting, "entry__ballot"), _numbers(entitled, "ballot")
    return {pk: Turnout(answers.get(pk, 0), people.get(pk, 0)) for pk in ballots}


def _numbers(rows: QuerySet[Any], of: str) -> dict[int, int]:
    """How many there are of each, counted where they lie."""
    return dict(rows.order_by().values_list(of).annotate(number=Count("pk")))


@dataclass(frozen=True)
class Paper:
    """One ballot that a person may cast: their own, or that of somebody whose proxy they hold."""

    elector: Member
    vote: Vote | None  # what counts for now
    is_own: bool

    @property
    def may_change(self) -> bool:
        """A giver who has voted in person leaves nothing to the holder."""
        return self.is_own or self.vote is None or self.vote.cast_by_id != self.elector.pk

    @property
    def by_holder(self) -> bool:
        return self.vote is not None and self.vote.cast_by_id != self.elector.pk


def ballots_to_cast(ballot: Ballot, member: Member) -> list[Paper]:
    """The ballots that this person may cast here: their own first, then each proxy's."""
    mine = Q(member=member)
    if ballot.gathering.is_online:
        givers = ballot.gathering.proxies.filter(holder=member, ended_at=None).values("giver")
        mine |= Q(member__in=givers)
    else:
        mine = (mine & (Q(present=True) | Q(represented_by__isnull=False))) | Q(represented_by=member)
    entries = list(ballot.roll.filter(mine).select_related("member"))
    votes = {
        vote.entry_id: vote for vote in Vote.objects.filter(entry__in=entries, counts=True).select_related("cast_by")
    }
    papers = [Paper(entry.member, votes.get(entry.pk), entry.member_id == member.pk) for entry in entries]
    return sorted(papers, key=lambda paper: not paper.is_own)


def is_open(ballot: Ballot) -> bool:
    """Whether it takes votes at this moment, by the one clock."""
    return ballot.closed_at is None and (ballot.closes_at is None or ballot.closes_at > now())


def result_of(ballot: Ballot) -> Result | None:
    """The result: once closed, or at any time of a live ballot. None: hidden."""
    if ballot.result is not None:
        return methods.read_result(ballot.result)
    return methods.count(ballot, tally_of(ballot)) if ballot.is_live else None


def tally_of(ballot: Ballot) -> Tally:
    """What the votes that count add up to. For the count; nobody is shown it before the close."""
    rows = list(
        Vote.objects.filter(entry__ballot=ballot, counts=True).values_list(
            "choice", "entry__member", "cast_by", "entry__represented_by"
        )
    )
    said = Counter(choice for choice, *_rest in rows)
    cast = [(elector, caster) for choice, elector, caster, _holder in rows if choice != Choice.NO_PART]
    online = ballot.gathering.is_online
    roll = list(ballot.roll.values_list("present", "represented_by"))
    casting = next((choice for choice, elector, *_rest in rows if elector == ballot.casting_voter_id), None)
    return Tally(
        roll=len(roll),
        votes_for=said[Choice.FOR],
        votes_against=said[Choice.AGAINST],
        abstain=said[Choice.ABSTAIN],
        blank=said[Choice.BLANK],
        no_part=said[Choice.NO_PART],
        present=None if online else sum(present for present, _holder in roll),
        represented=sum(holder is not None for _present, holder in roll),
        by_proxy=sum(elector != caster for elector, caster in cast),
        no_part_represented=sum(
            choice == Choice.NO_PART and holder is not None for choice, _elector, _caster, holder in rows
        ),
        casting=casting and Choice(casting),
    )


def list_of(ballot: Ballot) -> list[tuple[RollEntry, Vote | None]]:
    """Who voted what: the roll by name, each with the vote that counts. For an open ballot that has closed."""
    counting = Vote.objects.filter(counts=True).select_related("cast_by")
    roll = ballot.roll.select_related("member").prefetch_related(Prefetch("votes", queryset=counting))
    return [(entry, next(iter(entry.votes.all()), None)) for entry in roll]
