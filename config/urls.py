"""Every address. An app's own stand in its `urls.py`; those of the API in its `api.py`."""

from django.urls import URLPattern, URLResolver, include, path

from config.late_addresses import LateAddresses
from config.styleguide.views import styleguide
from history.views.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("account/", include("members.account_urls")),
    path("", include("web.urls")),
    path("", include("members.urls")),
    path("", include("commissions.urls")),
    path("", include("votes.urls")),
    path("", include("proposals.urls")),
    path("", include("assembly.urls")),
    path("", include("history.urls")),
    path("journal/", include("history.journal_urls")),
    path("style/", styleguide, name="styleguide"),
    LateAddresses("api/v1/", "config.api"),
]

handler400 = "web.errors.bad_request"
handler403 = "web.errors.permission_denied"
handler404 = "web.errors.page_not_found"
handler500 = "web.errors.server_error"
