"""Which words of a new version answer which objection, as its author says."""

from collections.abc import Collection, Iterable, Mapping

from proposals.actions.common import tell
from proposals.anchoring import changed_paragraphs
from proposals.models import AnsweredPassage, Objection, Proposal, Version
from proposals.queries import last_round_of


def record_answers(
    proposal: Proposal,
    former: Version,
    version: Version,
    objections: Iterable[int],
    answered: Mapping[str, Collection[int]] | None = None,
) -> None:
    """Keep that what this version changed answers these objections (keys), of those that stand in the last round.

    `answered` says which of them each changed paragraph answers (`anchoring.changed_paragraphs`); without it, each
    change answers them all.
    """
    round = last_round_of(proposal)
    standing = Objection.objects.filter(position__round=round, end="", pk__in=objections) if round else ()
    changed = changed_paragraphs(former.text, version.text)
    for objection in standing:
        passages = [
            change
            for paragraph in changed
            if answered is None or objection.pk in answered.get(paragraph.key, ())
            for change in paragraph.changes
        ]
        if not passages:
            continue
        AnsweredPassage.objects.bulk_create(
            AnsweredPassage(version=version, objection=objection, start=it.start, before=it.removed, after=it.added)
            for it in passages
        )
        tell("objection.answered", proposal, objection=objection.pk, version=version.number)
