"""What is read about gatherings and ballots."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from journal.canonical import canonical
from journal.clock import now
from members.models import Member
from votes import counter, encryption
from votes.counting.majority import Choice, Result
from votes.methods import tallying
from votes.models import VOID, Ballot, Gathering, Presence, Proxy, RollEntry, SealedVote, Signature, Vote
from votes.rolls import QuorumState

ANSWER = timedelta(minutes=2)  # who has not answered on the page by then is written to
FEW = 5  # a secret among fewer people is easily guessed


def presence_of(gathering: Gathering) -> QuerySet[Presence]:
    """Every span of presence that counts, in order of arrival; who is there now has no `left_at`."""
    spans = gathering.presences.filter(confirmed_at__isnull=False)
    return spans.select_related("member", "marked_by", "confirmed_by", "departure_noted_by", "left_by")


def unconfirmed_presences(gathering: Gathering) -> QuerySet[Presence]:
    """Those whom somebody else marked as there, and nobody has confirmed: they count for nothing."""
    return gathering.presences.waiting().select_related("member", "marked_by")


def presences_to_tell() -> QuerySet[Presence]:
    """What another marked, of people who have not said themselves, on the page, whether they are there."""
    by_another = Presence.objects.filter(told_at=None, arrived_at__lte=now() - ANSWER).exclude(marked_by=F("member"))
    return by_another.exclude(confirmed_by=F("member")).exclude(left_by=F("member"), confirmed_at=None)


def departures_to_tell() -> QuerySet[Presence]:
    """The departures that another noted, of people who have not answered on the page whether they left."""
    noted = Presence.objects.filter(departure_told_at=None, departure_noted_at__lte=now() - ANSWER)
    return noted.exclude(left_by=F("member"))


def proxies_of(gathering: Gathering) -> QuerySet[Proxy]:
    """The proxies that stand now, those that wait for an answer or for a holder included."""
    return gathering.proxies.standing().select_related("giver", "holder", "entered_by", "confirmed_by")


def unconfirmed_proxies(gathering: Gathering) -> QuerySet[Proxy]:
    """Paper forms that one person entered, and nobody has confirmed: they count for nothing."""
    return gathering.proxies.unconfirmed().select_related("giver", "holder", "entered_by")


def roll_of(gathering: Gathering) -> list[RollEntry]:
    """The roll as a ballot that opened now would freeze it (entries not saved).

    In a meeting an absent giver is represented while the holder, who has accepted it, is there.
    """
    present = set(gathering.presences.here().values_list("member_id", flat=True))
    accepted = gathering.proxies.standing().filter(accepted_at__isnull=False)
    given = dict(accepted.values_list("giver_id", "holder_id"))
    entries = []
    for member in gathering.electors.values_list("pk", flat=True).order_by("pk"):
        here = member in present and not gathering.is_online
        holder = given.get(member)
        is_represented = not gathering.is_online and not here and holder in present
        entries.append(RollEntry(member_id=member, present=here, represented_by_id=holder if is_represented else None))
    return entries


def people_who_cast(roll: Iterable[RollEntry]) -> set[int]:
    """The people who may cast in a meeting, however many votes each of them holds."""
    casters = (entry.member_id if entry.present else entry.represented_by_id for entry in roll)
    return {person for person in casters if person is not None}


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
    return Ballot.objects.filter(closed_at=None, ballots_hash="", closes_at__lte=now())


def ballots_to_count() -> QuerySet[Ballot]:
    """The ballots that are closed and whose result is not written yet, while there is a deadline left to try."""
    waiting = Ballot.objects.filter(closed_at=None, count_tries__lt=len(counter.DEADLINES))
    return waiting.exclude(ballots_hash="").select_related("gathering").order_by("closes_at", "pk")


def ballots_to_remind() -> QuerySet[Ballot]:
    """The open ballots online with an end, of which nobody was reminded."""
    standing = Ballot.objects.filter(closed_at=None, reminded_at=None, closes_at__gt=now())
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
    may = Q(gathering__is_online=True) | Q(roll__present=True) | Q(roll__represented_by__isnull=False)
    mine = Ballot.objects.filter(may, roll__member=member, closed_at=None)
    named = Vote.objects.filter(entry__member=member, counts=True).values("entry__ballot")
    signed = Signature.objects.filter(entry__member=member).values("entry__ballot")
    open_ones = mine.filter(Q(closes_at=None) | Q(closes_at__gt=now()))
    return open_ones.exclude(pk__in=named).exclude(pk__in=signed)


def has_voted(entry: RollEntry) -> bool:
    """Whether somebody of the roll has answered: by name, in secret or on paper."""
    return entry.votes.filter(counts=True).exists() or Signature.objects.filter(entry=entry).exists()


@dataclass(frozen=True)
class Turnout:
    """How many have answered, of how many who may."""

    answered: int
    entitled: int


def turnout(ballot: Ballot) -> Turnout:
    return turnouts([ballot.pk])[ballot.pk]


def turnouts(ballots: list[int]) -> dict[int, Turnout]:
    """The turnout of many ballots in three questions."""
    may = Q(ballot__gathering__is_online=True) | Q(present=True) | Q(represented_by__isnull=False)
    entitled = RollEntry.objects.filter(may, ballot__in=ballots)
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
        held = ballot.gathering.proxies.filter(holder=member, ended_at=None, accepted_at__isnull=False)
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


def is_open(ballot: Ballot) -> bool:
    """Whether it takes votes at this moment, by the one clock."""
    return ballot.closed_at is None and (ballot.closes_at is None or ballot.closes_at > now())


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


def check_closed(ballot: Ballot) -> None:
    """Raise PermissionDenied while what was answered is hidden from everyone, the list of ballots included.

    Of a void ballot nothing can be shown either.
    """
    if ballot.is_void:
        raise PermissionDenied(_("This ballot is void: nobody could count it, and it is held anew."))
    if ballot.is_counting:
        raise PermissionDenied(_("This ballot is being counted: its result is for everyone at once, in a moment."))
    if ballot.closed_at is None:
        raise PermissionDenied(_("This ballot is still open: its result is for everyone at once, when it closes."))


def check_published(ballot: Ballot) -> None:
    """Raise PermissionDenied unless everybody may read the list of ballots: it has closed, and not in secret by few."""
    check_closed(ballot)
    if ballot.shows_outcome_alone:
        raise PermissionDenied(
            _("Fewer than five people voted in secret: only the outcome is shown, so that nobody's answer can be told.")
        )


def answer_of(ballot: Ballot) -> tallying.Plain | None:
    """The result, as the recount answers it for any method. None: hidden until the close.

    What closed before results were kept in that form is counted again.
    """
    if ballot.is_void:
        return None
    kept: tallying.Plain | None = ballot.result
    if kept and ("counts" in kept or ballot.shows_outcome_alone):
        return kept
    return recounted(ballot) if ballot.closed_at or (shows_result(ballot) and not is_large(ballot)) else None


def recounted(ballot: Ballot, seconds: int = counter.DEADLINES[-1]) -> tallying.Plain | None:
    """Every ballot counted now: what the closing keeps, and what verifying it compares. Hidden before the close.

    None while a large count goes on, for so many seconds at most: ask again. Raises as `methods.count` does.
    """
    apart = seconds if is_large(ballot) else None
    answer = tallying.count(ballot, lines_of(ballot), people_of(ballot), apart)
    return tallying.outcome_alone(answer) if answer and ballot.shows_outcome_alone else answer


def is_large(ballot: Ballot) -> bool:
    """Whether it is counted apart, since it might take longer than somebody should wait for."""
    if ballot.method == Ballot.Method.MAJORITY:
        return False
    return tallying.is_large(ballot, answered([ballot.pk])[ballot.pk])


def result_of(ballot: Ballot) -> Result | None:
    """The result of a majority; None for another method, while it is hidden, and where the outcome alone is shown."""
    if ballot.method != Ballot.Method.MAJORITY or ballot.is_void or ballot.shows_outcome_alone:
        return None
    if not shows_result(ballot):
        return None
    if ballot.result is not None:
        return tallying.read_result(ballot, ballot.result)
    return tallying.count_majority(ballot, tallying.tally(lines_of(ballot), people_of(ballot)))


def count_input(ballot: Ballot) -> tallying.Plain:
    """What anyone needs to count again. Nobody is shown it before the close."""
    return tallying.count_input(ballot, lines_of(ballot), people_of(ballot))


def lines_of(ballot: Ballot) -> tallying.Lines:
    """How many made each choice, named and nameless ballots together. For the count; hidden before the close."""
    numbers: Counter[bytes] = Counter()
    choices: dict[bytes, Any] = {}
    named = Vote.objects.filter(entry__ballot=ballot, counts=True).values_list("choice", flat=True)
    nameless = (choice for _code, choice in encryption.nameless_votes(ballot))
    for choice in (*named, *nameless):
        key = canonical(choice)
        choices[key] = choice
        numbers[key] += 1
    return [(number, choices[key]) for key, number in sorted(numbers.items())]


def people_of(ballot: Ballot) -> tallying.People:
    """Who was entitled, who is represented, and what the named votes say of proxies and of the casting vote."""
    roll = list(ballot.roll.values_list("present", "represented_by"))
    named = list(
        Vote.objects.filter(entry__ballot=ballot, counts=True).values_list(
            "choice", "entry__member", "cast_by", "entry__represented_by"
        )
    )
    decides = ballot.casting_voter_id
    in_person = (choice for choice, elector, caster, _h in named if decides and elector == caster == decides)
    casting = next(in_person, None)
    aside = [holder for choice, _elector, _caster, holder in named if choice == tallying.NO_PART]
    return tallying.People(
        roll=len(roll),
        present=None if ballot.gathering.is_online else sum(present for present, _holder in roll),
        represented=sum(holder is not None for _present, holder in roll),
        no_part_represented=sum(holder is not None for holder in aside),
        by_proxy=sum(elector != caster for choice, elector, caster, _h in named if choice != tallying.NO_PART),
        casting=casting and Choice(casting),
    )


def marks_of(ballot: Ballot) -> tuple[int, int, int]:
    """Marks on the roll, ballots without a name, and people who have both a mark and a named vote that counts."""
    signed = Signature.objects.filter(entry__ballot=ballot)
    twice = Vote.objects.filter(counts=True, entry__ballot=ballot, entry__signature__isnull=False)
    return signed.count(), ballot.sealed.count() + ballot.encrypted.count(), twice.count()


def list_of(ballot: Ballot) -> list[tuple[RollEntry, Vote | None, bool]]:
    """The roll by name, each with the vote that counts and whether they signed for one without a name.

    For a ballot that has closed.
    """
    counting = Vote.objects.filter(counts=True).select_related("cast_by")
    roll = ballot.roll.select_related("member", "signature").prefetch_related(Prefetch("votes", queryset=counting))
    return [(entry, next(iter(entry.votes.all()), None), hasattr(entry, "signature")) for entry in roll]
