"""What every form carries beside its fields, wherever it stands."""

import uuid

from django import template
from django.template.context import Context
from django.utils.html import format_html_join

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> str:
    """In place of Django's own: the token, a key for this one sending of the form (`web.requests`), and for whom
    the page was made (`web.middleware`)."""
    token = context.get("csrf_token")
    if not token:
        return ""
    hidden = {"csrfmiddlewaretoken": token, "request_key": uuid.uuid4().hex}
    if read_from := getattr(context.get("form"), "read_from", ""):
        hidden["read_from"] = read_from  # what this form changes, as it stands now (`web.merging`)
    if me := getattr(getattr(context.get("request"), "user", None), "pk", None):
        hidden["written_by"] = me
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
