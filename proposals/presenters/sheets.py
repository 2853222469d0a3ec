"""A decision with all that goes with it, as one reader may know it: what its page and its files show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commissions.change_sentences import lets_in_words
from journal.queries import Proof, proofs_of
from members.rules import is_member
from proposals.models import AttachedFile, Decision
from proposals.presenters.attached_files import ErasedFile, erased_files
from proposals.presenters.register import CarriedLine, sentence_of_change, standing_in_words
from proposals.queries import carried_in, decisions_for, readable_rounds
from proposals.queries.attached_files import all_files
from proposals.traces import answers_of


@dataclass(frozen=True)
class DecisionSheet:
    """One decision. What this reader may not know is absent; `lets` is what it lets be changed, in a sentence.

    `answers` are each position with the names of those who took it; `proof` is where the journal keeps it; `files` come
    with the text as it was decided; `erased` should never have been there.
    """

    decision: Decision
    standing: Decision.Standing
    standing_words: str
    lets: str
    carried: Sequence[CarriedLine]
    answers: Sequence[tuple[str, str]]
    replaces: Decision | None
    replaced_by: Decision | None
    proof: Proof | None
    files: Sequence[AttachedFile]
    erased: Sequence[ErasedFile]


def sheets_of(decisions: Iterable[Decision], person: Any, today: date) -> list[DecisionSheet]:
    """In as many questions to the database whatever their number.

    The names in a round are for those who may read the proposal that it was about.
    """
    decisions = list(decisions)
    others = [one for decision in decisions for one in (decision.replaces, _replacement(decision)) if one]
    readable = set(decisions_for(person).filter(pk__in=[one.pk for one in others]).values_list("pk", flat=True))
    rounds = readable_rounds(decisions, person)
    files = list(all_files().filter(proposal__decision__in=[one.pk for one in decisions]))
    lets = lets_in_words(decision.change for decision in decisions)
    proofs = proofs_of("decision.recorded", [decision.topic for decision in decisions])
    is_for_members = is_member(person)
    sheets = []
    for decision in decisions:
        view, replaced_by = rounds.get(decision.pk), _replacement(decision)
        its_files = [file for file in files if file.proposal_id == decision.proposal_id]
        sheets.append(
            DecisionSheet(
                decision=decision,
                standing=decision.standing(today),
                standing_words=standing_in_words(decision, today),
                lets=sentence_of_change(lets[decision.change]),
                carried=[CarriedLine(one) for one in carried_in(view)] if view else [],
                answers=answers_of(view) if view and view.is_revealed else [],
                replaces=decision.replaces if decision.replaces_id in readable else None,
                replaced_by=replaced_by if replaced_by and replaced_by.pk in readable else None,
                proof=proofs.get(decision.topic),
                files=[file for file in its_files if not file.is_removed],
                erased=erased_files(its_files, is_for_members=is_for_members),
            )
        )
    return sheets


def _replacement(decision: Decision) -> Decision | None:
    return getattr(decision, "replaced_by", None)
