"""`{% load proxies %}`: a proxy as people read it."""

from django import template

from votes.models import Proxy
from votes.presenters.proxies import ProxyLine

register = template.Library()


@register.filter
def proxy_line(proxy: Proxy) -> ProxyLine:
    """What is said of it: `{% with line=proxy|proxy_line %}`."""
    return ProxyLine(proxy)
