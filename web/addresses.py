"""Which addresses a browser may be led to."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from web.django_internals import required_methods


def only_takes_posts(url: str) -> bool:
    """Whether this address of ours is only for what a form sends: nobody can be led there."""
    try:
        view = resolve(urlsplit(url).path).func
    except Resolver404:
        return False
    methods = required_methods(view)
    return bool(methods) and not methods & {"GET", "HEAD"}


def came_from(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that sent this form, or `otherwise`. A page between the two says it itself (`confirm.html`)."""
    page = request.POST.get("came_from") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if page and safe and not only_takes_posts(page) else otherwise


def sign_in(request: HttpRequest) -> str:
    """The sign-in page that leads back here; from an address that only takes a form, to the page with the form."""
    page = request.get_full_path()
    if request.method == "POST" or only_takes_posts(page):
        parts = urlsplit(came_from(request, "/"))
        page = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page}, safe='/')}"
