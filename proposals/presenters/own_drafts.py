"""What somebody has typed into the forms of one text of their own panel, and not sent."""

from collections.abc import Sequence

from django.urls import reverse

from members.models import Member
from proposals.models import Proposal, Question, Round
from web.drafts import FormDraft, drafts_at


def own_drafts(
    person: Member, proposal: Proposal, round: Round | None, questions: Sequence[Question]
) -> dict[str, FormDraft]:
    """By the address of each form: their question, reaction, answers, why one is left open, their concern."""
    places = [reverse(f"proposals:{name}", args=[proposal.pk]) for name in ("questions", "reactions")]
    places += [reverse(f"proposals:{name}", args=[one.pk]) for one in questions for name in ("answer", "leaving-open")]
    if round is not None:
        places.append(reverse("proposals:position", args=[round.pk]))
    return drafts_at(person, places)
