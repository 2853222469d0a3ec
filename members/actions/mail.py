"""Letters: what is put in the outbox for signing in, who reads what, and what leaves."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from journal.topics import COLLECTIVE
from members import outbox
from members.actions.bounces import refuse_address
from members.models import Mail, Member
from members.queries import letters_to_send

PATIENCE = timedelta(minutes=1)  # before a refused letter is tried again; doubled each time


@action
def queue_sign_in_mail(*, to: str, kind: str, subject: str, text: str, actor: Actor) -> Mail:
    """A code or a notice of the sign-in pages. It leaves at any hour: its reader is waiting.

    For an address that nobody has here, or a closed account's, it is written and taken away in the same act.
    """
    require("members.queue_sign_in_mail", actor)
    member = Member.objects.filter(email=to.strip().lower()).first()
    mail = outbox.send(
        to=member or to,
        kind=kind,
        key=get_random_string(16),
        subject=subject,
        text=text,
        urgent=True,
        secret=True,
        actor=actor,
    )
    if member is None or not member.is_active:
        mail.delete()
    return mail


@action
def reveal_mail(mail: Mail, *, actor: Member) -> Mail:
    """An administrator reads a letter that holds a code or a one-time link, to pass it on by hand.

    Only where no mail server is set up, since whoever reads it could enter in that person's
    place: it is written in the journal, where the person concerned can read it too.
    """
    require("members.read_letter", actor, mail)
    if mail.is_secret:
        if settings.MAIL_LEAVES:
            raise ValidationError(_("This letter is for its reader alone: it leaves by itself."), code="leaves")
        topics = [mail.topic, COLLECTIVE, *([mail.member.topic] if mail.member else [])]
        record("mail.revealed", topics=topics, body={"mail": mail.pk, "kind": mail.kind}, private={"to": mail.to})
    return mail


@action
def claim_mail(mail: Mail, wording: outbox.Wording | None, *, actor: Actor) -> Mail | None:
    """Take a waiting letter, for one process alone, before it is handed to the mail server; None when another has it.

    `wording` is what it says now; without one it is dropped. The claim is committed first: if everything stops
    there, the letter is never sent twice, and ten minutes later the outbox says that its fate is unknown.
    """
    require("members.send_mail", actor)
    claimed = letters_to_send(now()).select_for_update(skip_locked=True, of=("self",)).filter(pk=mail.pk).first()
    if claimed is None:
        return None
    if wording is None:
        claimed.dropped_at = now()
        claimed.save(update_fields=["dropped_at"])
        touch(outbox.OUTBOX)
        return None
    claimed.subject, claimed.text = wording.subject, wording.text
    claimed.claimed_at = now()
    claimed.attempts += 1
    claimed.save(update_fields=["claimed_at", "attempts", "subject", "text"])
    return claimed


@action
def settle_mail(
    mail: Mail, *, actor: Actor, error: str = "", may_retry: bool = False, is_refused: bool = False
) -> Mail:
    """What became of a claimed letter. A secret is forgotten once it has left.

    `is_refused` says that the server takes no letters for that address: once tried often enough, it is suspended.
    """
    require("members.send_mail", actor)
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    mail.error = error[:200]
    if not error:
        mail.sent_at = now()
        if mail.is_secret:
            mail.text = ""
    elif may_retry:
        mail.claimed_at, mail.retry_at = None, now() + PATIENCE * 2**mail.attempts
    mail.save(update_fields=["error", "sent_at", "claimed_at", "retry_at", "text"])
    if is_refused and mail.is_given_up:
        refuse_address(mail.to, reason=error, actor=actor)
    touch(outbox.OUTBOX)
    return mail
