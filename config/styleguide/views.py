"""The page of the style guide."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.styleguide import components


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page: in the demo, while building, and for administrators."""
    if not (settings.DEMO or settings.DEBUG or getattr(request.user, "is_administrator", False)):
        raise Http404
    return render(request, "config/styleguide.html", components.context())
