"""Small files of each kind, and files that pretend to be one, made here and now."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO

from pikepdf import Pdf
from PIL import Image

from web.file_kinds import CheckedFile, checked_file
from web.pdf_cleaner import cleaned


def blank_pdf() -> bytes:
    written = BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.save(written)
    return written.getvalue()


PDF = cleaned(blank_pdf())
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
CREST = {1: "N", 2: (44.0, 43.0, 42.0), 3: "E", 4: (5.0, 1.0, 15.0)}  # a place, in degrees, minutes and seconds
GPS, TAKEN_AT, ORIENTATION = 0x8825, 0x0132, 0x0112


@cache
def kept(content: bytes) -> CheckedFile:
    """What `checked_file` gives: a PDF takes a process of its own, and is asked for often."""
    return checked_file(content)


def image(form: str = "PNG", *, size: tuple[int, int] = (6, 4), mode: str = "RGB", **saved: object) -> bytes:
    written = BytesIO()
    Image.new(mode, size, "white").save(written, form, **saved)
    return written.getvalue()


def photo(form: str = "JPEG") -> bytes:
    """Six pixels wide, four high, taken on its side, somewhere and at some hour."""
    exif = Image.Exif()
    exif[TAKEN_AT], exif[ORIENTATION] = "2026:05:01 10:00:00", 6
    exif.get_ifd(GPS).update(CREST)
    return image(form, exif=exif)


def bomb(width: int = 10_000, height: int = 10_000) -> bytes:
    """A PNG of a few bytes that says that it holds a hundred million pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )


def animation(form: str) -> bytes:
    return image(form, save_all=True, append_images=[Image.new("RGB", (6, 4), "black")], duration=100)


def archive(parts: Mapping[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", packing) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content, packing)  # of no instant: the same in each process
    return written.getvalue()


def open_xml(main: str = "word/document.xml", parts: Mapping[str, bytes | str] | None = None) -> bytes:
    return archive({"[Content_Types].xml": "<Types/>", main: "<w/>", **(parts or {})})


def open_document(kind: str = "text", parts: Mapping[str, bytes | str] | None = None) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": mimetype, "content.xml": "<o/>", **(parts or {})})
