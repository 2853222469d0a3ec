"""Checks that templates, like imports, point down only (what they load, include and extend), and can be read."""

import re
from pathlib import Path

LOAD = re.compile(r"{%\s*load\s+([^%]*?)\s*%}")
USE = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'/]+)/""")
STATIC = re.compile(r"""{%\s*static\s+["']([^"'/]+)/""")

LONGEST_LINE = 120  # characters
BY_HAND = {  # what a component of web/templatetags/components.py or forms.py writes
    "button": re.compile(r"""<(?:a|button)\s[^>]*\bclass=["']button[\s"'{]"""),
    "post_form": re.compile(r"""<form\s[^>]*\bmethod=["']post["']""", re.IGNORECASE),
    "notice": re.compile(r"""<\w+\s[^>]*\bclass=["']notice[\s"'{]"""),
    "more": re.compile(r"""<details\s[^>]*\bclass=["']more[\s"'{]"""),
}
MAY_BE_BY_HAND = {
    "assembly/templates/assembly/_note.html": "what the script of the notes reads in the form does not fit in one tag",
    "assembly/templates/assembly/regions/evening.html": "a notice whose sentence is a heading, and unfolds",
    "proposals/templates/proposals/_four_answers.html": "what unfolds bears the mark of its answer in its label",
    "web/templates/web/_act_form.html": "the one form of a page, which the acts of its regions name",
}


def faults(root: Path, apps: tuple[str, ...]) -> list[str]:
    """What points up, as `file: what`. `apps` stand from the top floor to the lowest."""
    floor = {app: number for number, app in enumerate(apps)}
    library = {path.stem: app for app in apps for path in (root / app).glob("templatetags/*.py")}
    upward = []
    for app in apps:
        for path in sorted((root / app).rglob("templates/**/*.*")):
            text = path.read_text()
            names = [(name, library.get(name)) for tags in LOAD.findall(text) for name in loaded(tags)]
            names += [(name, name) for name in [*USE.findall(text), *STATIC.findall(text)]]
            for name, owner in names:
                if owner in floor and floor[owner] < floor[app]:
                    upward.append(f"{path.relative_to(root)}: {name} is of {owner}")
    return upward


def layout_faults(root: Path, apps: tuple[str, ...]) -> list[str]:
    """The lines that nobody can review, and what is written by hand, as `file:line: what`.

    Pages alone: in a letter or in minutes a line's end is part of the text.
    """
    hard_to_read = []
    for app in apps:
        for path in sorted((root / app).rglob("templates/**/*.html")):
            name, text = path.relative_to(root).as_posix(), path.read_text()
            for number, line in enumerate(text.splitlines(), 1):
                if len(line) > LONGEST_LINE:
                    hard_to_read.append(f"{name}:{number}: {len(line)} characters, of {LONGEST_LINE} at most")
            if name not in MAY_BE_BY_HAND:
                hard_to_read += [f"{name}:{line}: by hand, where {{% {tag} %}} stands" for line, tag in _by_hand(text)]
    return hard_to_read


def _by_hand(text: str) -> list[tuple[int, str]]:
    places = [(match.start(), tag) for tag, written in BY_HAND.items() for match in written.finditer(text)]
    return [(text.count("\n", 0, start) + 1, tag) for start, tag in sorted(places)]


def loaded(tags: str) -> list[str]:
    """The libraries of one `{% load … %}`."""
    return tags.split()[-1:] if " from " in tags else tags.split()
