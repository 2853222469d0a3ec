"""`{% load web %}`: the components, and what people write, made ready for a page."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, Textarea
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lucide.templatetags.lucide import lucide

from web import dates, nav, pictures
from web import markdown as markup
from web.drafts import FormDraft
from web.drawings.circle import CircleDrawing
from web.drawings.evening import EveningDrawing
from web.drawings.life import LifeDrawing
from web.drawings.map import MapDrawing
from web.drawings.qr_code import qr_code
from web.elements import address
from web.plaintext import as_part, as_words
from web.widgets import ProseArea

register = template.Library()
Text = str | Promise
HATCH = " ".join(f"M{x} 44 {x + 44} 0" for x in range(-44, 1400, 9))  # Clipped by what is past the hard end.


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, size: int = 20) -> str:
    """One of lucide's pictures (lucide.dev/icons), said by the words beside it. Raises `IconDoesNotExist`."""
    return lucide(name, size=size, **{"class": "icon", "aria_hidden": "true", "focusable": "false"})


@register.simple_tag
def markdown(text: str | None) -> SafeString:
    """What somebody wrote, as safe HTML. Put it inside `.prose`."""
    html = markup.rendered(text or "")
    if html is not None:
        return html
    explanation = _(
        "This text is shown as it was typed: laying it out takes too long. With fewer brackets it may work."
    )
    return format_html('<p class="muted">{}</p>{}', explanation, markup.as_typed(text or ""))


register.filter(as_words)
register.filter(as_part)
register.simple_tag(qr_code)


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField, hint: Text = "") -> dict[str, Any]:
    """A form's field with its label, its hint, its control and what is wrong with it."""
    widget = bound.field.widget
    is_long = isinstance(widget, Textarea)
    kind = "textarea" if is_long else getattr(widget, "input_type", "") or type(widget).__name__.lower()
    longest = getattr(bound.field, "max_length", None) if kind in {"text", "textarea"} else None
    parts = {"hint": bool(hint or bound.help_text), "limit": longest is not None, "error": bool(bound.errors)}
    described = [f"{bound.auto_id}-{part}" for part, is_there in parts.items() if is_there]
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if longest is not None:
        attrs["maxlength"] = False  # a browser would cut what is pasted, and say nothing
    is_group = widget.use_fieldset
    is_check = kind == "checkbox" and not is_group
    says_optional = getattr(widget, "says_optional", True)  # a list of boxes may say by itself that none is needed
    looks = ["field", f"field--{kind}", "field--check" if is_check else "", "field--wrong" if bound.errors else ""]
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        "hint": hint or bound.help_text,
        "look": " ".join(filter(None, looks)),
        "described": " ".join(described),
        "label": field_label(bound.label, is_optional=not bound.field.required and not is_check and says_optional),
        "is_group": is_group,
        "limit": field_limit(bound.auto_id, longest) if longest is not None else "",
        "rival": getattr(bound.form, "rivals", {}).get(bound.name),
        "is_check": is_check,
        "is_long": is_long,
        "is_prose": isinstance(widget, ProseArea),
    }


@register.simple_tag
def draft_at(drafts: Mapping[str, FormDraft], to: Any, *args: Any) -> FormDraft:
    """Of what `web.drafts.drafts_at` gave, the draft of the form that is sent to an address; an empty one at first."""
    place = address(to, *args)
    return drafts.get(place) or FormDraft(place)


@register.inclusion_tag("web/_draft.html")
def draft(form: BaseForm | FormDraft, has_button: bool = True) -> dict[str, Any]:
    """In a form whose view `keeps_draft` (`web.responses.perform_form`): what is typed is kept as one types.

    Without a script a button keeps it, unless the form has one of its own that does. A form that a page holds among
    others gives what `draft_at` gave. Nothing where the form keeps none.
    """
    kept = form if isinstance(form, FormDraft) else getattr(form, "draft", None)
    if kept is None:
        return {}
    return {
        "draft": kept,
        "has_button": has_button,
        "save_address": f"{address('web:draft')}?{kept.query}",
        "removal_address": f"{address('web:draft-removal')}?{kept.query}",
    }


@register.inclusion_tag("web/_prose_tools.html")
def prose_tools(id: str) -> dict[str, Any]:
    """What helps to write a long text without knowing Markdown, over the field that has this id."""
    marks = [
        ("bold", "bold", _("Bold (Ctrl+B)")),
        ("title", "heading", _("Title")),
        ("list", "list", _("List")),
        ("quote", "quote", _("Quotation")),
        ("link", "link", _("Link")),
    ]
    return {"id": id, "marks": marks}


def field_label(label: Text, *, is_optional: bool) -> SafeString:
    """A field's label, with whether it may stay empty."""
    mark = format_html(' <span class="field__optional">{}</span>', _("optional")) if is_optional else ""
    return format_html("{}{}", label, mark)


def field_limit(id: str, longest: int) -> SafeString:
    """How many characters a field takes at most: always said without a script, near it with one (`web/limits.js`)."""
    words = ngettext("%(count)s character at most.", "%(count)s characters at most.", longest)
    return format_html(
        '<p class="field__limit" id="{}-limit" data-limit="{}" data-text-left="{}" data-text-over="{}">{}</p>',
        id,
        longest,
        _("Characters left: {number}"),
        _("Too long by {number}: nothing is cut, shorten it before sending."),
        words % {"count": longest},
    )


@register.simple_tag
def moment(value: date | datetime | None) -> SafeString | str:
    """A time as one says it, with the exact one in its title."""
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), dates.exact(value), dates.human(value)
    )


@register.simple_tag
def day_and_time(value: date | datetime | None) -> SafeString | str:
    """A day with its hour, after a verb: « ferme {% day_and_time … %} ». A day without one is a `moment`."""
    if not isinstance(value, datetime):
        return moment(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.day_and_time(value))


@register.simple_tag
def until(value: datetime) -> SafeString:
    """The same as an end: « réponses {% until … %} »."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.until(value))


@register.simple_tag
def duration(seconds: float | None) -> str:
    return dates.duration(seconds or 0)


@register.filter
def clock(value: datetime | None) -> str:
    """The time of day: {{ meeting.start|clock }}."""
    return dates.clock(value) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """The day: « mardi 24 novembre »."""
    return dates.day(value) if value else ""


@register.filter
def full_day(value: date | datetime | None) -> str:
    """The day with its year: « mardi 24 novembre 2026 »."""
    return dates.day(value, year=True) if value else ""


@register.filter
def stopwatch(seconds: float | None) -> str:
    """What a timer shows before the browser makes it tick: « 12:40 »."""
    return dates.stopwatch(seconds or 0)


@register.inclusion_tag("web/_act_form.html", takes_context=True)
def act_form(context: Context) -> dict[str, Any]:
    """The one form of a page whose buttons stand in regions: `<button form="act" formaction="…">`."""
    request: HttpRequest = context["request"]
    return {"csrf_token": get_token(request), "request": request}


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[nav.NavigationLink]:
    request = context.get("request")
    return nav.shown(str(context.get("place") or ""), request.path if request else "")


@register.inclusion_tag("web/pictures/_shape.html")
def shape(shape: str, tone: str = "") -> dict[str, str]:
    """One of our four marks: disc ● half ◐ diamond ◆ ring ○."""
    return {"shape": shape, "tone": tone}


@register.inclusion_tag("web/pictures/evening.html")
def evening(evening: pictures.Evening, size: str = "") -> dict[str, Any]:
    """The evening as one bar; `size="small"` keeps to the bar and its two times."""
    return {"evening": evening, "drawn": EveningDrawing(evening), "small": size == "small", "hatch": HATCH}


@register.inclusion_tag("web/pictures/circle.html")
def circle_picture(table: pictures.Table) -> dict[str, Any]:
    """People around the table, and what each answered once all is revealed."""
    drawn = CircleDrawing(table)
    return {"drawn": drawn, "middle": (drawn.height - 14) // 2}


@register.filter
def legend_y(line: int, drawn: CircleDrawing) -> float:
    """Where a line of the table's count stands, the lines being centred on the table."""
    return (drawn.height - 14) // 2 + 5 + 18 * (line - (len(drawn.legend) + 1) / 2)


@register.inclusion_tag("web/pictures/life.html")
def life(life: pictures.Life) -> dict[str, Any]:
    """The life of a decision: one line of marks, and each of them in words."""
    return {"life": life, "drawn": LifeDrawing(life)}


@register.inclusion_tag("web/pictures/thread.html")
def thread(thread: pictures.Thread) -> dict[str, Any]:
    """From the idea to the review, with what replaced what."""
    return {"thread": thread}


@register.inclusion_tag("web/pictures/circle_map.html")
def circle_map(circle_map: pictures.CircleMap, list_id: str = "list") -> dict[str, Any]:
    """Who does what: a list of the same circles belongs beside it, with this id, where all of them are."""
    return {"drawn": MapDrawing(circle_map), "list_id": list_id}


@register.inclusion_tag("web/pictures/story.html")
def story(story: pictures.Story) -> dict[str, Any]:
    """The years as beads on a line; each year is an h2, each moment an h3."""
    return {"story": story}
