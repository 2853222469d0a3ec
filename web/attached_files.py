"""Files that people attach to something: what each app keeps of one, and how it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.fields import Line
from web import dates
from web.components import Confirmation
from web.file_kinds import FileKind

MOST = 20  # files of one thing


class KeptFile(models.Model):
    """One file, under a name in words, which says what it shows to those who do not see it. Never edited.

    Whatever it is attached to extends this, with its store and its limits as constraints.
    """

    place = models.PositiveSmallIntegerField()
    name = Line(gettext_lazy("what it shows, in words"), max_length=120)
    kind = models.CharField(max_length=4, choices=FileKind)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)  # of the file as it is kept
    key = models.CharField(max_length=32)  # in its `web.file_store.FileStore`
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class FileLine:
    """A file under its name: what it is, whose, and where it is had. It comes with its `member`, where `by` is read."""

    file: KeptFile
    may_detach: bool = False

    @property
    def about(self) -> str:
        return f"{self.file.get_kind_display()}, {filesizeformat(self.file.size)}"

    @property
    def by(self) -> str:
        day = dates.day(self.file.attached_at, year=True, weekday=False)
        return _("attached by %(name)s on %(day)s") % {"name": self.file.member.name, "day": day}


def first_free_place(held: Iterable[int]) -> int | None:
    """The first place that no file holds; None where all are held."""
    taken = set(held)
    return next((place for place in range(1, MOST + 1) if place not in taken), None)


def detaching(file: KeptFile) -> Confirmation:
    return Confirmation(
        _("Take this file away?"),
        _("“%(name)s” is erased, and nothing brings it back.") % {"name": file.name},
        _("Take it away"),
    )
