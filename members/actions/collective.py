"""The collective's own settings, and the demonstration's five people."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.topics import COLLECTIVE
from members.models import Collective, DemoPersona, Member


@action
def edit_collective(
    *,
    actor: Actor,
    name: str,
    story: str = "",
    address: str = "",
    grace_days: int = 90,
    language: str = "fr",
    is_public: bool = True,
) -> Collective:
    """Change what the collective says of itself, and until when last year's membership still counts."""
    require("members.edit_collective", actor)
    Collective.objects.get_or_create(pk=1)
    collective = Collective.objects.select_for_update().get(pk=1)
    wanted: dict[str, Any] = {
        "name": " ".join(name.split()),
        "story": story.strip(),
        "address": address.strip(),
        "grace_days": grace_days,
        "language": language,
        "is_public": is_public,
    }
    changed = [field for field, value in wanted.items() if getattr(collective, field) != value]
    for field in changed:
        setattr(collective, field, wanted[field])
    collective.full_clean(validate_constraints=False)
    if changed:
        collective.save(update_fields=changed)
        record("collective.changed", topics=[COLLECTIVE], body={field: wanted[field] for field in changed})
    return collective


@action
def end_founding(*, actor: Actor) -> Collective:
    """Say that the set-up is done: rules and mandates then rest on decisions (PRODUCT §3.7). There is no way back.

    By an administrator, or by the clock ninety days after the first decision. Ending it twice changes nothing.
    """
    require("members.end_founding", actor)
    Collective.objects.get_or_create(pk=1)
    collective = Collective.objects.select_for_update().get(pk=1)
    if not collective.is_founding:
        return collective
    collective.founding_ended_at = now()
    collective.founding_ended_by = actor if isinstance(actor, Member) else None
    collective.save(update_fields=["founding_ended_at", "founding_ended_by"])
    record("collective.founding_ended", topics=[COLLECTIVE], body={"at": collective.founding_ended_at})
    return collective


@action
def name_persona(member: Member, *, role: str, actor: Actor) -> DemoPersona:
    """The demonstration lets people enter as this member. Impossible anywhere else."""
    require("members.name_persona", actor)
    if not settings.DEMO:
        raise PermissionDenied("members.name_persona")
    return DemoPersona.objects.update_or_create(role=role, defaults={"member": member})[0]
