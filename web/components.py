"""What a presenter gives a template, for the component of the same name to show (`web/templatetags/`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Badge:
    """The state of a thing, in one or two words. `tone` and `icon` are the component's."""

    text: Text
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Notice:
    """Something to know before going on."""

    tone: str
    text: Text


@dataclass(frozen=True)
class Button:
    """A button's words and where it sends, with a value named `name`; with `is_link` it only goes there.

    `look` and `icon` are the component's. `window`: the name of the window that a link opens, one for all that bear it.
    """

    label: Text
    url: str
    icon: str = ""
    look: str = ""
    name: str | None = None
    value: str | int | None = None
    is_link: bool = False
    window: str | None = None


@dataclass(frozen=True)
class Confirmation:
    """What is asked before an act that nothing takes back: the question, what will happen, the button that does it."""

    title: Text
    text: Text
    label: Text


@dataclass(frozen=True)
class Undo:
    """What takes an act back at once: where that is sent, with which fields."""

    url: str
    fields: Mapping[str, str] = field(default_factory=dict)
