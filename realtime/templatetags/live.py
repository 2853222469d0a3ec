"""What a live page's template says: where its regions stand, and that it follows."""

import time
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from realtime import tickets
from realtime.pages import Live, digest

register = template.Library()


@register.simple_tag
def live_region(live: Live[Any], name: str, css: str = "") -> SafeString:
    """The region as it is now, in the element that the socket's news will replace."""
    html = live.render(name)
    return format_html(
        '<div id="region-{}" data-region="{}" data-hash="{}" class="{}">{}</div>',
        name,
        name,
        digest(html),
        f"region {css}".strip(),
        html,
    )


@register.inclusion_tag("realtime/client.html")
def live_client(live: Live[Any]) -> dict[str, Any]:
    """Once, at the end of the page: the ticket, the line that says how it follows, and the script."""
    return {"ticket": tickets.issue(live).signed(), "now": int(time.time() * 1000)}
