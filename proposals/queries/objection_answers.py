"""Which words answer which objection."""

from proposals.models import AnsweredPassage, Proposal


def answered_passages(proposal: Proposal) -> list[AnsweredPassage]:
    """Of every version, in the order of its text."""
    passages = AnsweredPassage.objects.filter(version__proposal=proposal).order_by("version", "start", "objection")
    return list(passages.select_related("version", "objection__position__member"))
