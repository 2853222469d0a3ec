"""The options of a proposal that chooses among some, as its text holds them: each under a heading, `# Blue`.

Pure: no Django. They are words of the text, so that each version has its own: what is compared, commented or suggested
there is of them too. A heading of two marks (`##`) is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

METHODS = (
    *("approval", "plurality", "score", "cumulative"),
    *("majority_judgment", "irv", "schulze", "stv_scottish"),
)
"""How one may choose among them, the first being proposed. A date that suits most is no decision, and equal shares ask
what each option costs: both are asked as questions of their own."""

_HEADING = re.compile(r"^#(?!#)[ \t]*(?P<title>\S.*?)[ \t]*$", re.MULTILINE)
_GAP = re.compile(r"\n(?:[ \t]*\n)+")


@dataclass(frozen=True)
class ProposedOption:
    """Its short name, and what one should know of it."""

    title: str
    text: str = ""


def options_in(text: str) -> list[ProposedOption]:
    """Those of a text, in its order."""
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return [
        ProposedOption(heading["title"], text[heading.end() : end].strip())
        for heading, end in zip(headings, ends, strict=False)
    ]


def introduction_of(text: str) -> str:
    """What a text says before its options."""
    heading = _HEADING.search(text)
    return text[: heading.start()].strip() if heading else text.strip()


def with_options(introduction: str, options: Sequence[ProposedOption]) -> str:
    """The text that holds both; a heading that would be one more option is lowered. Without options, the text itself,
    which may hold its own."""
    parts = [_lowered(introduction) if options else introduction.strip()]
    for option in options:
        parts += [f"# {' '.join(option.title.split())}", _lowered(option.text)]
    return "\n\n".join(part for part in parts if part)


def read_typed(typed: str) -> list[ProposedOption]:
    """What somebody typed: one option a line; or, where lines are left empty, one a paragraph, whose first line is its
    name; or as a text holds them."""
    typed = typed.strip()
    if _HEADING.search(typed):
        return options_in(typed)
    paragraphs = _GAP.split(typed) if _GAP.search(typed) else typed.splitlines()
    split = [paragraph.strip().partition("\n") for paragraph in paragraphs if paragraph.strip()]
    return [ProposedOption(title.strip(), text.strip()) for title, _line_end, text in split]


def as_typed(options: Sequence[ProposedOption]) -> str:
    """The same options, to be typed otherwise: what `read_typed` reads back."""
    if not any(option.text for option in options):
        return "\n".join(option.title for option in options)
    if len(options) < 2 or any(_GAP.search(option.text) for option in options):
        return with_options("", options)
    return "\n\n".join(f"{option.title}\n{option.text}".strip() for option in options)


def _lowered(text: str) -> str:
    return _HEADING.sub(lambda heading: f"#{heading[0]}", text).strip()
