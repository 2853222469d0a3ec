"""Addresses that refuse our letters: suspended, so that nothing more leaves for them, until somebody says otherwise."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from journal.topics import COLLECTIVE
from members.models import Member, RefusedAddress
from members.outbox import OUTBOX


@action
def refuse_address(address: str, *, reason: str, actor: Actor) -> RefusedAddress | None:
    """A mail server said that this address takes no letters: none but those of signing in leaves for it any more.

    Of an address that is nobody's here, nothing is kept. Told twice, it is suspended once.
    """
    require("members.send_mail", actor)
    member = Member.objects.filter(email=address.strip().lower()).first()
    if member is None:
        return None
    refused, is_new = RefusedAddress.objects.get_or_create(
        member=member, address=member.email, defaults={"reason": reason[:200], "refused_at": now()}
    )
    if is_new:
        record("address.refused", topics=[member.topic, COLLECTIVE], body={"member": member.pk})
        touch(OUTBOX)
    return refused


@action
def try_address_again(refused: RefusedAddress, *, actor: Member) -> None:
    """Letters leave for this address again: its owner says so, or an administrator. What waited leaves too."""
    require("members.try_address_again", actor, refused.member)
    gone, _rows = RefusedAddress.objects.filter(pk=refused.pk).delete()
    if not gone:
        raise ValidationError(_("Letters leave for this address already."), code="not_refused")
    record("address.tried_again", topics=[refused.member.topic], body={"member": refused.member_id})
    touch(OUTBOX)
