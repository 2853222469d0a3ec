"""Batches of ballots on paper, as their tellers read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from members.models import Member
from votes import encryption
from votes.methods import tallying
from votes.methods.rules import OptionRules
from votes.models import Ballot, PaperBatch, RollEntry
from votes.queries.paper import names, papers_of
from votes.wording import answers as answer_wording


@dataclass(frozen=True)
class Batch:
    """A batch that waits, as one of its two tellers reads it; to whoever else conducts only its number shows.

    So too where the ballot's key is out of reach.
    """

    batch: PaperBatch
    is_second: bool  # this reader is the one who counts it again
    people: str = ""
    answers: Sequence[tuple[str, int]] = ()


def waiting_batches(ballot: Ballot, member: Member) -> list[Batch]:
    """The batches that nobody has confirmed yet. What papers say is for the two who count them, alone."""
    standing = list(
        ballot.paper_batches.filter(confirmed_at=None).select_related("ballot", "entered_by", "confirmed_by")
    )
    tellers = {batch.pk: member.pk in (batch.entered_by_id, batch.confirmed_by_id) for batch in standing}
    if not encryption.is_readable(ballot):
        return [Batch(batch, batch.confirmed_by_id == member.pk) for batch in standing]
    read = {batch.pk: papers_of(batch) for batch in standing if tellers[batch.pk]}
    keys = {key for papers in read.values() for key in papers.electors}
    entries = {entry.pk: entry for entry in RollEntry.objects.filter(pk__in=keys).select_related("member")}
    rules = tallying.read_rules(ballot)
    option_rules = rules if isinstance(rules, OptionRules) else None
    shown = []
    for batch in standing:
        is_second = batch.confirmed_by_id == member.pk
        papers = read.get(batch.pk)
        if papers is None:
            shown.append(Batch(batch, is_second))
            continue
        answers = [(answer_wording.answer(option_rules, line["choice"]), line["n"]) for line in papers.lines]
        answers.append((answer_wording.answer(option_rules, "spoilt"), papers.spoilt))
        shown.append(Batch(batch, is_second, names(entries[key] for key in papers.electors), answers))
    return shown
