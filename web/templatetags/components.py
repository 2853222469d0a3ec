"""The components that templates are written with; every template has them without `{% load %}`.

Each is a block: what stands inside is its content, and its attributes are named.

    {% card _("Tasks") id="tasks" look="lamp" %}<p>{% translate "None." %}</p>{% endcard %}

`to` is what Django's `resolve_url` takes: the name of a view, then its arguments; an address; or a model with a page.
Attributes that a component does not name go to its element: `aria_label="…"` is `aria-label`, `True` stands alone,
`None` and `False` are left out. Buttons and forms are in `web/templatetags/forms.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from web.components import Badge, Notice
from web.diff import DiffMark, DiffPiece, grouped
from web.differences import DiffBlock, Difference
from web.elements import address, element, trimmed, with_about
from web.remembered import digest
from web.templatetags.web import icon as picture

register = template.Library()
Text = str | Promise

NOTICE_ICONS = {"leaf": "circle-check", "clay": "triangle-alert", "sky": "info", "plum": "info", "lamp": "lamp"}


@register.simple_block_tag
def heading(content: str, title: Text, to: Any = None, *args: Any, over: Text = "") -> SafeString:
    """The head of a page: its title, what it belongs to over it (`over`, a link when it has a page), the rest under."""
    link = format_html('<a href="{}">{}</a>', address(to, *args), over) if to else over
    above = format_html('<p class="heading__over">{}</p>', link) if over else ""
    inside = format_html("{}<h1>{}</h1>{}", above, title, trimmed(content))
    return element("header", inside, {"class": "heading"})


@register.filter
def numbered(name: str, number: int) -> str:
    """An id of a thing of which a page has several: `"answer"|numbered:7` is "answer-7"."""
    return f"{name}-{number}"


@register.simple_block_tag
def section(
    content: str, title: Text, id: str, look: str = "stack", level: int = 2, count: int | None = None, **attrs: Any
) -> SafeString:
    """A part of a page under its title, whose id is `id`-title. `look` is its classes after "section".

    `count` is how many things stand in it, beside its title.
    """
    if count is not None:
        title = format_html('{} <span class="muted tabular">{}</span>', title, count)
    return _titled(content, title, id, f"section {look}", level, attrs)


@register.simple_block_tag
def card(content: str, title: Text, id: str, look: str = "", level: int = 2, **attrs: Any) -> SafeString:
    """A part of a page that stands out. `look`: "lamp" (it waits for somebody), "tight", or classes of its own."""
    names = {"lamp": "card--lamp", "tight": "stack--tight"}
    return _titled(
        content, title, id, " ".join(["card stack", *(names.get(it, it) for it in look.split())]), level, attrs
    )


@register.simple_block_tag
def notice(content: str, tone: str, icon: str | None = None, **attrs: Any) -> SafeString:
    """Something to know before going on. `tone`: "leaf" (well), "clay" (wrong), "sky", "plum", "lamp" (to be done)."""
    drawn = picture(NOTICE_ICONS.get(tone, "info") if icon is None else icon)
    inside = format_html("{}<p>{}</p>", drawn, trimmed(content))
    return element("div", inside, {"class": f"notice notice--{tone}", **attrs})


@register.simple_tag
def ready_notice(ready: Notice) -> SafeString:
    """One that a presenter gives."""
    return notice(conditional_escape(str(ready.text)), ready.tone)


@register.simple_block_tag
def badge(content: str, tone: str = "", icon: str = "") -> SafeString:
    """The state of a thing, in one or two words."""
    inside = format_html("{}{}", picture(icon, 16) if icon else "", trimmed(content))
    return element("span", inside, {"class": f"badge badge--{tone}" if tone else "badge"})


@register.simple_tag
def ready_badge(ready: Badge) -> SafeString:
    """One that a presenter gives."""
    return badge(conditional_escape(str(ready.text)), ready.tone, ready.icon)


@register.simple_tag
def badges(badges: Iterable[Badge]) -> SafeString:
    """All those that a presenter gives."""
    return format_html_join("", "{}", ((ready_badge(one),) for one in badges))


@register.simple_block_tag
def empty_state(content: str, to: Any = None, label: Text = "", icon: str = "lamp") -> SafeString:
    """Nothing here yet: say it, and invite with a button (`label`) that leads where it begins (`to`)."""
    invitation = format_html('<p><a class="button" href="{}">{}</a></p>', address(to), label) if to else ""
    inside = format_html("{}<p>{}</p>{}", picture(icon, 28), trimmed(content), invitation)
    return element("div", inside, {"class": "empty"})


@register.simple_block_tag
def more(content: str, label: Text, look: str = "", icon: str = "", about: Text = "", **attrs: Any) -> SafeString:
    """What few need, folded under its label; `about` is what it acts on, as of a `button`.

    In a live region `data_key="…"` keeps it open when the region changes.
    """
    drawn = format_html("{} ", picture(icon, 18)) if icon else ""
    words = with_about(conditional_escape(str(label)), about)
    inside = format_html("<summary>{}{}</summary>{}", drawn, words, trimmed(content))
    return element("details", inside, {"class": f"more {look}".strip(), **attrs})


LONGEST_WORD = 30  # characters; an address that is longer is broken where its line ends


@register.simple_block_tag
def fold(
    content: str,
    title: Text,
    id: str,
    note: Text = "",
    look: str = "",
    icon: str = "",
    level: int = 2,
    about: Text = "",
    **attrs: Any,
) -> SafeString:
    """A part of a page that a phone folds under its title and a word of what it holds (`note`).

    On a wide screen it stands open, without the note. In a live region it stays as its reader left it. `look` is
    classes after "fold"; `about` is whose it is, as of a `button`, where a page has several of one title.
    """
    drawn = picture(icon, 20) if icon else ""
    words = with_about(conditional_escape(str(title)), about)
    if any(len(word) > LONGEST_WORD for word in str(title).split()):
        look = f"{look} fold--long-word".strip()
    heading = format_html('<h{} id="{}-title">{}{}</h{}>', level, id, drawn, words, level)
    beside = format_html(' <span class="fold__note">{}</span>', note) if note else ""
    summary = format_html("<summary>{}{}</summary>", heading, beside)
    inside = element("details", format_html("{}{}", summary, trimmed(content)), {"data-key": id})
    names = {"class": f"fold {look}".strip(), "id": id, "aria-labelledby": f"{id}-title"}
    return element("section", inside, {**names, **attrs})


@register.simple_block_tag
def wide_table(content: str, label: Text, look: str = "table", **attrs: Any) -> SafeString:
    """A table that scrolls sideways where it does not fit, from the keyboard too. `look` is the table's classes."""
    table = format_html('<table class="{}">{}</table>', look, trimmed(content))
    around = {"class": "table-scroll", "tabindex": "0", "role": "group", "aria-label": label}
    return element("div", table, {**around, **attrs})


@register.simple_block_tag
def list_line(
    content: str, title: Text, to: Any = None, note: Text = "", icon: str = "", look: str = "", **attrs: Any
) -> SafeString:
    """A line of a list: a picture, its title (a link where it has a page), a note under it, then what stands inside."""
    name = format_html('<a class="list__title" href="{}">{}</a>', address(to), title) if to else _title(title)
    under = format_html(' <span class="list__note">{}</span>', note) if note else ""
    inside = format_html("{}<span>{}{}</span>{}", picture(icon) if icon else "", name, under, trimmed(content))
    return element("li", inside, {"class": f"list__row {look}".strip(), **attrs})


@register.simple_block_tag
def link_line(
    content: str, title: Text, to: Any, *args: Any, note: Text = "", icon: str = "", **attrs: Any
) -> SafeString:
    """A line of a list that is one link, wherever it is touched; else as `list_line`."""
    under = format_html(' <span class="list__note">{}</span>', note) if note else ""
    inside = format_html("{}<span>{}{}</span>{}", picture(icon) if icon else "", _title(title), under, trimmed(content))
    link = element("a", inside, {"class": "list__row", "href": address(to, *args)})
    return element("li", link, attrs)


@register.simple_tag
def dotted(*parts: Text | None) -> SafeString:
    """What is known of a thing, with a dot between: « Atelier bois · mardi 24 novembre »."""
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))


@register.simple_tag
def diff(old: str, new: str, marks: Mapping[int, Sequence[DiffMark]] | None = None) -> SafeString:
    """What changed, word by word: how many words, then each paragraph. Put it inside `.prose.diff`.

    Long passages that did not change are folded. Each change says in words what it is to those who do not see it.
    `marks` are put after a change, by where it begins in the new text.
    """
    difference = Difference.between(old, new)
    ends = _marks_after(difference.pieces, marks or {})
    key = digest(old, new).hex()
    summary = format_html('<p class="diff__summary">{}</p>', difference.summary)
    drawn = ((_block(block, f"{key}-{number}", ends),) for number, block in enumerate(difference.blocks))
    return format_html("{}{}", summary, format_html_join("", "{}", drawn))


def _marks_after(pieces: Sequence[DiffPiece], marks: Mapping[int, Sequence[DiffMark]]) -> Iterator[Sequence[DiffMark]]:
    """For each piece that is not in both texts, in order, the marks that stand after it: after the last of a change."""
    for change in grouped(pieces):
        if change.removed and change.added:
            yield ()
        yield marks.get(change.start, ())


def _block(block: DiffBlock, key: str, marks: Iterator[Sequence[DiffMark]]) -> SafeString:
    """A paragraph of a difference; what did not change is folded where it is long."""
    drawn = ((_piece(piece), _marks(next(marks, ()) if piece.kind != "same" else ())) for piece in block.pieces)
    paragraph = element("p", format_html_join("", "{}{}", drawn), {})
    return more(paragraph, block.label, data_key=key) if block.is_folded else paragraph


def _piece(piece: DiffPiece) -> SafeString:
    if piece.kind == "same":
        return format_html("<span>{}</span>", piece.text)
    tag, words = ("ins", _("added:")) if piece.kind == "added" else ("del", _("removed:"))
    return format_html(
        '<{0}><span class="visually-hidden">[{1} </span>{2}<span class="visually-hidden">]</span></{0}>',
        *(tag, words, piece.text),
    )


def _marks(marks: Sequence[DiffMark]) -> SafeString:
    """Links beside a change: a short text for the eye, a sentence for those who hear the page."""
    return format_html_join(
        "",
        '<a class="diff__mark" href="{}" title="{}">◆&nbsp;{}<span class="visually-hidden">, {}</span></a>',
        ((mark.url, mark.sentence, mark.text, mark.sentence) for mark in marks),
    )


def _title(title: Text) -> SafeString:
    return format_html('<span class="list__title">{}</span>', title)


def _titled(content: str, title: Text, id: str, classes: str, level: int, attrs: dict[str, Any]) -> SafeString:
    heading = format_html('<h{} id="{}-title">{}</h{}>', level, id, title, level)
    inside = format_html("{}{}", heading, trimmed(content))
    return element("section", inside, {"class": classes.strip(), "aria-labelledby": f"{id}-title", **attrs})
