"""Ballots on paper, for whoever has no phone: entered in number by one teller, confirmed by another.

The first teller conducts the vote; the second, named with the batch, is on the roll or conducts too.
Until both agree nothing is counted; then, in one transaction, the electors are signed on the roll and the
papers become ballots without a name, each with a code, as those of a secret ballot are. So a paper cannot
be changed, and a casting vote, which has a name, cannot be given on one. The journal holds how many, and
who the two were; who was marked and what the papers say are forgotten with the batch's confirmation.

Whoever conducts learns nothing here about who has voted in secret: a secret ballot offers its whole roll
to be marked, and whoever had already voted is named only to the two together, when nothing was written.
"""

import secrets
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.actions import action, record, require
from journal.clock import now
from members.models import Member
from votes import keys
from votes.actions.locks import lock_ballot
from votes.actions.sealing import write_encrypted
from votes.encryption import lock_of
from votes.integrity import receipts
from votes.methods import answers
from votes.methods.tallying import NO_PART
from votes.models import Ballot, PaperBatch, RollEntry, Signature
from votes.queries.paper import REASONS, Papers, electors_of, encrypt, names, papers_of, who_has_voted
from votes.wording.ballots import to_the_second

SPOILT = "spoilt"
FEW = 3  # under this many papers at once, a secret ballot's batch nearly says who answered what
Lines = Sequence[tuple[int, Any]]


@action
def enter_papers(
    ballot: Ballot,
    *,
    electors: Collection[int],
    lines: Lines,
    second: Member,
    actor: Member,
    spoilt: int = 0,
    anyway: bool = False,
) -> PaperBatch:
    """Enter papers in number, for `second` to confirm: the members whose papers they are, how many of each answer.

    `lines` are (how many, choice), `spoilt` those that say nothing that counts. The same again gives the
    batch that waits. Under three papers in a secret ballot it asks to be told `anyway`. Raises
    ValidationError: `closed`, `second`, `electors`, `marked`, `voted`, `lines`, `choice`, `sum`, `few`,
    `key`, `no_keys`.
    """
    ballot = lock_ballot(ballot)
    require("votes.enter_papers", actor, ballot)
    _check_open(ballot)
    _check_second(ballot, second, actor)
    entries = _marked(ballot, electors)
    kept = _read(ballot, lines)
    number = sum(line["n"] for line in kept) + _whole(spoilt)
    _check_sum(number, len(entries))
    if ballot.is_secret and number < FEW and not anyway:
        raise ValidationError(
            _(
                "So few papers nearly say who answered what. Wait until there are at least three, "
                "or enter them all the same if those concerned agree."
            ),
            code="few",
        )
    _keep_a_key(ballot)
    papers = Papers(sorted(entry.pk for entry in entries), kept, spoilt)
    waiting = list(ballot.paper_batches.filter(confirmed_at=None).select_related("ballot"))
    entered = {batch.pk: papers_of(batch) for batch in waiting}
    for batch in waiting:
        if (entered[batch.pk], batch.entered_by_id, batch.confirmed_by_id) == (papers, actor.pk, second.pk):
            return batch
    twice = {key for marked in entered.values() for key in marked.electors} & set(papers.electors)
    if twice:
        raise ValidationError(
            _("Already marked, in papers that wait to be confirmed: %(names)s.")
            % {"names": names(entry for entry in entries if entry.pk in twice)},
            code="marked",
        )
    if not ballot.is_secret:
        _check_have_not_voted(entries)
    batch = PaperBatch.objects.create(
        ballot=ballot,
        content=encrypt(papers, lock_of(ballot), number),
        number=number,
        entered_by=actor,
        entered_at=now(),
        confirmed_by=second,
    )
    _record("papers.entered", batch)
    return batch


@action
def confirm_papers(batch: PaperBatch, *, actor: Member) -> PaperBatch:
    """The second teller has counted the same: the roll is signed, the papers count. Twice changes nothing.

    Raises ValidationError: `closed`, `gone`, `key`, and `voted`, which names those who voted meanwhile; nothing
    is written then.
    """
    ballot = lock_ballot(batch.ballot)
    batch = _standing(batch)
    require("votes.confirm_papers", actor, batch)
    if batch.confirmed_at:
        return batch
    _check_open(ballot)
    papers = papers_of(batch)
    entries = list(RollEntry.objects.filter(pk__in=papers.electors).select_related("member"))
    _check_have_not_voted(entries)
    _count(ballot, entries, papers)
    batch.content, batch.confirmed_at = b"", now()
    batch.save(update_fields=["content", "confirmed_at"])
    _record("papers.confirmed", batch)
    return batch


@action
def refuse_papers(batch: PaperBatch, *, reason: str, actor: Member) -> None:
    """The second teller has not counted the same: the batch is forgotten, to be entered again.

    The reason is one of a few, since a word of one's own might say what papers said. Raises
    ValidationError: `reason`, `confirmed`, `gone`.
    """
    lock_ballot(batch.ballot)
    batch = _standing(batch)
    require("votes.confirm_papers", actor, batch)
    if reason not in REASONS:
        raise ValidationError(_("Say what does not agree."), code="reason")
    _forget(batch, "papers.refused", reason=reason)


@action
def drop_papers(batch: PaperBatch, *, actor: Member) -> None:
    """Whoever entered it, or conducts, takes a batch back before it is confirmed. Twice changes nothing.

    Raises ValidationError: `confirmed`.
    """
    lock_ballot(batch.ballot)
    standing = PaperBatch.objects.select_related("ballot").filter(pk=batch.pk).first()
    require("votes.drop_papers", actor, standing or batch)
    if standing:
        _forget(standing, "papers.dropped")


def end_waiting_papers(ballot: Ballot, *, is_due: bool) -> None:
    """Within the closing, papers that nobody has confirmed: by hand it waits for them, at its time forgets them.

    Raises ValidationError: `papers`.
    """
    waiting = list(ballot.paper_batches.filter(confirmed_at=None).select_related("ballot"))
    if waiting and not is_due:
        raise ValidationError(
            _("Papers wait to be counted again: have them confirmed, or take them back, before you close."),
            code="papers",
        )
    for batch in waiting:
        _forget(batch, "papers.dropped")


def _keep_a_key(ballot: Ballot) -> None:
    """A secret ballot has its key from the opening on; any other, from its first papers."""
    if not ballot.key_name:
        ballot.key_name = keys.make()
        ballot.save(update_fields=["key_name"])


def _count(ballot: Ballot, entries: Sequence[RollEntry], papers: Papers) -> None:
    """Marks on the roll, and ballots apart from them: neither in the order of the other, nor of the batch."""
    shuffled = secrets.SystemRandom()
    marks = [Signature(entry=entry) for entry in entries]
    choices = [line["choice"] for line in papers.lines for _paper in range(line["n"])] + [SPOILT] * papers.spoilt
    shuffled.shuffle(marks)
    shuffled.shuffle(choices)
    Signature.objects.bulk_create(marks)
    write_encrypted(ballot, [(receipts.make(), choice) for choice in choices])


def _forget(batch: PaperBatch, verb: str, **texts: str) -> None:
    if batch.confirmed_at:
        raise ValidationError(
            _("These papers are counted: they can no longer be told from the others."), code="confirmed"
        )
    _record(verb, batch, **texts)
    batch.delete()


def _check_open(ballot: Ballot) -> None:
    if ballot.end and not ballot.is_open_at(now()):
        raise ValidationError(
            _("The ballot closed at %(closed)s: papers that were not confirmed by then do not count.")
            % {"closed": to_the_second(ballot.end)},
            code="closed",
        )


def _check_second(ballot: Ballot, second: Member, actor: Member) -> None:
    if second == actor:
        raise ValidationError(_("Two people count the papers: name somebody else to check."), code="second")
    if not second.is_active or not ballot.roll.filter(member=second).exists():
        raise ValidationError(
            _("%(name)s is not on the roll: name somebody of the roll to check the papers.") % {"name": second.name},
            code="second",
        )


def _marked(ballot: Ballot, electors: Collection[int]) -> list[RollEntry]:
    """The roll's entries of these members, each of whom may vote in this ballot."""
    wanted = set(electors)
    entries = [entry for entry in electors_of(ballot) if entry.member_id in wanted]
    if not entries or len(entries) != len(wanted):
        raise ValidationError(
            _("Mark the people whose papers these are, among those who may vote in this ballot."), code="electors"
        )
    return entries


def _read(ballot: Ballot, lines: Lines) -> list[dict[str, Any]]:
    """The lines as they are kept: each answer as the ballot asks it, equal ones in one line."""
    kept: list[dict[str, Any]] = []
    for number, answer in lines:
        choice = answers.read(ballot, answer)
        if choice == NO_PART:
            raise ValidationError(
                _("Who takes no part says so by name, with the reason: not on a paper."), code="choice"
            )
        same = next((line for line in kept if line["choice"] == choice), None)
        if same:
            same["n"] += _whole(number)
        elif _whole(number):
            kept.append({"n": number, "choice": choice})
    return kept


def _whole(number: Any) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 100_000:
        raise ValidationError(_("Say how many papers with a whole number: 1, 2, 3…"), code="lines")
    return number


def _check_sum(papers: int, people: int) -> None:
    if papers == people:
        return
    values = {
        "papers": ngettext("%(number)d paper", "%(number)d papers", papers) % {"number": papers},
        "people": ngettext("%(number)d person marked", "%(number)d people marked", people) % {"number": people},
    }
    raise ValidationError(
        _("%(papers)s for %(people)s: count again, there is one paper for each person.") % values, code="sum"
    )


def _check_have_not_voted(entries: Sequence[RollEntry]) -> None:
    voted = who_has_voted(entries)
    if voted:
        raise ValidationError(
            _(
                "Already voted: %(names)s. Nothing is written. Put a paper of each aside without opening it, "
                "where that is still possible, and enter the others."
            )
            % {"names": names(voted)},
            code="voted",
        )


def _standing(batch: PaperBatch) -> PaperBatch:
    fresh = PaperBatch.objects.select_related("ballot").filter(pk=batch.pk).first()
    if fresh is None:
        raise ValidationError(_("These papers were taken back: they are entered again."), code="gone")
    return fresh


def _record(verb: str, batch: PaperBatch, **texts: str) -> None:
    record(
        verb,
        topics=[batch.ballot.topic],
        body={
            "ballot": batch.ballot_id,
            "batch": batch.pk,
            "number": batch.number,
            "first": batch.entered_by_id,
            "second": batch.confirmed_by_id,
            **texts,
        },
    )
