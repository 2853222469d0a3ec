"""The forms of a page that are posted, with what a browser would send of each as it was opened."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict
from django.urls import resolve

from tests.rights.table import Row

HIDDEN = {"hidden", "submit", "button", "image", "reset", "file"}
WRITTEN = {"text": ["Une phrase", "Une autre"], "email": ["une@example.org", "autre@example.org"]}
LIKE_TEXT = {"textarea": "text", "search": "text", "": "text"}
DATES = {"date": "%Y-%m-%d", "datetime-local": "%Y-%m-%dT%H:%M"}


@dataclass
class Control:
    """What somebody may write or choose in a form."""

    name: str
    kind: str
    said: dict[str, Any]
    options: list[str] = field(default_factory=list)

    def others(self, shown: str) -> list[str]:
        """Some values beside the one that is shown."""
        kind = LIKE_TEXT.get(self.kind, self.kind)
        if kind in WRITTEN:
            return WRITTEN[kind]
        if kind == "number":
            low, high = int(self.said.get("min") or 0), int(self.said.get("max") or 10**6)
            return [str(value) for value in range(low, min(high, low + 4) + 1) if str(value) != shown]
        if kind in DATES:
            day = datetime.strptime(shown, DATES[kind]) if shown else datetime.now()
            return [(day + timedelta(days=days)).strftime(DATES[kind]) for days in (1, 2)]
        return [value for value in self.options if value and value != shown] if kind != "checkbox" else []


@dataclass
class Form:
    """A form of a page, with what a browser would send of it as it was opened."""

    row: Row
    address: str
    fields: QueryDict
    controls: dict[str, Control]
    buttons: list[dict[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return resolve(self.address.partition("?")[0]).view_name

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.name, *sorted(self.controls))

    def like(self, other: "Form") -> bool:
        return (self.address.partition("?")[0], self.key) == (other.address.partition("?")[0], other.key)


class Page(HTMLParser):
    """The forms of a page that are posted."""

    def __init__(self, html: str, row: Row, address: str) -> None:
        super().__init__()
        self.row, self.address = row, address
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.text: tuple[str, str] | None = None
        self.select: Control | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_posted = said.get("method", "").lower() == "post"
            self.form = Form(self.row, said.get("action") or self.address, QueryDict(mutable=True), {})
            self.forms += [self.form] if is_posted else []
        elif tag == "button" and self.form and said.get("type", "submit") == "submit":
            self.form.buttons.append({said["name"]: said.get("value", "")} if said.get("name") else {})
        elif self.form is None or "disabled" in said or (not said.get("name") and tag != "option"):
            return
        elif tag == "input":
            self._input(said["name"], said.get("type", "text"), said)
        elif tag == "textarea":
            self._control(said["name"], tag, said)
            self.text = (said["name"], "")
        elif tag == "select":
            self.select = self._control(said["name"], "multiple" if "multiple" in said else tag, said)
        elif tag == "option" and self.select:
            self.select.options.append(said.get("value", ""))
            is_first = self.select.kind == "select" and len(self.select.options) == 1
            if is_first or "selected" in said:
                values = [] if self.select.kind == "select" else self.form.fields.getlist(self.select.name)
                self.form.fields.setlist(self.select.name, [*values, said.get("value", "")])

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text = (self.text[0], self.text[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.text and self.form:
            self.form.fields.appendlist(self.text[0], self.text[1].removeprefix("\n"))
            self.text = None

    def _input(self, name: str, kind: str, said: dict[str, Any]) -> None:
        assert self.form
        if kind not in HIDDEN:
            self._control(name, kind, said).options.append(said.get("value", "on"))
        if kind not in {"checkbox", "radio"} or "checked" in said:
            self.form.fields.appendlist(name, said.get("value", "on" if kind in {"checkbox", "radio"} else ""))

    def _control(self, name: str, kind: str, said: dict[str, Any]) -> Control:
        assert self.form
        return self.form.controls.setdefault(name, Control(name, kind, said))
