"""A language of our own, in which every translated text stands between ⟦ and ⟧.

What a page shows outside these brackets was never handed to the translators, unless somebody
of the collective wrote it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import formats
from django.utils.translation import trans_real

from assembly.presenters.agenda_rows import draw
from web.drawings.evening import words_of

SHOWN = {"alt", "aria-label", "aria-description", "placeholder", "title", "aria-roledescription"}
UNSEEN = {"script", "style", "code"}
LETTERS = re.compile(r"(?<!\d)[^\W\d_]{2,}")  # the "er" of « 1er » is a number's
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Bracketed:
    """A catalogue that answers with the text of another, in brackets."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def gettext(self, message: str) -> str:
        _context, separator, plain = message.rpartition("\x04")
        said = self.real.gettext(message)
        return f"⟦{plain if separator and said == message else said}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        said = self.real.ngettext(one, many, number)
        return f"⟦{said.rpartition(chr(4))[2]}⟧"


@contextmanager
def pseudo_language(code: str = "fr") -> Iterator[None]:
    """Inside, the language `code` is spoken in brackets."""
    trans_real.translation(code)
    real = trans_real._translations[code]
    trans_real._translations[code] = Bracketed(real)
    trans_real.deactivate()
    formats.reset_format_cache()
    try:
        forget_fragments()
        yield
    finally:
        forget_fragments()
        trans_real._translations[code] = real
        trans_real.deactivate()
        formats.reset_format_cache()


def forget_fragments() -> None:
    """What was drawn in one catalogue's words is not the other's."""
    draw.cache_clear()
    words_of.cache_clear()


class _Texts(HTMLParser):
    """The texts that somebody sees or hears, in the order of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.path: list[tuple[str, bool]] = []  # open elements, and whether their text is set apart

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in SHOWN and value]
        self.texts += [value for name, value in attrs if name.startswith(("data-text", "data-say")) and value]
        if tag not in VOID:
            says_its_language = tag != "html" and any(name == "lang" for name, _value in attrs)
            self.path.append((tag, tag in UNSEEN or says_its_language))

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(is_apart for _tag, is_apart in self.path):
            self.texts.append(data)


def texts_of(html: str) -> list[str]:
    parser = _Texts()
    parser.feed(html)
    return parser.texts


def untranslated(html: str, written: str) -> list[str]:
    """The texts of a page that are neither in brackets nor part of what people wrote."""
    # Brackets may open in one text and close in another, where a sentence holds a link.
    joined = "\n".join(texts_of(html))
    outside, depth = [], 0
    for character in joined:
        depth += character == "⟦"
        if not depth:
            outside.append(character)
        depth = max(depth - (character == "⟧"), 0)
    pieces = (piece.strip() for piece in "".join(outside).split("\n"))
    return [piece for piece in pieces if LETTERS.search(piece) and not _is_written(piece, written)]


def _is_written(piece: str, written: str) -> bool:
    words = " ".join(piece.split()).casefold()
    parts = re.split(r"[·,.:;()«»…\d]+", words)
    return words in written or all(part.strip() in written for part in parts if LETTERS.search(part))


def what_people_wrote() -> str:
    """Every text of the database, to look in."""
    said: set[str] = {"avant minuit", "français", "english", "fr", "en"}
    for model in apps.get_models():
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
        ]
        if names and model._meta.managed:
            for row in model._default_manager.values_list(*names):
                said.update(" ".join(str(value).split()).casefold() for value in row if value)
    return "\n".join(said)
