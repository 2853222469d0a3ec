"""Office files: archives of which each part is looked at before one is kept."""

import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_PARTS = 5_000
MOST_BYTES = 150_000_000  # once unpacked
A_PIECE = 1 << 20
ENCRYPTED = 0x1  # the bit that says that a part needs a password

OPEN_XML_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OPEN_DOCUMENT_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
PROGRAMS = ("vbaproject", "vbadata", "activex", "macrosheets", "basic/", "scripts/")
"""Words in the names of the parts that hold macros: those of Office (ECMA-376), then those of OpenDocument."""


def office_kind(content: bytes) -> str:
    """The extension of what this archive is: "odt", "xlsx"…

    Every part is unpacked, to be counted and thrown away: what its headings say of its size is not believed.
    Raises ValidationError: `kind`, `unreadable`, `macros`, `too_much`.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            _check_bytes(archive, parts)
            names = {part.filename for part in parts}
            kind = _open_document(archive, names) or _open_xml(archive, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _unreadable() from error
    if kind is None:
        message = _("This archive is not an office file: attach the files that it holds one by one.")
        raise ValidationError(message, code="kind")
    return kind


def _unreadable() -> ValidationError:
    message = _("This office file cannot be read: open it, save it again without a password, and attach it.")
    return ValidationError(message, code="unreadable")


def _too_much() -> ValidationError:
    return ValidationError(_("This office file is too large once unpacked: attach it as a PDF."), code="too_much")


def _check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise _too_much()
    for part in parts:
        name = part.filename.lower()
        if part.flag_bits & ENCRYPTED or name.startswith("/") or ".." in name.split("/"):
            raise _unreadable()
        if any(word in name for word in PROGRAMS):
            raise _macros()


def _check_bytes(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = 0
    for part in parts:
        with archive.open(part) as file:
            while piece := file.read(A_PIECE):
                unpacked += len(piece)
                if unpacked > MOST_BYTES:
                    raise _too_much()


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    if "mimetype" not in names or "content.xml" not in names:
        return None
    return OPEN_DOCUMENT_TYPES.get(archive.read("mimetype").strip())


def _open_xml(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    kinds = [kind for part, kind in OPEN_XML_PARTS.items() if part in names]
    if "[Content_Types].xml" not in names or len(kinds) != 1:
        return None
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise _macros()
    return kinds[0]


def _macros() -> ValidationError:
    message = _("This office file holds macros, which are programs: save it without them, or as a PDF.")
    return ValidationError(message, code="macros")
