"""Pages are sent without the indentation of their templates; what is no page is sent as it stands."""

from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.loader import get_template

from web.template_loader import Loader


def source_of(name: str) -> tuple[str, str]:
    """A template as it stands in its file, and as it is read."""
    engine = engines["django"].engine
    origin = get_template(name).origin
    return Path(origin.name).read_text(), Loader(engine).get_contents(origin)


def test_a_page_keeps_its_lines_and_loses_their_indentation():
    written, read = source_of("web/base.html")
    assert [line.lstrip(" ") for line in written.splitlines()] == read.splitlines()
    assert "\n  " in written
    assert "\n " not in read


def test_minutes_are_read_as_they_stand():
    written, read = source_of("assembly/minutes.md")
    assert written == read


def test_a_page_of_a_library_is_read_as_it_stands():
    written, read = source_of("account/phone_change.html")
    assert str(settings.BASE_DIR / "web") not in get_template("account/phone_change.html").origin.name
    assert "\n  " in written
    assert written == read
