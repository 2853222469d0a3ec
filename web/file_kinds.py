"""Files that people may attach, told by what they contain: a name, and what a browser says of it, count for nothing."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.office_files import office_kind
from web.pdf_files import cleaned_pdf

LARGEST = 10_000_000  # bytes; with the form around it, within what one request may hold (`config/wsgi_bridge.py`)
HEAD = 4096  # bytes that tell what a file is


class FileKind(models.TextChoices):
    """What is accepted: its extension, and its name for people."""

    PDF = "pdf", gettext_lazy("PDF document")
    PNG = "png", gettext_lazy("image (PNG)")
    JPEG = "jpg", gettext_lazy("image (JPEG)")
    WEBP = "webp", gettext_lazy("image (WebP)")
    ODT = "odt", gettext_lazy("text (ODT)")
    ODS = "ods", gettext_lazy("spreadsheet (ODS)")
    ODP = "odp", gettext_lazy("slides (ODP)")
    DOCX = "docx", gettext_lazy("text (DOCX)")
    XLSX = "xlsx", gettext_lazy("spreadsheet (XLSX)")
    PPTX = "pptx", gettext_lazy("slides (PPTX)")


IMAGES = {FileKind.PNG: "PNG", FileKind.JPEG: "JPEG", FileKind.WEBP: "WEBP"}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_XML = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES: Mapping[str, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.ODT: OPEN_DOCUMENT + "text",
    FileKind.ODS: OPEN_DOCUMENT + "spreadsheet",
    FileKind.ODP: OPEN_DOCUMENT + "presentation",
    FileKind.DOCX: OPEN_XML + "wordprocessingml.document",
    FileKind.XLSX: OPEN_XML + "spreadsheetml.sheet",
    FileKind.PPTX: OPEN_XML + "presentationml.presentation",
}
EXTENSIONS = ", ".join(f".{kind}" for kind in FileKind.values) + ", .jpeg"


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: made by `checked_file` alone."""

    kind: FileKind
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def checked_file(content: bytes) -> CheckedFile:
    """The file as it is kept: an image is made anew, without what it says of where and when it was taken; a PDF too,
    without what runs.

    Raises ValidationError: `too_large`, `kind`, `unreadable`, `animated`, `too_many_pixels`, `macros`, `too_much` once
    unpacked, `two_kinds` in one file; of a PDF, `password`, `holds_files`, `needs_a_program`.
    """
    _check_size(content)
    kind = _kind_of(content)
    if kind in IMAGES:
        from web.images import reencoded  # here: it brings Pillow, and few files are attached

        content = reencoded(content, IMAGES[kind])
    elif kind == FileKind.PDF:
        content = cleaned_pdf(content)
        _check_is_one_kind(content)
    _check_size(content)
    return CheckedFile(kind, content)


def _check_size(content: bytes) -> None:
    if len(content) > LARGEST:
        raise ValidationError(_("This file is too large: 10 MB at most."), code="too_large")


def _kind_of(content: bytes) -> FileKind:
    if content.startswith(b"PK\x03\x04"):
        return FileKind(office_kind(content))
    kind = next((kind for kind, type in CONTENT_TYPES.items() if type == _recognised(content)), None)
    if kind is None or (kind not in IMAGES and kind != FileKind.PDF):
        message = _(
            "Only PDF files, images (PNG, JPEG, WebP) and office files (ODT, ODS, ODP, DOCX, XLSX, PPTX) are taken: "
            "save it as one of these, and attach it again."
        )
        raise ValidationError(message, code="kind")
    return FileKind(kind)


def _check_is_one_kind(content: bytes) -> None:
    if zipfile.is_zipfile(BytesIO(content)):
        message = _("This file is two things at once, a PDF and an archive: save it again as a PDF.")
        raise ValidationError(message, code="two_kinds")


def _recognised(content: bytes) -> str:
    """The content type that the first bytes tell; empty where they tell none."""
    import puremagic  # here: 1 MB, for the few files that are attached

    try:
        return str(puremagic.from_string(content[:HEAD], mime=True))
    except (puremagic.PureError, ValueError):
        return ""
