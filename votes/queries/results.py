"""What is read about a ballot's count: its result, what was counted, and whether it may be shown yet."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch

from journal.canonical import canonical
from votes import counter, encryption
from votes.counting.majority import Choice, MajorityResult
from votes.methods import tallying
from votes.models import Ballot, RollEntry, Signature, Vote
from votes.queries.ballots import answered, shows_result


def check_closed(ballot: Ballot) -> None:
    """Raise PermissionDenied while what was answered is hidden from everyone, the list of ballots included.

    Of a void ballot nothing can be shown either. `votes.read_void`, `votes.read_counting`, `votes.read_open`.
    """
    if ballot.is_void:
        raise PermissionDenied("votes.read_void")
    if ballot.is_counting:
        raise PermissionDenied("votes.read_counting")
    if ballot.closed_at is None:
        raise PermissionDenied("votes.read_open")


def check_published(ballot: Ballot) -> None:
    """Raise PermissionDenied unless everybody may read the list of ballots: it has closed, and not in secret by few."""
    check_closed(ballot)
    if ballot.shows_outcome_alone:
        raise PermissionDenied("votes.read_few")


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

    None while a large count goes on, for so many seconds at most: ask again. Raises as `tallying.count` does.
    """
    apart = seconds if is_large(ballot) else None
    answer = tallying.count(ballot, lines_of(ballot), people_of(ballot), apart)
    return tallying.outcome_alone(answer) if answer and ballot.shows_outcome_alone else answer


def is_large(ballot: Ballot) -> bool:
    """Whether it is counted apart, since it might take longer than somebody should wait for."""
    if ballot.by_majority:
        return False
    return tallying.is_large(ballot, answered([ballot.pk])[ballot.pk])


def result_of(ballot: Ballot) -> MajorityResult | None:
    """The result of a majority; None for another method, while it is hidden, and where the outcome alone is shown."""
    if not ballot.by_majority or ballot.is_void or ballot.shows_outcome_alone:
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
    counting = Vote.objects.filter(counts=True).select_related("cast_by", "noted__noted_by", "noted__confirmed_by")
    roll = ballot.roll.select_related("member", "signature").prefetch_related(Prefetch("votes", queryset=counting))
    return [(entry, next(iter(entry.votes.all()), None), hasattr(entry, "signature")) for entry in roll]
