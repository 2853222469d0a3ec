"""One's own page: how one appears, how one signs in, the key of the API."""

from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rest_framework.authtoken.models import Token

from members import actions, confirmations, panels, queries
from members.forms import ProfileForm
from members.presenters import own_standing_badge
from members.requests import MemberRequest
from members.sign_in_records import came_by_code
from web.responses import perform, perform_form, refused


@login_required
@require_safe
def me(request: MemberRequest) -> HttpResponse:
    today = timezone.localdate()
    membership = request.user.memberships.filter(year=today.year).first()
    is_paid_up = queries.is_paid_up(request.user, today)
    context = {
        "today": today,
        "membership": membership,
        "standing": [own_standing_badge(membership, today.year, is_paid_up=is_paid_up)],
        "panels": panels.panels_of(request.user),
        "has_password": request.user.has_usable_password(),
        "came_by_code": came_by_code(request),
        "refused": queries.refused_addresses().filter(member=request.user),
    }
    return render(request, "members/me.html", context)


@login_required
@require_safe
@never_cache
def answer_requests(request: MemberRequest) -> HttpResponse:
    """What somebody waits for at once, for a page that looks again."""
    return render(request, "web/_asked.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    # A copy: a form writes on its instance, and the header shows the request's own member.
    form = ProfileForm(request.POST or None, instance=queries.active_members().get(pk=request.user.pk))
    return perform_form(
        request,
        form,
        lambda data: actions.edit_profile(request.user, actor=request.user, **data),
        to=reverse("members:me"),
        template="members/profile.html",
        message=_("Your profile is kept."),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: MemberRequest) -> HttpResponse:
    """The key by which a program acts in one's name. It is shown once, when it is made."""
    try:
        made = actions.make_token(request.user, actor=request.user) if request.method == "POST" else ""
    except ValidationError as error:
        return refused(request, error, back=reverse("members:key"))
    has_key = bool(made) or Token.objects.filter(user=request.user).exists()
    return render(request, "members/key.html", {"made": made, "has_key": has_key})


@login_required
@require_POST
def key_removal(request: MemberRequest) -> HttpResponse:
    return perform(
        request,
        lambda: actions.drop_token(request.user, actor=request.user),
        to=reverse("members:key"),
        message=_("The key no longer opens anything."),
        confirmation=confirmations.key_removal(),
    )


@login_required
@require_POST
def password_forgetting(request: MemberRequest) -> HttpResponse:
    """Somebody who came by a code, and has forgotten their password, can choose another."""
    if not came_by_code(request):
        return render(request, "members/password_by_code.html", status=403)
    actions.forget_password(request.user, actor=request.user)
    keep_session(request)
    return perform(request, lambda: None, to=reverse("account_set_password"))


@login_required
@require_POST
def signing_out_everywhere(request: MemberRequest) -> HttpResponse:
    def act() -> None:
        actions.sign_out_everywhere(request.user, actor=request.user)
        logout(request)

    return perform(request, act, to=reverse("account_login"), message=_("You are signed out everywhere, here too."))


def keep_session(request: MemberRequest) -> None:
    """Changing a password ends sessions; the one that changed it goes on."""
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
