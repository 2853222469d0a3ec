"""Which words of a new version answer which objection, as its author says."""

from collections.abc import Iterable

from proposals.actions.common import tell
from proposals.models import AnsweredPassage, Objection, Proposal, Version
from proposals.queries import last_round_of
from web.diff import changes


def record_answers(proposal: Proposal, former: Version, version: Version, objections: Iterable[int]) -> None:
    """Keep that what this version changed answers these objections (keys), of those that stand in the last round."""
    round = last_round_of(proposal)
    standing = Objection.objects.filter(position__round=round, end="", pk__in=objections) if round else ()
    passages = changes(former.text, version.text)
    for objection in standing:
        AnsweredPassage.objects.bulk_create(
            AnsweredPassage(version=version, objection=objection, start=it.start, before=it.removed, after=it.added)
            for it in passages
        )
        tell("objection.answered", proposal, objection=objection.pk, version=version.number)
