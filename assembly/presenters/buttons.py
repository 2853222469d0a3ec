"""The buttons of a meeting's page: an act, or a link to one of its pages."""

from django.urls import reverse

from assembly.presenters.meeting import MeetingSheet
from web.components import Button

BIG = "lamp big"


def act(
    label: str,
    address: str,
    *args: int,
    icon: str = "",
    look: str = "quiet",
    name: str | None = None,
    value: str | int | None = None,
) -> Button:
    return Button(label, reverse(f"assembly:{address}", args=args), icon, look, name, value)


def link(label: str, address: str, key: int, *, query: str = "", icon: str = "", look: str = "quiet") -> Button:
    url = reverse(f"assembly:{address}", args=[key]) + (f"?{query}" if query else "")
    return Button(label, url, icon, look, is_link=True)


def advance(sheet: MeetingSheet, label: str, *, icon: str, look: str) -> Button:
    """To the item that follows, from the one that this page shows as current."""
    expected = sheet.current.item.pk if sheet.current else ""
    return act(label, "steps", sheet.meeting.pk, icon=icon, look=look, name="expected", value=expected)
