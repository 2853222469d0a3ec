"""The outbox: every letter that the product writes is first put here, once for one thing."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from journal.actions import Actor, touch
from journal.clock import now
from journal.registry import Registry
from members.models import Attachment, Mail, Member
from web.plaintext import plain

OUTBOX = "outbox"
NIGHT_FROM, NIGHT_UNTIL = 21, 7  # hours, where the collective lives


def send(
    *,
    to: Member | str,
    kind: str,
    key: str,
    subject: str,
    text: str,
    actor: Actor,
    attachments: Sequence[tuple[str, str, bytes]] = (),
    urgent: bool = False,
    secret: bool = False,
    about: str = "",
) -> Mail:
    """Queue one letter. Called inside an action, so that it is queued if and only if that act holds.

    The same `kind` and `key` to the same person, or to the same address of a stranger, is the same letter: the one
    that is already there is returned, unchanged. After 21:00 it waits until morning unless it is `urgent`.
    `secret` says that it holds a code or a one-time link, which nobody else should read. `about` is the topic of
    what it tells ("meeting:12"): administrators who may not read that see no word of the letter in the outbox.
    """
    member, address = (to, to.email) if isinstance(to, Member) else (None, to.strip().lower())
    wording = Wording(subject, text).as_letter
    mail, is_new = Mail.objects.get_or_create(
        kind=kind,
        key=key,
        **({"member": member} if member else {"to": address}),
        defaults={
            "to": address,
            "member": member,
            "subject": wording.subject,
            "text": wording.text,
            "is_urgent": urgent,
            "is_secret": secret,
            "author": actor.actor_key,
            "about": about,
            "created_at": now(),
        },
    )
    if is_new:
        Attachment.objects.bulk_create(
            Attachment(mail=mail, name=name, mimetype=mimetype, content=content)
            for name, mimetype, content in attachments
        )
        touch(OUTBOX)
    return mail


def edition(*texts: str) -> str:
    """Tells one state of a thing from another in the key of a letter about it: the same texts, the same edition."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Wording:
    """What a letter says, in its reader's language."""

    subject: str
    text: str

    @property
    def as_letter(self) -> "Wording":
        """The same as a letter holds it: its subject on one line and no longer than it may be."""
        return Wording(_on_one_line(self.subject), plain(self.text))


@dataclass(frozen=True)
class Letter:
    """One of many letters about one thing."""

    to: Member
    subject: str
    text: str

    @property
    def wording(self) -> Wording:
        return Wording(self.subject, self.text).as_letter


def send_all(
    letters: Iterable[Letter], *, kind: str, key: str, actor: Actor, urgent: bool = False, about: str = ""
) -> None:
    """Queue many letters about one thing, as `send` queues one, in questions that do not grow with them."""
    written = now()
    Mail.objects.bulk_create(
        (
            Mail(
                kind=kind,
                key=key,
                to=letter.to.email,
                member=letter.to,
                subject=letter.wording.subject,
                text=letter.wording.text,
                is_urgent=urgent,
                author=actor.actor_key,
                about=about,
                created_at=written,
            )
            for letter in letters
        ),
        ignore_conflicts=True,
    )
    touch(OUTBOX)


Renew = Callable[[Mail], Wording | None]
renewals: Registry[Renew] = Registry("what a letter says when it leaves")
"""By the kind of letter; `None` when there is nothing to say any more.

A letter may wait for the morning, or for a mail server: by then the task may be done, the vote have come.
"""


def as_written(mail: Mail, *, holds: bool) -> Wording | None:
    """What it said when it was written, if it still holds."""
    return Wording(mail.subject, mail.text) if holds else None


def wording_now(mail: Mail) -> Wording | None:
    """What this letter says if it leaves now; None when it no longer holds."""
    renew = renewals.get(mail.kind)
    wording = renew(mail) if renew else Wording(mail.subject, mail.text)
    return wording and wording.as_letter


def _on_one_line(subject: str) -> str:
    """No line break in a header; the spaces that do not break stay."""
    return re.sub(r"[^\S\u00a0\u202f]+", " ", subject).strip()[:200]


def absolute(path: str) -> str:
    """The full address of a page, for a letter: `/meetings/4/` → `https://…/meetings/4/`."""
    return settings.SITE_URL.rstrip("/") + path


def is_night(instant: datetime) -> bool:
    """After 21:00 and before 7:00, what can wait until morning waits."""
    hour = timezone.localtime(instant).hour
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL
