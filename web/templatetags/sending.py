"""What every form carries beside its fields, wherever it stands."""

import uuid

from django import template
from django.template.context import Context
from django.utils.html import format_html

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> str:
    """In place of Django's own: the token, and a key for this one sending of the form (`web.requests`)."""
    token = context.get("csrf_token")
    if not token:
        return ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="request_key" value="{}">',
        token,
        uuid.uuid4().hex,
    )
