"""What the clock does here: letters leave the outbox when a mail server takes them, old sessions are deleted."""

import logging
import smtplib
import threading
from collections.abc import Iterator

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError, connections
from django.db.models import Exists, OuterRef

from journal.actions import CLOCK
from journal.clock import now
from journal.each import each
from members import outbox
from members.actions.mail import claim_mail, settle_mail
from members.actions.notifications import write_notifications
from members.mime import message_of
from members.models import Mail, Member, Notification
from members.notification_letters import draft_for
from members.queries import letters_to_send

logger = logging.getLogger(__name__)

BATCH = 50
_sending = threading.Lock()


def send_mail_apart() -> None:
    """Send in a thread of its own, one at a time: a slow mail server must not hold back what else is due."""
    if settings.MAIL_LEAVES and letters_to_send(now()).exists() and _sending.acquire(blocking=False):
        threading.Thread(target=_send_and_release, name="mail", daemon=True).start()


def _send_and_release() -> None:
    try:
        send_mail()
    except Exception:
        logger.exception("letters could not be sent")
    finally:
        connections.close_all()
        _sending.release()


def send_mail() -> int:
    """Hand the waiting letters to the mail server, each once; how many it took.

    A refusal is tried again the next time, a few times. When the line is cut while a letter is
    being handed over, nobody knows whether it left: it is not sent again, and the outbox says so.
    One that cannot be worded or made holds no other back: its error is logged, and settled with it.
    Safe to run on two machines at once: a letter is claimed before it is touched.
    """
    if not settings.MAIL_LEAVES:
        return 0
    sent = 0
    connection: BaseEmailBackend = get_connection()
    for mail in _claimed():
        error, may_retry = _hand_over(mail, connection)
        is_refused = error.startswith(smtplib.SMTPRecipientsRefused.__name__)
        settle_mail(mail, error=error, may_retry=may_retry, is_refused=is_refused, actor=CLOCK)
        sent += not error
    connection.close()
    return sent


def _claimed() -> Iterator[Mail]:
    """Letters claimed one after the other, each at most once a run.

    What each says now is read before the act that claims it, so that nobody who writes waits for it.
    """
    seen: set[int] = set()
    waiting = letters_to_send(now()).order_by("attempts", "pk")
    while len(seen) < BATCH and (mail := waiting.exclude(pk__in=seen).first()):
        seen.add(mail.pk)
        if claimed := _claim(mail):
            yield claimed


def _claim(mail: Mail) -> Mail | None:
    """The letter, saying what holds now; one that cannot be worded is settled as refused, to be tried again later."""
    try:
        return claim_mail(mail, outbox.wording_now(mail), actor=CLOCK)
    except OperationalError:  # of the database, and no fault of this letter
        raise
    except Exception as error:
        logger.exception("letter %s cannot be worded", mail.pk)
        if claimed := claim_mail(mail, outbox.Wording(mail.subject, mail.text), actor=CLOCK):
            settle_mail(claimed, error=type(error).__name__, may_retry=True, actor=CLOCK)
        return None


def _hand_over(mail: Mail, connection: BaseEmailBackend) -> tuple[str, bool]:
    """What went wrong ("" for nothing), and whether the letter certainly did not leave."""
    try:
        message = message_of(mail)
    except Exception as error:
        logger.exception("letter %s cannot be made", mail.pk)
        return type(error).__name__, False
    message.connection = connection
    try:
        message.message()
        connection.open()
    except (OSError, ValueError) as error:  # an address that is none; or SMTPException: nothing was handed over yet
        return _said(error), True
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as error:
        return _said(error), True
    except ValueError as error:  # the server takes no such address
        return _said(error), True
    except OSError as error:
        connection.close()
        return _said(error), False
    return "", False


def tell_notifications() -> None:
    """Write to whoever is to be told something now: one letter a person. Twice writes nothing more."""
    ready = Notification.objects.filter(member=OuterRef("pk"), settled_at=None, leaves_at__lte=now())
    each(Member.objects.filter(Exists(ready)), tell, "what waits for %s is not written to them: %s")


def tell(member: Member) -> None:
    """Write one letter of all that this person is to be told, once something of it should leave.

    It is composed before the act that writes it, so that nobody who votes meanwhile waits for it.
    """
    if draft := draft_for(member):
        write_notifications(draft, actor=CLOCK)


def end_old_sessions() -> int:
    """Delete the sessions whose time has passed (what signs people in writes them, outside our actions); how many."""
    return Session.objects.filter(expire_date__lt=now()).delete()[0]


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
