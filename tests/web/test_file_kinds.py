"""What may be attached is told by what it contains; an image is made anew, an office file is looked through."""

from io import BytesIO
from zipfile import ZIP_STORED

import pytest
from pikepdf import Name
from PIL import Image

from tests.proposals.files import (
    HTML,
    PDF,
    SVG,
    animation,
    archive,
    bomb,
    image,
    open_document,
    open_xml,
    photo,
)
from tests.refusals import refused
from tests.web.pdfs import pdf, put
from web.file_kinds import LARGEST, checked_file
from web.office_files import MOST_BYTES, MOST_PARTS


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (image("PNG"), "png"),
        (image("JPEG"), "jpg"),
        (image("WEBP"), "webp"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (open_document("presentation"), "odp"),
        (open_xml("word/document.xml"), "docx"),
        (open_xml("xl/workbook.xml"), "xlsx"),
        (open_xml("ppt/presentation.xml"), "pptx"),
    ],
    ids=["pdf", "png", "jpg", "webp", "odt", "ods", "odp", "docx", "xlsx", "pptx"],
)
def test_a_kind_is_told_by_the_content(content, kind):
    assert checked_file(content).kind == kind


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(HTML, id="HTML, whatever its name"),
        pytest.param(SVG, id="SVG"),
        pytest.param(b"", id="nothing"),
        pytest.param("Bonjour à tous".encode(), id="plain text"),
        pytest.param(image("GIF"), id="GIF"),
        pytest.param(b"GIF89a/*" + HTML, id="GIF that is HTML too"),
        pytest.param(b"MZ" + bytes(200), id="a program"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), id="an old office file, or one with a password"),
        pytest.param(b" \n" + PDF, id="something before a PDF"),
        pytest.param(archive({"a.txt": "bonjour"}), id="an archive"),
        pytest.param(open_xml("word/document.xml", {"xl/workbook.xml": "<x/>"}), id="two office files at once"),
        pytest.param(archive({"word/document.xml": "<w/>"}), id="an office file without its list of parts"),
        pytest.param(archive({"mimetype": "text/html", "content.xml": HTML}), id="another type in an OpenDocument"),
    ],
)
def test_another_kind_is_refused(content):
    with refused("kind"):
        checked_file(content)


def test_a_photo_loses_place_hour_and_camera_and_stands_upright():
    original = Image.open(BytesIO(photo()))
    assert dict(original.getexif().get_ifd(0x8825)) != {}

    kept = Image.open(BytesIO(checked_file(photo()).content))

    assert (kept.format, kept.size) == ("JPEG", (4, 6))
    assert dict(kept.getexif()) == {}
    assert b"Exif" not in checked_file(photo()).content


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_is_said_of_an_image_beside_its_pixels_is_gone(form):
    content = checked_file(photo(form)).content
    assert not any(word in content for word in (b"Exif", b"eXIf", b"EXIF", b"2026:05:01"))


@pytest.mark.parametrize(
    ("content", "tail"),
    [(image("PNG"), HTML), (image("JPEG"), HTML), (image("PNG"), archive({"a": "b"})), (image("WEBP"), PDF)],
    ids=["PNG and HTML", "JPEG and HTML", "PNG and ZIP", "WebP and PDF"],
)
def test_of_an_image_that_is_something_else_too_the_pixels_alone_are_kept(content, tail):
    assert checked_file(content + tail).content == checked_file(content).content


def test_a_comment_in_an_image_is_gone():
    assert b"secret" not in checked_file(image("JPEG", comment=b"secret")).content


def test_what_is_seen_through_stays_so():
    kept = Image.open(BytesIO(checked_file(image("PNG", mode="RGBA")).content))
    assert kept.mode == "RGBA"


def test_the_same_image_is_kept_under_the_same_mark():
    assert checked_file(photo()).sha256 == checked_file(photo()).sha256
    assert len(checked_file(photo()).sha256) == 64


def test_a_hundred_million_pixels_are_refused_before_they_are_read():
    assert len(bomb()) < 100
    with refused("too_many_pixels"):
        checked_file(bomb())


def test_more_pixels_than_the_library_reads_are_refused_in_the_same_words():
    with refused("too_many_pixels"):
        checked_file(bomb(60_000, 60_000))


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_an_animated_image_is_refused(form):
    with refused("animated"):
        checked_file(animation(form))


@pytest.mark.parametrize("content", [image("PNG")[:40], image("JPEG")[:200], bomb(4, 4)], ids=["PNG", "JPEG", "empty"])
def test_an_image_that_is_broken_is_refused(content):
    with refused("unreadable"):
        checked_file(content)


@pytest.mark.parametrize(
    "content",
    [
        open_xml("word/document.xml", {"word/vbaProject.bin": b"x"}),
        open_xml("xl/workbook.xml", {"xl/macrosheets/sheet1.xml": "<m/>"}),
        open_xml("word/document.xml", {"word/activeX/activeX1.bin": b"x"}),
        archive(
            {
                "[Content_Types].xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                "xl/workbook.xml": "<x/>",
            }
        ),
        open_document("text", {"Basic/Standard/Module1.xml": "<m/>"}),
        open_document("spreadsheet", {"Scripts/python/a.py": "pass"}),
    ],
    ids=["docm", "old macros", "ActiveX", "xlsm", "Basic", "Python"],
)
def test_macros_are_refused(content):
    with refused("macros"):
        checked_file(content)


def test_an_archive_that_unpacks_to_too_much_is_refused():
    content = open_xml("word/document.xml", {"word/media/image1.bmp": bytes(MOST_BYTES)})
    assert len(content) < 1_000_000
    with refused("too_much"):
        checked_file(content)


def test_an_archive_of_too_many_parts_is_refused():
    with refused("too_much"):
        checked_file(open_xml("word/document.xml", {f"word/{number}": "" for number in range(MOST_PARTS)}))


@pytest.mark.parametrize(
    "content",
    [
        open_xml("word/document.xml", {"../../etc/passwd": "x"}),
        open_xml("word/document.xml", {"/etc/passwd": "x"}),
        open_xml()[:-30],
        open_xml()[:60],
        archive({"content.xml": "<o/>"}, ZIP_STORED).replace(b"<o/>", b"<p/>"),
    ],
    ids=["a way out", "a whole path", "cut", "half", "altered"],
)
def test_an_archive_that_is_broken_or_leads_out_is_refused(content):
    with refused("unreadable"):
        checked_file(content)


@pytest.mark.parametrize("tail", [archive({"a": "b"}), HTML], ids=["ZIP", "HTML"])
def test_of_a_pdf_that_is_something_else_too_the_pages_alone_are_kept(tail):
    assert checked_file(PDF + tail).content == PDF


def test_a_pdf_that_is_an_archive_in_the_midst_of_a_page_is_refused():
    content = pdf(
        lambda file: put(file.pages[0].obj, Contents=file.make_stream(archive({"a": "b"}), Filter=Name.DCTDecode))
    )
    with refused("two_kinds"):
        checked_file(content)


def test_ten_megabytes_are_taken_and_no_more():
    assert checked_file(PDF.ljust(LARGEST, b" ")).kind == "pdf"
    with refused("too_large"):
        checked_file(PDF.ljust(LARGEST + 1, b" "))
