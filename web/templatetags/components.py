"""The components that templates are written with; every template has them without `{% load %}`.

Each is a block: what stands inside is its content, and its attributes are named.

    {% act "assembly:opening" meeting.pk icon="door-open" look="lamp big" %}{% translate "Open" %}{% endact %}

`to` is what Django's `resolve_url` takes: the name of a view, then its arguments; an address; or a model with a page.
Attributes that a component does not name go to its element: `aria_label="…"` is `aria-label`, `True` stands alone,
`None` and `False` are left out. Only `post_form` holds something personal (the person's token): the others may stand
in a live region.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm
from django.shortcuts import resolve_url
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from web.components import Badge, Button, Notice
from web.templatetags.sending import csrf_token
from web.templatetags.web import field_label
from web.templatetags.web import icon as picture

register = template.Library()
Text = str | Promise

BOOLEANS = {"disabled", "formnovalidate", "hidden", "novalidate", "open"}  # there or not, whatever the value
STATES = {"aria-pressed"}  # "true" or "false", whatever the value
NOTICE_ICONS = {"leaf": "circle-check", "clay": "triangle-alert", "sky": "info", "plum": "info", "lamp": "lamp"}


@register.simple_block_tag
def act(
    content: str,
    to: Any,
    *args: Any,
    icon: str = "",
    look: str = "",
    about: Text = "",
    only_icon: bool = False,
    **attrs: Any,
) -> SafeString:
    """A button that sends the page's one form (`act_form`) to an address: how a live region acts. Else as `button`."""
    inside = _labelled(content, icon, look, about, only_icon)
    return _element("button", inside, {"class": _look(look), "form": "act", "formaction": _address(to, *args), **attrs})


@register.simple_block_tag
def button(
    content: str, icon: str = "", look: str = "", about: Text = "", only_icon: bool = False, **attrs: Any
) -> SafeString:
    """A button that sends the form that it stands in.

    `look`: of "lamp" (the one next step), "big", "quiet", "leaf", "clay", "plum". `about`: what it acts on, said to
    those who do not see where it stands. `only_icon`: its words are for them alone. `aria_pressed` is True or False
    for an answer that can be taken back.
    """
    return _element("button", _labelled(content, icon, look, about, only_icon), {"class": _look(look), **attrs})


@register.simple_block_tag
def link_button(
    content: str,
    to: Any,
    *args: Any,
    icon: str = "",
    look: str = "",
    about: Text = "",
    only_icon: bool = False,
    query: str = "",
    next_page: str = "",
    **attrs: Any,
) -> SafeString:
    """A link that looks like a `button`: it goes somewhere, and changes nothing.

    `query` is "purpose=person"; `next_page` is the address to come back to, if any.
    """
    queries = [query, urlencode({"next": next_page}) if next_page else ""]
    address = "?".join(filter(None, [_address(to, *args), "&".join(filter(None, queries))]))
    return _element(
        "a", _labelled(content, icon, look, about, only_icon), {"class": _look(look), "href": address, **attrs}
    )


@register.simple_tag
def ready_button(ready: Button, about: Text = "") -> SafeString:
    """A button that a presenter gives: an act of the page's one form (`act`), or a `link_button`."""
    words = conditional_escape(str(ready.label))
    if ready.is_link:
        return link_button(words, ready.url, icon=ready.icon, look=ready.look, about=about)
    return act(words, ready.url, icon=ready.icon, look=ready.look, about=about, name=ready.name, value=ready.value)


@register.simple_block_tag(takes_context=True)
def post_form(
    context: Context, content: str, to: Any = None, *args: Any, look: str = "", next_page: str = "", **attrs: Any
) -> SafeString:
    """A form that posts, with the person's token. Without `to` it posts to the page's own address.

    `look` is its classes; `next_page` is the address to come back to, if any. `data_act=True` lets the page send it by
    itself and stay (`web/acts.js`).
    """
    address = {"action": _address(to, *args)} if to else {}
    come_back = format_html('<input type="hidden" name="next" value="{}">', next_page) if next_page else ""
    inside = format_html("{}{}{}", csrf_token(context), come_back, _trimmed(content))
    return _element("form", inside, {"method": "post", **address, "class": look or None, **attrs})


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with a form as a whole; each field shows its own (`{% field %}`)."""
    return format_html_join(
        "", "{}", ((notice(conditional_escape(str(error)), "clay"),) for error in form.non_field_errors())
    )


@register.simple_block_tag
def heading(content: str, title: Text, to: Any = None, *args: Any, over: Text = "") -> SafeString:
    """The head of a page: its title, what it belongs to over it (`over`, a link when it has a page), the rest under."""
    link = format_html('<a href="{}">{}</a>', _address(to, *args), over) if to else over
    above = format_html('<p class="heading__over">{}</p>', link) if over else ""
    inside = format_html("{}<h1>{}</h1>{}", above, title, _trimmed(content))
    return _element("header", inside, {"class": "heading"})


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
    inside = format_html("{}<p>{}</p>", drawn, _trimmed(content))
    return _element("div", inside, {"class": f"notice notice--{tone}", **attrs})


@register.simple_tag
def ready_notice(ready: Notice) -> SafeString:
    """One that a presenter gives."""
    return notice(conditional_escape(str(ready.text)), ready.tone)


@register.simple_block_tag
def badge(content: str, tone: str = "", icon: str = "") -> SafeString:
    """The state of a thing, in one or two words."""
    inside = format_html("{}{}", picture(icon, 16) if icon else "", _trimmed(content))
    return _element("span", inside, {"class": f"badge badge--{tone}" if tone else "badge"})


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
    invitation = format_html('<p><a class="button" href="{}">{}</a></p>', _address(to), label) if to else ""
    inside = format_html("{}<p>{}</p>{}", picture(icon, 28), _trimmed(content), invitation)
    return _element("div", inside, {"class": "empty"})


@register.simple_block_tag
def more(content: str, label: Text, look: str = "", icon: str = "", about: Text = "", **attrs: Any) -> SafeString:
    """What few need, folded under its label; `about` is what it acts on, as of a `button`.

    In a live region `data_key="…"` keeps it open when the region changes.
    """
    drawn = format_html("{} ", picture(icon, 18)) if icon else ""
    words = _about(conditional_escape(str(label)), about)
    inside = format_html("<summary>{}{}</summary>{}", drawn, words, _trimmed(content))
    return _element("details", inside, {"class": f"more {look}".strip(), **attrs})


@register.simple_block_tag
def labelled(content: str, id: str, label: Text, hint: Text = "", optional: bool = False) -> SafeString:
    """A control that no form class makes, under its label. `id` is the control's; with a hint it names `id`-hint."""
    inside = format_html(
        '<label class="field__label" for="{}">{}</label>{}{}',
        id,
        field_label(label, is_optional=optional),
        format_html('<p class="field__hint" id="{}-hint">{}</p>', id, hint) if hint else "",
        _trimmed(content),
    )
    return _element("div", inside, {"class": "field"})


@register.simple_block_tag
def wide_table(content: str, label: Text, look: str = "table", **attrs: Any) -> SafeString:
    """A table that scrolls sideways where it does not fit, from the keyboard too. `look` is the table's classes."""
    table = format_html('<table class="{}">{}</table>', look, _trimmed(content))
    around = {"class": "table-scroll", "tabindex": "0", "role": "group", "aria-label": label}
    return _element("div", table, {**around, **attrs})


@register.simple_block_tag
def list_line(
    content: str, title: Text, to: Any = None, note: Text = "", icon: str = "", look: str = "", **attrs: Any
) -> SafeString:
    """A line of a list: a picture, its title (a link where it has a page), a note under it, then what stands inside."""
    name = format_html('<a class="list__title" href="{}">{}</a>', _address(to), title) if to else _title(title)
    under = format_html(' <span class="list__note">{}</span>', note) if note else ""
    inside = format_html("{}<span>{}{}</span>{}", picture(icon) if icon else "", name, under, _trimmed(content))
    return _element("li", inside, {"class": f"list__row {look}".strip(), **attrs})


@register.simple_block_tag
def link_line(
    content: str, title: Text, to: Any, *args: Any, note: Text = "", icon: str = "", **attrs: Any
) -> SafeString:
    """A line of a list that is one link, wherever it is touched; else as `list_line`."""
    under = format_html(' <span class="list__note">{}</span>', note) if note else ""
    inside = format_html(
        "{}<span>{}{}</span>{}", picture(icon) if icon else "", _title(title), under, _trimmed(content)
    )
    link = _element("a", inside, {"class": "list__row", "href": _address(to, *args)})
    return _element("li", link, attrs)


@register.simple_tag
def dotted(*parts: Text | None) -> SafeString:
    """What is known of a thing, with a dot between: « Atelier bois · mardi 24 novembre »."""
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))


def _address(to: Any, *args: Any) -> str:
    """`resolve_url`, and what is no page's: a place in the page itself ("#list", "?year=2026"), somebody's address."""
    return to if isinstance(to, str) and to.startswith(("/", "#", "?", "mailto:")) else str(resolve_url(to, *args))


def _title(title: Text) -> SafeString:
    return format_html('<span class="list__title">{}</span>', title)


def _titled(content: str, title: Text, id: str, classes: str, level: int, attrs: dict[str, Any]) -> SafeString:
    heading = format_html('<h{} id="{}-title">{}</h{}>', level, id, title, level)
    inside = format_html("{}{}", heading, _trimmed(content))
    return _element("section", inside, {"class": classes.strip(), "aria-labelledby": f"{id}-title", **attrs})


def _labelled(content: str, icon: str, look: str, about: Text, only_icon: bool) -> SafeString:
    """A button's picture and words; the picture is larger in a large or a lit one."""
    drawn = picture(icon, 20 if {"lamp", "big"} & set(look.split()) else 18) if icon else ""
    words = _about(_trimmed(content), about)
    if only_icon:
        words = format_html('<span class="visually-hidden">{}</span>', words)
    return format_html("{}{}", drawn, words)


def _about(words: SafeString, about: Text) -> SafeString:
    """With what they are about, for those who do not see where they stand."""
    return format_html('{}<span class="visually-hidden">: {}</span>', words, about) if about else words


def _look(look: str) -> str:
    return " ".join(["button", *(f"button--{name}" for name in look.split())])


def _element(tag: str, inside: str, attrs: dict[str, Any]) -> SafeString:
    pairs = ((_attribute(name.replace("_", "-"), value),) for name, value in attrs.items())
    return format_html("<{}{}>{}</{}>", tag, format_html_join("", "{}", pairs), inside, tag)


def _attribute(name: str, value: Any) -> SafeString | str:
    if name in BOOLEANS:
        value = bool(value)
    if name in STATES:
        value = "true" if value else "false"
    if value is None or value is False:
        return ""
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


def _trimmed(content: str) -> SafeString:
    """Without the spaces and line ends at the ends of a block; what templates rendered is safe already."""
    return mark_safe(content.strip())  # noqa: S308
