"""Two windows on the same form: what only one changed is kept, what both changed comes back with both.

Nobody lists the forms. Every form of every page is filled in, sent, and opened again: one that then shows what was
sent changes something that stands, and says what it was read from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import pytest
from django.core.cache import cache as rates
from django.http import HttpResponse, QueryDict

from tests.rights.forms import Form, Page
from tests.rights.house import House, undone
from tests.rights.table import Row, pages, table

pytestmark = pytest.mark.xdist_group("world")

# What keeps both by itself: each text of a note, each version of a vote, stays where it can be read.
KEEPS_EACH = {"assembly:item-notes", "votes:ballot-votes"}
POSTS = {row.name: row for row in reversed(table()) if row.method == "POST" and row.roles and not row.is_api}


@dataclass
class Changed:
    """A field that shows again what was sent of it, and two values that people may give it."""

    name: str
    first: str
    other: str
    button: dict[str, str]


Editing = list[tuple[Form, list[Changed]]]


class Windows:
    """Who opens the pages of the house, and sends their forms."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.found: dict[str, Editing] = {}

    @cached_property
    def forms(self) -> dict[tuple[Any, ...], Form]:
        """Every form in which somebody writes or chooses something, once, where it is first met."""
        found: dict[tuple[Any, ...], Form] = {}
        for row in pages():
            for form in self.opened(row):
                if form.controls and form.name in POSTS:
                    found.setdefault(form.key, form)
        return found

    def editing(self, name: str) -> Editing:
        """The forms sent to that address that change what stands, but for those that keep each text by themselves."""
        if name not in self.found:
            sent = [form for form in self.forms.values() if form.name == name and name not in KEEPS_EACH]
            self.found[name] = [(form, fields) for form in sent if (fields := self.shown_again(form))]
        return self.found[name]

    def opened(self, row: Row) -> list[Form]:
        address = row.url(self.house.world)
        page = self.house.client(row.reader).get(address)
        return Page(page.content.decode(), row, address).forms if "html" in page["Content-Type"] else []

    def again(self, form: Form) -> Form:
        return next((one for one in self.opened(form.row) if one.like(form)), Form(form.row, "/", QueryDict(), {}))

    def send(self, form: Form, *, headers: dict[str, str] | None = None, **typed: str) -> HttpResponse:
        """This window's form as it was opened, but for what was typed; what is missing is as the table has it."""
        rates.clear()
        fields, usual = form.fields.copy(), POSTS[form.name].data(self.house.world)
        for name, value in usual.items():
            control = form.controls.get(name)
            if control is None or ("required" in control.said and not any(fields.getlist(name))):
                fields.setlist(name, value if isinstance(value, list) else [value])
        for name, value in typed.items():
            fields[name] = value
        said = {name: fields.getlist(name) for name in fields}
        return self.house.client(form.row.reader).post(form.address, said, headers=headers)

    def shown_again(self, form: Form) -> list[Changed]:
        """Two fields that, opened again, show what was sent. The last button first: the first may end something."""
        tried = (list(islice(self._shown_again(form, button), 2)) for button in form.buttons[::-1] or [{}])
        return next((found for found in tried if found), [])

    def _shown_again(self, form: Form, button: dict[str, str]) -> Iterator[Changed]:
        for name, control in form.controls.items():
            kept: list[str] = []
            for value in control.others(form.fields.get(name, "")):
                with undone():
                    sent = self.send(form, **{name: value}, **button)
                    if sent.status_code == 303 and self.again(form).fields.get(name) == value:
                        kept.append(value)
                if len(kept) == 2:
                    yield Changed(name, kept[0], kept[1], button)
                    break


@pytest.fixture(scope="module")
def windows(house: House) -> Windows:
    return Windows(house)


@pytest.fixture(params=sorted(POSTS))
def editing(request: pytest.FixtureRequest, windows: Windows) -> Editing:
    """The forms sent to one address that change what stands."""
    return windows.editing(request.param)


def test_a_form_that_changes_what_stands_says_what_it_was_read_from(editing: Editing) -> None:
    assert [(form.address, fields) for form, fields in editing if "read_from" not in form.fields] == []


def test_what_only_one_of_two_windows_changed_is_kept(windows: Windows, editing: Editing) -> None:
    for form, fields in editing:
        mine, yours = fields[0], fields[-1]
        with undone():
            one, other = windows.again(form), windows.again(form)
            assert windows.send(one, **{mine.name: mine.first}, **mine.button).status_code == 303
            assert mine == yours or windows.send(other, **{yours.name: yours.other}, **yours.button).status_code == 303
            after = windows.again(form).fields

        assert (after[mine.name], after[yours.name]) == (mine.first, mine.first if mine == yours else yours.other)


@pytest.mark.parametrize("chooses", ["mine", "theirs"])
def test_what_both_windows_changed_comes_back_with_both(windows: Windows, editing: Editing, chooses: str) -> None:
    for form, (changed, *_more) in editing:
        name, button = changed.name, changed.button
        with undone():
            one, other = windows.again(form), windows.again(form)
            assert windows.send(one, **{name: changed.first}, **button).status_code == 303
            answer = windows.send(other, **{name: changed.other}, **button)
            kept = windows.again(form).fields[name]
            page = answer.content.decode()
            shown = next(one for one in Page(page, form.row, form.address).forms if "read_from" in one.fields)
            again = windows.send(shown, **button, **({"theirs": name} if chooses == "theirs" else {}))
            after = windows.again(form).fields[name]

        assert (answer.status_code, kept) == (422, changed.first)
        assert f'name="theirs" value="{name}"' in page
        assert shown.fields[name] == changed.other
        assert again.status_code == 303 or chooses == "theirs"  # the text that stands may be no news
        assert after == (changed.first if chooses == "theirs" else changed.other)


def test_what_an_act_changes_unseen_is_told_and_pressed_again(windows: Windows) -> None:
    """The buttons of a position: a second window that has not moved since."""
    form = next(form for form in windows.forms.values() if form.key == ("proposals:position", "text"))
    told = {"X-Act": "1"}
    with undone():
        one, other = windows.again(form), windows.again(form)
        windows.send(one, text="Le bruit, le soir.", **form.buttons[0])
        refused = windows.send(other, kind="consent", headers=told)
        other.fields["read_from"] = refused.json()["read_from"]
        again = windows.send(other, kind="consent", headers=told)

    assert refused.status_code == 422
    assert "consentement avec réserve" in refused.json()["message"]
    assert again.status_code == 200


def test_the_forms_are_found(windows: Windows) -> None:
    found = {form.name for form in windows.forms.values()}

    assert {"proposals:position", "history:document-edit", "commissions:circle-rules", "assembly:roles"} <= found
    assert found >= KEEPS_EACH
