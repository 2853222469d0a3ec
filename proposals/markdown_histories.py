"""The history of a proposal as a Markdown file that people read, and that comes in again as it was.

A title, then one heading a row (`## Question 2`, and below it what belongs to it: `### Answer 1`). Under each: its
facts (`- Name: Malo`), then its texts, each under its name (`**Text**`) with every line quoted (`> …`), so that no
words of anybody are taken for a part of the file. What is empty is left out. It is read in any language of the house.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from journal.numbers import number
from journal.texts import LONGEST
from proposals.history_labels import HEADINGS, LABELS, YES
from proposals.history_shape import (
    FORMAT,
    MOST_VALUES,
    SHAPE,
    Read,
    Rows,
    a_number,
    a_prose,
    a_text,
    a_yes,
    an_instant,
    too_much,
)
from web.components import Text
from web.plaintext import as_words, words_of

TITLED = 2  # the level of the headings right under the title
TEXTS: tuple[Read, ...] = (a_prose, a_text)


def write_markdown(history: Mapping[str, Any]) -> str:
    """The file in the active language; what `read_markdown` reads of it is what the shape keeps of the history."""
    whole = {"format": FORMAT, **history}
    return "\n\n".join([f"# {as_words(history['title'])}", *_blocks({"format": str, **SHAPE}, whole, TITLED)]) + "\n"


def _blocks(shape: Mapping[str, Read], row: Mapping[str, Any], level: int) -> Iterator[str]:
    above = {"number", "title"} if level == TITLED else {"number"}  # they stand in the heading
    values = {name: row[name] for name in shape if row.get(name) and name not in above}
    facts = [_fact(name, value) for name, value in values.items() if not _is_long(shape[name])]
    if facts:
        yield "\n".join(facts)
    for name, value in values.items():
        if shape[name] in TEXTS:
            yield f"**{LABELS[name]}**"
            yield "\n".join(f"> {line}" if line else ">" for line in value.split("\n"))
    for name, value in values.items():
        rows = shape[name]
        if isinstance(rows, Rows):
            for place, one in enumerate(value, start=1):
                yield f"{'#' * level} {HEADINGS[name]} {one['number'] if 'number' in rows.shape else place}"
                yield from _blocks(rows.shape, one, level + 1)


def _is_long(read: Read) -> bool:
    return read in TEXTS or isinstance(read, Rows)


def _fact(name: str, value: Any) -> str:
    words = {"label": LABELS[name], "value": str(YES) if value is True else as_words(str(value))}
    return "- " + pgettext("proposal file", "%(label)s: %(value)s") % words


def read_markdown(text: str) -> dict[str, Any]:
    """What the file says, as the data of a proposal say it. Raises ValidationError `line`, with the number of the line
    that cannot be read and what may stand there."""
    reader = MarkdownReader()
    for place, line in enumerate(StringIO(text, newline="\n"), start=1):
        reader.read(place, line.removesuffix("\n"))
    reader.end_text()
    return reader.whole


@dataclass
class MarkdownPart:
    """What stands under a heading: the names that may be said there, and what was said."""

    shape: Mapping[str, Read]
    values: dict[str, Any]


@dataclass
class MarkdownReader:
    """Reads line by line: in which parts one is, the outermost first, and the text that the next line may go on."""

    whole: dict[str, Any] = field(default_factory=dict)
    parts: list[MarkdownPart] = field(default_factory=list)
    text: str = ""  # the name of the text that was announced, or that goes on
    quoted: list[str] = field(default_factory=list)  # its lines
    place: int = 0
    line: str = ""
    values_seen: int = 0

    def read(self, place: int, line: str) -> None:
        self.place, self.line = place, line
        if line.startswith(">"):
            self._go_on()
        elif line.strip():
            self.end_text()
            self._begin()
        elif self.quoted:
            self.end_text()

    def end_text(self) -> None:
        if self.quoted:
            self.parts[-1].values[self.text] = "\n".join(self.quoted)
        self.text, self.quoted = "", []

    def _begin(self) -> None:
        self.values_seen += 1
        if self.values_seen > MOST_VALUES:
            raise too_much()
        if self.line.startswith("#"):
            self._read_heading()
        elif not self.parts:
            raise self._refusal(_("The title, “# …”, comes first."))
        elif self.line.startswith("- "):
            self._read_fact()
        elif self.line.startswith("**"):
            self._read_name_of_a_text()
        else:
            raise self._refusal(_("If it belongs to the text above, begin it with “> ”."))

    def _read_heading(self) -> None:
        words = self.line.lstrip("#")
        level = len(self.line) - len(words)
        if not self.parts and level == 1:
            self.whole["title"] = words_of(words.strip())
            self.parts = [MarkdownPart({"format": str, **SHAPE}, self.whole)]
            return
        if not 1 < level <= len(self.parts) + 1:
            raise self._refusal(_("One title, “# …”, comes first, and what belongs to a heading has one “#” more."))
        label, _blank, count = words.strip().rpartition(" ")
        parent = self.parts[level - 2]
        name, rows = self._rows(label, parent.shape)
        row: dict[str, Any] = {}
        if "number" in rows.shape:
            row["number"] = self._number(count)
        parent.values.setdefault(name, []).append(row)
        self.parts = [*self.parts[: level - 1], MarkdownPart(rows.shape, row)]

    def _read_fact(self) -> None:
        label, _colon, words = self.line.removeprefix("- ").partition(":")
        name = self._name(label.strip(), self.parts[-1].shape, is_text=False)
        self._say(name, self._value(self.parts[-1].shape[name], words_of(words.strip())))

    def _read_name_of_a_text(self) -> None:
        label = self.line.strip().removeprefix("**").removesuffix("**")
        self.text = self._name(label, self.parts[-1].shape, is_text=True)
        if self.text in self.parts[-1].values:
            raise self._refusal(_("It is said twice: keep one."))

    def _go_on(self) -> None:
        if not self.text:
            raise self._refusal(_("Before a text comes its name, such as “**%(name)s**”.") % {"name": LABELS["text"]})
        if len(self.quoted) > LONGEST:
            raise ValidationError(_("A text of this file is longer than a text may be here."), code="too_long")
        self.quoted.append(self.line.removeprefix(">").removeprefix(" "))

    def _say(self, name: str, value: Any) -> None:
        if name in self.parts[-1].values:
            raise self._refusal(_("It is said twice: keep one."))
        self.parts[-1].values[name] = value

    def _value(self, read: Read, words: str) -> Any:
        if read is a_number:
            return self._number(words)
        if read is a_yes:
            if words not in _all_languages(YES):
                raise self._refusal(_("Only “%(yes)s” is said there: take the line out otherwise.") % {"yes": YES})
            return True
        if read is an_instant and not an_instant(words):
            raise self._refusal(_("A date is written there as 2026-05-09T18:30:00.000Z."))
        return words

    def _number(self, words: str) -> int:
        value = number(words, most=9999)
        if value is None:
            raise self._refusal(_("A number is written there in digits."))
        return value

    def _rows(self, label: str, shape: Mapping[str, Read]) -> tuple[str, Rows]:
        for name in _names(are_headings=True).get(_spaced(label), ()):
            rows = shape.get(name)
            if isinstance(rows, Rows):
                return name, rows
        raise self._unknown()

    def _name(self, label: str, shape: Mapping[str, Read], *, is_text: bool) -> str:
        for name in _names(are_headings=False).get(_spaced(label), ()):
            if name in shape and (shape[name] in TEXTS) is is_text and not isinstance(shape[name], Rows):
                return name
        raise self._unknown()

    def _unknown(self) -> ValidationError:
        return self._refusal(_("Nothing of this name stands there: write it as the page of a proposal gives it."))

    def _refusal(self, advice: str) -> ValidationError:
        words = {"place": self.place, "words": self.line.strip()[:60], "advice": advice}
        message = _("Line %(place)d of this file cannot be read: “%(words)s”. %(advice)s") % words
        return ValidationError(message, code="line")


@cache
def _names(are_headings: bool) -> Mapping[str, list[str]]:
    """The names that a label of the file may stand for, in any language."""
    names: dict[str, list[str]] = {}
    for name, label in (HEADINGS if are_headings else LABELS).items():
        for words in _all_languages(label):
            names.setdefault(_spaced(words), []).append(name)
    return names


def _spaced(words: str) -> str:
    """As an editor that knows no no-break space may have left it."""
    return words.replace("\u00a0", " ")


def _all_languages(label: Text) -> set[str]:
    translations = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            translations.add(str(label))
    return translations
