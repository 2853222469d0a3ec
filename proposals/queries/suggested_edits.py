"""Changes that members suggested in place, and what became of them."""

from django.db.models import Prefetch, QuerySet

from proposals.models import Proposal, SuggestedEdit


def open_edits_of(proposal: Proposal) -> list[SuggestedEdit]:
    """Those that wait for the author, in the order of the text."""
    edits = SuggestedEdit.objects.filter(proposal=proposal, status=SuggestedEdit.Status.OPEN)
    return list(edits.select_related("member", "version").order_by("start", "pk"))


def ended_edits_of(proposal: Proposal) -> QuerySet[SuggestedEdit]:
    """Those that were answered, or whose words are gone, the latest first."""
    ended = SuggestedEdit.objects.filter(proposal=proposal).exclude(status=SuggestedEdit.Status.OPEN)
    return ended.select_related("member", "first_version", "ended_in").order_by("-ended_at", "-pk")


def with_edits() -> Prefetch:
    """Brings with a version the edits that ended in it, and whose they are."""
    return Prefetch("ended_edits", SuggestedEdit.objects.select_related("member").order_by("ended_at", "pk"))
