"""What is read about ballots on paper: whom to mark on the roll, what waits for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal.clock import now
from members.combined_reads import Reader
from members.models import Member
from members.panels import Waiting
from votes import encryption
from votes.encryption import Lock
from votes.models import Ballot, PaperBatch, RollEntry
from web.alphabet import place

REASONS: dict[str, str | Promise] = {
    "numbers": gettext_lazy("I count other numbers"),
    "people": gettext_lazy("Somebody is marked, or is not, by mistake"),
    "together": gettext_lazy("Let us look at the papers together again"),
}


BESIDE = "papers"  # what a batch's content is bound to
FRAME, PER_PAPER = 128, 64  # bytes of a batch in all, and for each paper beside its answer: an elector, how many


@dataclass(frozen=True)
class Papers:
    """Whose papers a batch holds, and what they say: for its two tellers, until it is confirmed."""

    electors: list[int]  # keys of the roll's entries
    lines: list[dict[str, Any]]  # [{"n": 3, "choice": "for"}, …]
    spoilt: int


def encrypt(papers: Papers, lock: Lock, number: int) -> bytes:
    """As long for every batch of as many papers, whatever they say."""
    return lock.lock(asdict(papers), BESIDE, FRAME + number * (lock.length + PER_PAPER))


def papers_of(batch: PaperBatch) -> Papers:
    """Of a batch that waits. Raises ValidationError: `key`, `altered`."""
    lock = encryption.lock_of(batch.ballot)
    return Papers(**lock.unlock(bytes(batch.content), BESIDE))


def electors_of(ballot: Ballot) -> list[RollEntry]:
    """Who may vote in this ballot, by name: in a meeting those present or represented, online the whole roll."""
    return list(ballot.roll.may_answer().select_related("member"))


def electors_to_mark(ballot: Ballot) -> list[RollEntry]:
    """Whom the tellers may mark. In a secret ballot all of them, so that the list tells nobody who has voted;
    otherwise those who have not voted yet."""
    electors = electors_of(ballot)
    if ballot.is_secret:
        return electors
    voted = {entry.pk for entry in who_has_voted(electors)}
    return [entry for entry in electors if entry.pk not in voted]


def who_has_voted(entries: Sequence[RollEntry]) -> list[RollEntry]:
    """Those of the entries whose vote is in: by name (taking no part included), in secret or on paper."""
    voted = set(
        RollEntry.objects.filter(pk__in=[entry.pk for entry in entries]).answered().values_list("pk", flat=True)
    )
    return [entry for entry in entries if entry.pk in voted]


def names(entries: Iterable[RollEntry]) -> str:
    return pgettext("between things of a list", ", ").join(sorted((entry.member.name for entry in entries), key=place))


def batches_to_confirm(member: Member) -> QuerySet[PaperBatch]:
    """Those of which this member is the second teller, in ballots that still take votes."""
    mine = PaperBatch.objects.filter(confirmed_by=member, confirmed_at=None, ballot__in=Ballot.objects.open_at(now()))
    return mine.select_related("ballot", "entered_by")


def waiting(member: Member) -> Reader[list[Waiting]]:
    """The papers that wait for this member's count."""
    (batches,) = yield [batches_to_confirm(member)]
    return [
        Waiting(
            title=_("Count the papers that %(name)s entered: %(question)s")
            % {"name": batch.entered_by.name, "question": batch.ballot.question},
            url=reverse("votes:paper", args=[batch.ballot_id]),
            kind="ballot",
            due=batch.ballot.closes_at,
            minutes=5,
        )
        for batch in batches
    ]
