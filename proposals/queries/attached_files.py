"""The files of a proposal."""

from django.db.models import Prefetch, QuerySet

from proposals.models import AttachedFile, Proposal
from web.attached_files import first_free_place


def attached_to(proposal: Proposal) -> QuerySet[AttachedFile]:
    """Those that can be read, in their order."""
    return AttachedFile.objects.filter(proposal=proposal, removed_at=None)


def all_files() -> QuerySet[AttachedFile]:
    """Those that were taken away too, with whose they are."""
    return AttachedFile.objects.select_related("member", "removed_by")


def erased_from(proposal: Proposal) -> QuerySet[AttachedFile]:
    """Those that should never have been there, with whose they were."""
    return all_files().filter(proposal=proposal).exclude(erasure_reason="")


def with_files() -> Prefetch:
    """Brings `all_files` with a proposal."""
    return Prefetch("attached_files", all_files())


def also_with(attached: AttachedFile) -> bool:
    """Whether another circle, which took the text on, has the file too."""
    return AttachedFile.objects.filter(key=attached.key, removed_at=None).exclude(pk=attached.pk).exists()


def free_place(proposal: Proposal) -> int | None:
    """The first place that no file holds; None where all are held."""
    return first_free_place(attached_to(proposal).values_list("place", flat=True))
