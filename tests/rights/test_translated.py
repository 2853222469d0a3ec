"""Everything visible is translated, on every page of the table of rights."""

import pytest

from tests.rights.house import House
from tests.rights.pseudo import pseudo_language, untranslated, what_people_wrote
from tests.rights.table import Row, pages

pytestmark = pytest.mark.xdist_group("world")


@pytest.fixture(scope="module")
def written(house: House) -> str:
    return what_people_wrote()


@pytest.mark.parametrize("row", pages(), ids=str)
def test_no_visible_text_is_left_untranslated(house: House, written: str, row: Row) -> None:
    with pseudo_language("fr"):
        response = house.ask(row, row.reader)
    if response.status_code >= 300:
        return  # it leads elsewhere; where to is another row
    found = untranslated(response.content.decode(), written)
    assert not found, f"{row}: {found}"


def test_an_untranslated_text_is_found() -> None:
    page = "<p>⟦Bonjour <b>Noé</b>⟧</p><p>Hello</p><img alt='Saw'><time>18:30</time><p>Ranger</p>"
    assert untranslated(page, "ranger\nnoé") == ["Hello", "Saw"]
