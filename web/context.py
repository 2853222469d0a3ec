"""What every page's template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from web.preferences import THEMES


def page(request: HttpRequest) -> dict[str, Any]:
    """No query: error pages and signed-out pages use it too. Places are found by `{% places %}`."""
    theme = request.COOKIES.get("theme", "")
    return {
        "demo": settings.DEMO,
        "theme": theme if theme in THEMES else "",
        "other_language": "en" if get_language() == "fr" else "fr",
    }
