"""Buttons and forms. Every template has them without `{% load %}`, as it has `web/templatetags/components.py`.

    {% act "assembly:opening" meeting.pk icon="door-open" look="lamp big" %}{% translate "Open" %}{% endact %}

Only `post_form` holds something personal (the person's token): the others may stand in a live region.
"""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from web.components import Button
from web.elements import address, element, trimmed, with_about
from web.templatetags.components import notice
from web.templatetags.sending import csrf_token
from web.templatetags.web import field_label, field_limit
from web.templatetags.web import icon as picture

register = template.Library()
Text = str | Promise


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
    return element("button", inside, {"class": _look(look), "form": "act", "formaction": address(to, *args), **attrs})


@register.simple_block_tag
def button(
    content: str, icon: str = "", look: str = "", about: Text = "", only_icon: bool = False, **attrs: Any
) -> SafeString:
    """A button that sends the form that it stands in.

    `look`: of "lamp" (the one next step), "big", "quiet", "leaf", "clay", "plum". `about`: what it acts on, said to
    those who do not see where it stands. `only_icon`: its words are for them alone. `aria_pressed` is True or False
    for an answer that can be taken back.
    """
    return element("button", _labelled(content, icon, look, about, only_icon), {"class": _look(look), **attrs})


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
    url = "?".join(filter(None, [address(to, *args), "&".join(filter(None, queries))]))
    return element("a", _labelled(content, icon, look, about, only_icon), {"class": _look(look), "href": url, **attrs})


@register.simple_tag
def ready_button(ready: Button, about: Text = "") -> SafeString:
    """A button that a presenter gives: an act of the page's one form (`act`), or a `link_button`."""
    words, subject = conditional_escape(str(ready.label)), conditional_escape(str(about))
    button = (ready.url, ready.icon, ready.look, ready.name, ready.value, ready.is_link, ready.window)
    return _drawn(words, subject, *button)


@lru_cache(maxsize=1_000, typed=True)
def _drawn(
    words: SafeString,
    about: SafeString,
    url: str,
    icon: str,
    look: str,
    name: str | None,
    value: str | int | None,
    is_link: bool,
    window: str | None,
) -> SafeString:
    """Once for all that it shows; the words are in a language by now."""
    if is_link:
        return link_button(words, url, icon=icon, look=look, about=about, target=window)
    return act(words, url, icon=icon, look=look, about=about, name=name, value=value)


@register.simple_block_tag(takes_context=True)
def post_form(
    context: Context, content: str, to: Any = None, *args: Any, look: str = "", next_page: str = "", **attrs: Any
) -> SafeString:
    """A form that posts, with the person's token. Without `to` it posts to the page's own address.

    `look` is its classes; `next_page` is the address to come back to, if any. `data_act=True` lets the page send it by
    itself and stay (`web/acts.js`).
    """
    action = {"action": address(to, *args)} if to else {}
    come_back = format_html('<input type="hidden" name="next" value="{}">', next_page) if next_page else ""
    inside = format_html("{}{}{}", csrf_token(context), come_back, trimmed(content))
    return element("form", inside, {"method": "post", **action, "class": look or None, **attrs})


@register.simple_tag(takes_context=True)
def page_links(context: Context, page: Page[Any], label: Text, name: str = "page") -> SafeString | str:
    """The ways to the pages before and after this one of a long list, filtered as it is; `label` names them.

    `name` is what the address calls the number of the page, where one page shows several lists.
    """
    if not page.has_other_pages():
        return ""
    links = []
    if page.has_previous():
        links.append((page.previous_page_number(), "arrow-left", _("Previous page")))
    if page.has_next():
        links.append((page.next_page_number(), "arrow-right", _("Next page")))
    inside = format_html_join("", "{}", ((_link_to_page(context, name, *link),) for link in links))
    return element("nav", inside, {"class": "row", "aria-label": label})


def _link_to_page(context: Context, name: str, number: int, icon: str, words: str) -> SafeString:
    query = context["request"].GET.copy()
    query[name] = str(number)
    return link_button(conditional_escape(words), f"?{query.urlencode()}", icon=icon)


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with a form as a whole; each field shows its own (`{% field %}`)."""
    return format_html_join(
        "", "{}", ((notice(conditional_escape(str(error)), "clay"),) for error in form.non_field_errors())
    )


@register.simple_block_tag
def labelled(
    content: str, id: str, label: Text, hint: Text = "", optional: bool = False, longest: int | None = None
) -> SafeString:
    """A control that no form class makes, under its label. `id` is the control's; with a hint it names `id`-hint.

    `longest`: how many characters it takes at most, which the control names as `id`-limit.
    """
    inside = format_html(
        '<label class="field__label" for="{}">{}</label>{}{}{}',
        id,
        field_label(label, is_optional=optional),
        format_html('<p class="field__hint" id="{}-hint">{}</p>', id, hint) if hint else "",
        trimmed(content),
        field_limit(id, longest) if longest is not None else "",
    )
    return element("div", inside, {"class": "field"})


def _labelled(content: str, icon: str, look: str, about: Text, only_icon: bool) -> SafeString:
    """A button's picture and words; the picture is larger in a large or a lit one."""
    drawn = picture(icon, 20 if {"lamp", "big"} & set(look.split()) else 18) if icon else ""
    words = with_about(trimmed(content), about)
    if only_icon:
        words = format_html('<span class="visually-hidden">{}</span>', words)
    return format_html("{}{}", drawn, words)


def _look(look: str) -> str:
    return " ".join(["button", *(f"button--{name}" for name in look.split())])
