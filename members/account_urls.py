"""The sign-in pages that we keep of allauth's: each is styled, tested, and in the table of rights.

Signing up, addresses to manage and links to confirm them are left out: people are invited.
"""

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from journal.repeats import KEPT
from web.requests import sent_by
from web.responses import SeeOther

page = require_http_methods(["GET", "HEAD", "POST"])


class ConfirmCodeView(views.ConfirmLoginCodeView):
    """Another code is written once, whatever is pressed twice; for an unknown address it takes as long."""

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("action") == "resend":
            sent = sent_by(self.request)
            if sent and not cache.add(f"code-asked:{sent.key}", True, KEPT.total_seconds()):
                return SeeOther(self.request.get_full_path())
            if self.stage.login.user is None:
                get_adapter().write_to_nobody(self.stage.state["email"])
        return super().form_valid(form)


urlpatterns = [
    path("login/", page(views.login), name="account_login"),
    path("login/code/", page(views.request_login_code), name="account_request_login_code"),
    path("login/code/confirm/", page(ConfirmCodeView.as_view()), name="account_confirm_login_code"),
    path("logout/", page(views.logout), name="account_logout"),
    path("password/change/", page(views.password_change), name="account_change_password"),
    path("password/set/", page(views.password_set), name="account_set_password"),
]
