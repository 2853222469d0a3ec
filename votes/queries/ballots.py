"""What is read about ballots while they last: which wait for whom, who may cast what, how many have answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from journal.clock import now
from journal.statements import Statement
from members.models import Member
from votes import counter, encryption
from votes.models import VOID, Ballot, NotedVote, RollEntry, SealedVote, Signature, Vote

FEW = 5  # a secret among fewer people is easily guessed


def ballots_due() -> QuerySet[Ballot]:
    """The ballots whose time has passed and whose closing is not written yet."""
    return Ballot.objects.unfinished().filter(ballots_hash="", closes_at__lte=now())


def ballots_to_count() -> QuerySet[Ballot]:
    """The ballots that are closed and whose result is not written yet, while there is a deadline left to try."""
    waiting = Ballot.objects.unfinished().filter(count_tries__lt=len(counter.DEADLINES))
    return waiting.exclude(ballots_hash="").select_related("gathering").order_by("closes_at", "pk")


def ballots_to_remind() -> QuerySet[Ballot]:
    """The open ballots online with an end, of which nobody was reminded."""
    standing = Ballot.objects.open_at(now()).filter(reminded_at=None, closes_at__isnull=False)
    return standing.filter(gathering__is_online=True)


def ballots_to_shuffle() -> QuerySet[Ballot]:
    """The closed ballots, secret or with papers, of which the rows still tell who came when."""
    nameless = Q(is_secret=True) | ~Q(key_name="") | Exists(SealedVote.objects.filter(ballot=OuterRef("pk")))
    return Ballot.objects.filter(nameless, closed_at__isnull=False, shuffled_at=None)


def ballots_for(member: Member) -> QuerySet[Ballot]:
    """The ballots whose roll this member is on, the latest first."""
    return Ballot.objects.filter(roll__member=member).select_related("gathering")


def ballots_void_for(member: Member, *, since: datetime) -> QuerySet[Ballot]:
    """The ballots of this member's rolls that were declared void since then, the latest first."""
    return Ballot.objects.filter(roll__member=member, outcome=VOID, closed_at__gte=since).order_by("-closed_at")


def ballots_waiting_for(member: Member) -> QuerySet[Ballot]:
    """The open ballots in which this member may answer and has not."""
    mine = RollEntry.objects.filter(member=member).may_answer().unanswered()
    return Ballot.objects.open_at(now()).filter(pk__in=mine.values("ballot"))


STANDING = Statement(lambda owner: Ballot.objects.unfinished().filter(owner=owner), str)


def standing_on(owner: str) -> Ballot | None:
    """The one ballot of this owner that has no result yet, if there is one: open, or being counted."""
    return STANDING.first(owner)


@dataclass(frozen=True)
class Turnout:
    """How many have answered, of how many who may."""

    answered: int
    entitled: int


def turnout(ballot: Ballot) -> Turnout:
    return turnouts([ballot.pk])[ballot.pk]


def turnouts(ballots: list[int]) -> dict[int, Turnout]:
    """The turnout of many ballots in three questions."""
    entitled = RollEntry.objects.filter(ballot__in=ballots).may_answer()
    answers, people = answered(ballots), _numbers(entitled, "ballot")
    return {pk: Turnout(answers[pk], people.get(pk, 0)) for pk in ballots}


def is_complete(ballot: Ballot) -> bool:
    """Whether everybody who may answer has."""
    turned_out = turnout(ballot)
    return turned_out.answered >= turned_out.entitled


def closes_by_hand(ballot: Ballot) -> bool:
    """Whether it may be closed by hand now, or its closing be announced; else it runs to its end (PRODUCT §3.3)."""
    if ballot.closed_at or ballot.is_counting:
        return False
    if ballot.is_poll or ballot.closes_at is None or is_complete(ballot):
        return True
    if ballot.gathering.is_online or ballot.is_live:
        return False
    return not ballot.is_secret or len(casters_of(ballot)) >= FEW


def answered(ballots: Iterable[int]) -> dict[int, int]:
    """How many have answered in each of these ballots: by name, in secret or on paper."""
    ballots = list(ballots)
    named = _numbers(Vote.objects.filter(entry__ballot__in=ballots, counts=True), "entry__ballot")
    signed = _numbers(Signature.objects.filter(entry__ballot__in=ballots), "entry__ballot")
    return {pk: named.get(pk, 0) + signed.get(pk, 0) for pk in ballots}


def changed(ballots: Iterable[int]) -> dict[int, int]:
    """How often an answer was changed for another in each of these ballots; those where none was are left out."""
    ballots = list(ballots)
    return _numbers(Vote.objects.filter(entry__ballot__in=ballots, counts=False), "entry__ballot") if ballots else {}


def _numbers(rows: QuerySet[Any], of: str) -> dict[int, int]:
    """How many there are of each, counted where they lie."""
    return dict(rows.order_by().values_list(of).annotate(number=Count("pk")))


def casters_of(ballot: Ballot) -> set[int]:
    """Who may have cast the ballots without a name: people, however many votes each holds.

    The mark on the roll does not say whether the giver or the holder voted: it stands for the holder, so that
    never more people are counted than there were.
    """
    marked = ballot.roll.filter(signature__isnull=False).values_list("member", "represented_by")
    held = dict(
        ballot.gathering.proxies.filter(accepted_at__isnull=False)
        .filter(Q(ended_at=None) | Q(ended_at__gt=ballot.opened_at))
        .values_list("giver", "holder")
    )
    if not ballot.gathering.is_online:
        held = {}
    return {holder or held.get(member) or member for member, holder in marked}


def noted_votes(ballot: Ballot) -> list[NotedVote]:
    """The votes that somebody noted for another and that nobody has confirmed; none where nobody may note any."""
    if ballot.pk is None or ballot.is_secret or ballot.gathering.is_online:
        return []
    unconfirmed = NotedVote.objects.filter(entry__ballot=ballot, vote=None)
    notes = list(unconfirmed.select_related("entry__member", "entry__ballot__gathering", "noted_by"))
    entries = [note.entry_id for note in notes]
    voted = set(Vote.objects.filter(entry__in=entries, counts=True).values_list("entry", flat=True)) if notes else ()
    return [note for note in notes if note.entry_id not in voted]


def electors_to_note(ballot: Ballot, noter: Member) -> list[Member]:
    """Those whose vote this person may note: present when it opened, and who have not voted."""
    entries = ballot.roll.filter(present=True).unanswered().exclude(member=noter).select_related("member")
    return [entry.member for entry in entries]


@dataclass(frozen=True)
class Paper:
    """One ballot that a person may cast: their own, or that of somebody whose proxy they hold."""

    elector: Member
    vote: Vote | None  # what counts for now
    is_own: bool
    has_signed: bool = False  # voted in secret or on paper

    @property
    def may_change(self) -> bool:
        """A giver who has voted in person leaves nothing to the holder; what has no name cannot be found again."""
        if self.has_signed:
            return False
        return self.is_own or self.vote is None or self.vote.cast_by_id != self.elector.pk

    @property
    def by_holder(self) -> bool:
        return self.vote is not None and self.vote.cast_by_id != self.elector.pk


def ballots_to_cast(ballot: Ballot, member: Member) -> list[Paper]:
    """The ballots that this person may cast here: their own first, then each proxy's."""
    mine = Q(member=member)
    if ballot.gathering.is_online:
        held = ballot.gathering.proxies.accepted().filter(holder=member)
        givers = held.values("giver")
        mine |= Q(member__in=givers)
    else:
        mine = (mine & (Q(present=True) | Q(represented_by__isnull=False))) | Q(represented_by=member)
    entries = list(ballot.roll.filter(mine).select_related("member"))
    votes = {
        vote.entry_id: vote for vote in Vote.objects.filter(entry__in=entries, counts=True).select_related("cast_by")
    }
    signed = set(Signature.objects.filter(entry__in=entries).values_list("entry", flat=True))
    papers = [
        Paper(entry.member, votes.get(entry.pk), entry.member_id == member.pk, entry.pk in signed) for entry in entries
    ]
    return sorted(papers, key=lambda paper: not paper.is_own)


def latest_end(ballot: Ballot, instant: datetime) -> datetime | None:
    """Until when the end may be put off at this instant (PRODUCT §3.3); None where it may not."""
    end = ballot.closes_at
    if end is None or ballot.closed_at or ballot.announced_at or ballot.put_off_from or ballot.is_live:
        return None
    length = end - ballot.opened_at
    return end + length if instant < end - length / 10 else None


def shows_result(ballot: Ballot) -> bool:
    """Whether anybody may see what was answered: once closed, or at any time of a live ballot.

    Papers of a live ballot are read with its key; where that is out of reach, nothing is shown.
    """
    return ballot.closed_at is not None or (ballot.is_live and encryption.is_readable(ballot))


def find(key: str) -> Ballot:
    """A ballot with what its page always needs. Raises Http404."""
    ballot = Ballot.objects.select_related("gathering", "casting_voter").filter(pk=key).first()
    if ballot is None:
        raise Http404
    return ballot
