"""Two windows on the same form: what only one changed is kept, what both changed comes back with both.

Every page with a form is here: it changes something that stands, and then it is tried, or it says why it does not.
"""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict

from tests.rights.house import House, undone
from tests.rights.table import Row, pages, table
from tests.world import World

pytestmark = pytest.mark.xdist_group("world")

Fields = dict[str, tuple[str, str]]


def two(**fields: tuple[str, str]) -> Callable[[World], Fields]:
    return lambda w: fields


# What each form that changes something shows, and two other values that people may give it.
EDITING: dict[str, Callable[[World], Fields]] = {
    "assembly:item-edit": two(title=("Le four", "Le fournil"), minutes=("11", "12")),
    "assembly:meeting-edit": two(title=("CA d’hiver", "CA de l’Avent"), place=("Le jardin", "Le hangar")),
    "assembly:roles": lambda w: {
        "scribe": (str(w.malo.pk), str(w.rose.pk)),
        "timekeeper": (str(w.ines.pk), str(w.malo.pk)),
    },
    "commissions:circle-edit": two(name=("Le bureau", "Le conseil"), mission=("Porter.", "Tenir.")),
    "commissions:circle-rules": two(convocation_days=("8", "9"), proxy_cap=("1", "3")),
    "commissions:task-edit": two(title=("Balayer", "Ranger"), note=("Le soir.", "Le matin.")),
    "history:event-edit": two(title=("Une fête", "Un bal"), text=("Belle.", "Beau.")),
    "members:address": two(email=("une@example.org", "autre@example.org")),
    "members:collective": two(name=("L’Atelier", "La Fabrique"), story=("Un lieu.", "Un toit.")),
    "members:profile": two(name=("Maëlle", "Maël"), about=("Menuisière.", "Menuisier.")),
    "proposals:edit": two(title=("Un four", "Un fournil"), need=("Il fait faim.", "Il fait froid.")),
    "proposals:readers": two(audience=("circle", "public")),
    "proposals:wording": two(fact=("Il pleut.", "Il neige."), aim=("La santé.", "Le repos.")),
    "votes:consultation-edit": two(question=("Où va-t-on ?", "Où aller ?"), text=("À pied.", "À vélo.")),
}
PRESSED = {"proposals:edit": {"then": "draft"}}  # the button
# Forms that only add something, or keep each text as a version of its own.
ADDING = {
    "account_login",
    "account_request_login_code",
    "account_set_password",
    "assembly:agenda-edit",
    "assembly:ballot-new",
    "assembly:convocation",
    "assembly:meeting-new",
    "assembly:tasks",
    "commissions:circle-new",
    "commissions:circle-requests",
    "commissions:mandate-ending",
    "commissions:mandates",
    "commissions:task-new",
    "history:document-edit",
    "history:document-new",
    "history:event-new",
    "history:visit-new",
    "members:forgetting",
    "members:founding-ending",
    "members:invitation",
    "members:invite",
    "members:key",
    "members:memberships",
    "members:residency",
    "proposals:amendment",
    "proposals:answer",
    "proposals:beforehand",
    "proposals:earlier",
    "proposals:handing-on",
    "proposals:leaving-open",
    "proposals:new",
    "proposals:objection",
    "proposals:position",
    "proposals:questions",
    "proposals:reactions",
    "proposals:sending-back",
    "proposals:setting-aside",
    "proposals:suggestion",
    "proposals:withdrawal",
    "votes:ballot-verification",
    "votes:consultation-new",
    "votes:paper",
    "votes:proxies",
}


class Page(HTMLParser):
    """What a browser would send of the form that changes something, as it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[QueryDict] = []
        self.is_inside = False
        self.text: str | None = None
        self.select: tuple[str, bool] | None = None
        self.feed(html)

    @property
    def editing(self) -> QueryDict | None:
        return next((form for form in self.forms if "read_from" in form), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = said.get("method", "").lower() == "post"
            if self.is_inside:
                self.forms.append(QueryDict(mutable=True))
        elif not self.is_inside or "disabled" in said:
            return
        elif tag == "input" and said.get("name"):
            if said.get("type") not in {"checkbox", "radio"} or "checked" in said:
                unsaid = "on" if said.get("type") in {"checkbox", "radio"} else ""
                self.forms[-1].appendlist(said["name"], said.get("value", unsaid))
        elif tag == "textarea":
            self.name, self.text = said["name"], ""
        elif tag == "select":
            self.select = (said["name"], "multiple" in said)
        elif tag == "option" and self.select:
            name, is_multiple = self.select
            is_first = not is_multiple and name not in self.forms[-1]
            if "selected" in said or is_first:
                values = self.forms[-1].getlist(name) if is_multiple else []
                self.forms[-1].setlist(name, [*values, said.get("value", "")])

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.text is not None:
            self.forms[-1].appendlist(self.name, self.text.removeprefix("\n"))
            self.text = None


def opened(house: House, row: Row) -> QueryDict:
    page = house.client(row.reader).get(row.url(house.world))
    form = Page(page.content.decode()).editing
    assert form is not None, f"{row} does not say what it was read from"
    return form


def sent(house: House, row: Row, form: QueryDict, key: str, **typed: str) -> HttpResponse:
    """This window's form, as it was opened but for what was typed."""
    form = form.copy()
    for name, value in {**typed, **PRESSED.get(row.name, {}), "request_key": key}.items():
        form[name] = value
    return house.client(row.reader).post(row.url(house.world), {name: form.getlist(name) for name in form})


def both() -> list[Row]:
    """A page and the form on it at one address."""
    posted = {row.name for row in table() if row.method == "POST" and row.roles}
    found = {row.name: row for row in reversed(pages()) if row.name in posted}
    return list(found.values())


ROWS = {row.name: row for row in both()}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_form_says_whether_it_changes_something(house: House, name: str) -> None:
    page = house.ask(ROWS[name], ROWS[name].reader).content.decode()
    says = Page(page).editing is not None

    assert (name in EDITING, name in ADDING) == (says, not says)


@pytest.mark.parametrize("name", sorted(EDITING))
def test_what_only_one_of_two_windows_changed_is_kept(house: House, name: str) -> None:
    row = ROWS[name]
    (mine, (first, _other)), *more = EDITING[name](house.world).items()
    yours, (second, _another) = more[0] if more else (mine, (first, first))
    with undone():
        one, other = opened(house, row), opened(house, row)
        assert sent(house, row, one, "1", **{mine: first}).status_code == 303
        assert sent(house, row, other, "2", **{yours: second}).status_code == 303
        after = opened(house, row)

    assert (after[mine], after[yours]) == (first, second)


@pytest.mark.parametrize("name", sorted(EDITING))
@pytest.mark.parametrize("chooses", ["mine", "theirs"])
def test_what_both_windows_changed_comes_back_with_both(house: House, name: str, chooses: str) -> None:
    row = ROWS[name]
    field, (first, second) = next(iter(EDITING[name](house.world).items()))
    with undone():
        one, other = opened(house, row), opened(house, row)
        assert sent(house, row, one, "1", **{field: first}).status_code == 303
        answer = sent(house, row, other, "2", **{field: second})
        kept = opened(house, row)[field]
        page = answer.content.decode()
        shown = Page(page).editing
        again = sent(house, row, shown, "3", **({"theirs": field} if chooses == "theirs" else {}))
        after = opened(house, row)[field]

    assert (answer.status_code, kept) == (422, first)
    assert f'name="theirs" value="{field}"' in page
    assert shown[field] == second
    assert again.status_code == 303
    assert after == (first if chooses == "theirs" else second)
