"""The letters of what people are asked, once their hour has come."""

from datetime import timedelta

from journal.clock import now
from members.due import tell_notifications
from members.models import Mail, Notification


def who_is_asked(kind: str) -> list[str]:
    """Who was asked this, by name."""
    return sorted(Notification.objects.filter(kind=kind).values_list("member__name", flat=True))


def let_letters_be_written() -> None:
    """Whatever waits for a day of letters is written now."""
    Notification.objects.filter(settled_at=None).update(leaves_at=now() - timedelta(minutes=1))
    tell_notifications()


def letters_of(kind: str) -> list[Mail]:
    """The letters that ask this, whatever else is in them, the oldest first."""
    let_letters_be_written()
    return list(Mail.objects.filter(notifications__kind=kind).distinct().order_by("pk"))


def letter_of(kind: str) -> Mail:
    """The one letter that asks this."""
    [letter] = letters_of(kind)
    return letter
