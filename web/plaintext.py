"""Texts that are no HTML: letters, the minutes to download, what a calendar shows.

Their templates (`.txt`, `.md`) escape nothing, and Django calls whatever a template made safe for
a page. Here it becomes plain `str` again, which every page escapes.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

SPECIAL = re.compile(r"[\\`*_\[\]<>#|~]")
AT_THE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
HEADING = re.compile(r"^ {0,3}(#{1,6})(?=\s|$)", re.MULTILINE)
UNDERLINE = re.compile(r"^( {0,3})(?=(=+|-+)[ \t]*$)", re.MULTILINE)


def render_text(template: str, context: Mapping[str, Any]) -> str:
    """The text that a template makes, in the active language."""
    return plain(render_to_string(template, dict(context)))


def plain(text: str) -> str:
    """The same characters, no longer called safe (`str()` would leave a SafeString as it is)."""
    return "".join(["", text])


def as_words(text: str) -> str:
    """A name, a title, a question within a text of Markdown: one line, of which nothing is markup."""
    escaped = SPECIAL.sub(r"\\\g<0>", " ".join(text.split("\n")))
    return AT_THE_START.sub(lambda start: f"{start[1]}\\" if start[1].isalnum() else f"\\{start[1]}", escaped)


def words_of(escaped: str) -> str:
    """What `as_words` was given, but for its line breaks."""
    return re.sub(r"\\(.)", r"\1", escaped)


def as_part(text: str) -> str:
    """A text of Markdown within another one: its headings stand under those of the whole."""
    lowered = HEADING.sub(lambda heading: "#" * min(len(heading[1]) + 3, 6), text)
    return UNDERLINE.sub(r"\1\\", lowered)
