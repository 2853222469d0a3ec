"""Files beside the text: attached while it is written and talked about, and never once it is being decided."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from members.models import Member
from proposals.actions.common import begin, lock, tell, tell_unless_draft, written
from proposals.models import AttachedFile, Decision, Proposal
from proposals.models.attached_file import FILES
from proposals.process import Act, State
from proposals.queries import current_version, last_round_of
from proposals.queries.attached_files import attached_to, free_place
from web.file_kinds import CheckedFile


@action
def attach_file(proposal: Proposal, *, name: str, file: CheckedFile, actor: Member) -> AttachedFile:
    """Put a file beside the text, under a name in words.

    Raises ValidationError: `name` without one, `full` where there is no place left, `asked` on a text that people have
    answered.
    """
    proposal = begin(Act.ATTACH, proposal, actor=actor)
    _check_not_answered(proposal)
    name = written(name, _("Say in words what the file shows."), "name")
    place = free_place(proposal)
    if place is None:
        raise ValidationError(_("There are twenty files already: take one away before you attach another."), "full")
    attached = AttachedFile.objects.create(
        proposal=proposal,
        place=place,
        name=name,
        kind=file.kind,
        size=len(file.content),
        sha256=file.sha256,
        key=FILES.keep(file.content),
        member=actor,
        attached_at=now(),
    )
    tell_unless_draft("file.attached", proposal, **_told(attached))
    return attached


@action
def detach_file(attached: AttachedFile, *, actor: Member) -> None:
    """Take it away, and erase it. Of a draft nothing remains; once presented, its name and who took it away.

    Twice changes nothing. Raises ValidationError `asked` on a text that people have answered.
    """
    proposal = begin(Act.DETACH, attached, actor=actor)
    _check_not_answered(proposal)
    attached = AttachedFile.objects.get(pk=attached.pk)
    if attached.is_removed:
        return
    if proposal.is_private:
        attached.delete()
        touch(proposal.topic)
    else:
        attached.removed_at, attached.removed_by = now(), actor
        attached.save(update_fields=["removed_at", "removed_by"])
        tell("file.removed", proposal, **_told(attached))
    erase_unused(attached.key)


@action
def erase_file(attached: AttachedFile, *, reason: str, actor: Member) -> AttachedFile:
    """Erase what should never have been there, a person's data for instance, even after it was decided with the text.

    Everybody who reads the proposal or its decision reads that it was, by whom and why. Twice changes nothing.
    Raises ValidationError: `reason` without one; `draft` of what nobody else has read.
    """
    proposal = lock(attached.proposal)
    require("proposals.erase_file", actor, proposal)
    attached = AttachedFile.objects.get(pk=attached.pk)
    if attached.is_removed:
        return attached
    if proposal.is_private:
        raise ValidationError(_("This is a draft: its author takes the file away."), code="draft")
    attached.erasure_reason = written(reason, _("Say why it should not be there: everybody reads it."), "reason")
    attached.removed_at, attached.removed_by = now(), actor
    attached.save(update_fields=["removed_at", "removed_by", "erasure_reason"])
    decisions = [decision.topic for decision in Decision.objects.filter(proposal=proposal)]
    facts = _told(attached)
    texts = {**facts.pop("private"), "reason": attached.erasure_reason}
    body = {"proposal": proposal.pk, **facts}
    record("file.erased", topics=[*proposal.topics, *decisions], body=body, private=texts)
    erase_unused(attached.key)
    return attached


@action
def forget_files(member: Member, *, actor: Actor) -> None:
    """Erase what somebody who is forgotten attached to texts that were never presented. What a circle has read stays,
    as the text does."""
    require("members.administer", actor)
    for attached in AttachedFile.objects.filter(member=member, proposal__presented_at=None):
        attached.delete()
        erase_unused(attached.key)


def erase_unused(key: str) -> None:
    """Within an action: erase a file once its act is done, unless another circle's proposal has it too."""
    if not AttachedFile.objects.filter(key=key, removed_at=None).exists():
        transaction.on_commit(lambda: FILES.erase(key), robust=True)


def tell_files(proposal: Proposal) -> None:
    """Record the files that are read with the text from now on."""
    for attached in attached_to(proposal):
        tell("file.presented", proposal, **_told(attached))


def _told(attached: AttachedFile) -> dict[str, Any]:
    facts = {"file": attached.pk, "kind": attached.kind, "size": attached.size, "sha256": attached.sha256}
    return {**facts, "private": {"name": attached.name}}


def _check_not_answered(proposal: Proposal) -> None:
    """What people have answered stays as it was before them."""
    round = last_round_of(proposal)
    if proposal.state == State.INTEGRATION and round and round.version_id == current_version(proposal).pk:
        message = _("The circle has answered on this version and its files: write the new version first.")
        raise ValidationError(message, code="asked")
