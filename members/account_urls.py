"""The sign-in pages that we keep of allauth's: each is styled, tested, and in the table of rights.

Signing up, addresses to manage and links to confirm them are left out: people are invited.
"""

from allauth.account import views
from django.urls import path
from django.views.decorators.http import require_http_methods

page = require_http_methods(["GET", "POST"])

urlpatterns = [
    path("login/", page(views.login), name="account_login"),
    path("login/code/", page(views.request_login_code), name="account_request_login_code"),
    path("login/code/confirm/", page(views.confirm_login_code), name="account_confirm_login_code"),
    path("logout/", page(views.logout), name="account_logout"),
    path("password/change/", page(views.password_change), name="account_change_password"),
    path("password/set/", page(views.password_set), name="account_set_password"),
]
