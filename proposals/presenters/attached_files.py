"""The files of a proposal, as its pages show them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rules
from django.utils.translation import gettext as _

from members.models import Member
from proposals.models import AttachedFile, Proposal
from proposals.process import Act, State
from proposals.processes import table_of
from proposals.queries.attached_files import all_files
from web import dates
from web.attached_files import MOST, FileLine
from web.documents import Part


@dataclass(frozen=True)
class ShownFile(FileLine):
    """A file under its name, had unless it was taken away."""

    file: AttachedFile
    may_erase: bool = False

    @property
    def removed(self) -> str:
        """Who took it away; empty where it can be had."""
        if self.file.removed_at is None or self.file.removed_by is None:
            return ""
        day = dates.day(self.file.removed_at, year=True, weekday=False)
        return _("taken away by %(name)s on %(day)s") % {"name": self.file.removed_by.name, "day": day}


def shown_files(files: Iterable[AttachedFile], *, may_erase: bool = False) -> list[ShownFile]:
    """Those that can be had; each has its `member`."""
    return [ShownFile(file, may_erase=may_erase) for file in files if not file.is_removed]


@dataclass(frozen=True)
class ErasedFile:
    """A file that came with a text and should never have been there; of people, visitors are told nothing."""

    file: AttachedFile
    is_for_members: bool = True

    @property
    def sentence(self) -> str:
        if self.file.removed_at is None:
            return ""
        day = dates.day(self.file.removed_at, year=True, weekday=False)
        if not self.is_for_members or self.file.removed_by is None:
            return _("A file was erased on %(day)s.") % {"day": day}
        words = {"name": self.file.name, "person": self.file.removed_by.name, "day": day}
        return _("“%(name)s” was erased by %(person)s on %(day)s.") % words

    @property
    def reason(self) -> str:
        return self.file.erasure_reason if self.is_for_members else ""

    def data(self) -> Mapping[str, Any]:
        """What files to take away say of it."""
        kept = {name: value for name, value in file_data(self.file).items() if name != "name" or self.is_for_members}
        return {**kept, "erased_at": self.file.removed_at, "sentence": self.sentence, "reason": self.reason}


def erased_files(files: Iterable[AttachedFile], *, is_for_members: bool = True) -> list[ErasedFile]:
    """Each has its `removed_by`."""
    return [ErasedFile(file, is_for_members) for file in files if file.is_erased]


@dataclass(frozen=True)
class FilesSheet:
    """The page of a proposal's files, for one person."""

    files: Sequence[ShownFile]
    removed: Sequence[ShownFile]
    erased: Sequence[ErasedFile]
    may_attach: bool

    @property
    def is_full(self) -> bool:
        return len(self.files) >= MOST


def files_sheet(proposal: Proposal, person: Member) -> FilesSheet:
    """In a fixed number of questions to the database: who attached one is asked once for all."""
    files = list(all_files().filter(proposal=proposal))
    is_author, is_time = (
        person.pk == proposal.author_id,
        bool(table_of(proposal.process).leads_to(Act.DETACH, State(proposal.state))),
    )
    may_erase = not proposal.is_private and rules.has_perm("proposals.erase_file", person, proposal)
    shown = [ShownFile(file, is_time and (is_author or person.pk == file.member_id), may_erase) for file in files]
    may_attach = bool(table_of(proposal.process).leads_to(Act.ATTACH, State(proposal.state)))
    return FilesSheet(
        files=[one for one in shown if not one.file.is_removed],
        removed=[one for one in shown if one.file.is_removed and not one.file.is_erased],
        erased=erased_files(files),
        may_attach=may_attach and rules.has_perm(f"proposals.{Act.ATTACH}", person, proposal),
    )


def file_data(file: AttachedFile) -> Mapping[str, Any]:
    """What files to take away say of it: not the file itself, and the mark by which it is known again."""
    return {"name": file.name, "kind": file.kind, "size": file.size, "sha256": file.sha256, "at": file.attached_at}


def files_part(
    files: Iterable[Mapping[str, Any]], erased: Iterable[Mapping[str, Any]] = (), level: int = 2
) -> Iterator[Part]:
    """Parts of a document that name them, from what `file_data` and `ErasedFile.data` gave; none without any."""
    items = [
        _("%(name)s, whose mark (SHA-256) is %(mark)s") % {"name": one["name"], "mark": one["sha256"]} for one in files
    ]
    if items:
        yield Part(_("The files that come with it"), [_("They are had on its page.")], items=items, level=level)
    gone = [_in_a_line(one) for one in erased]
    if gone:
        yield Part(_("Files that were erased"), items=gone, level=level)


def _in_a_line(erased: Mapping[str, Any]) -> str:
    reason = [_("Reason: %(reason)s") % {"reason": erased["reason"]}] if erased["reason"] else []
    mark = _("Its mark (SHA-256): %(mark)s") % {"mark": erased["sha256"]}
    return " ".join([erased["sentence"], *reason, mark])
