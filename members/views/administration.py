"""Accounts, memberships and settings: for administrators."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions import require
from journal.dates import EARLIEST, LATEST
from journal.numbers import numbers
from members import actions, confirmations, presenters, queries
from members.forms import (
    AccountSearchForm,
    AddressForm,
    CollectiveForm,
    EndForm,
    EndFoundingForm,
    ForgetForm,
    MembershipForm,
    NewMemberForm,
    ResidencyForm,
)
from members.models import Member, Membership, Residency
from members.requests import MemberRequest
from web.components import Confirmation
from web.responses import perform, perform_form

SHOWN_ACCOUNTS = 25  # three screens of a phone


@login_required
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Everybody who has an account, and everybody who was asked to have one."""
    require("members.administer", request.user)
    year = timezone.localdate().year
    form = AccountSearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    people = queries.accounts(name=wanted.get("q", ""), who=wanted.get("who", ""))
    page = Paginator(people, SHOWN_ACCOUNTS).get_page(request.GET.get("page"))
    paid = set(Membership.objects.filter(year=year, member__in=list(page)).values_list("member", flat=True))
    is_narrowed = any(wanted.values())
    context = {
        "form": form,
        "is_narrowed": is_narrowed,
        "page": page,
        "accounts": presenters.account_lines(page, paid, year),
        "invitations": []
        if is_narrowed
        else presenters.invitation_lines(queries.open_invitations().exclude(email=""), timezone.now()),
        "leaves": settings.MAIL_LEAVES,
        "refused": queries.refused_addresses().count(),
        "year": year,
    }
    return render(request, "members/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: MemberRequest) -> HttpResponse:
    """Enter somebody who has no address: they are on the rolls, and others note that they are there."""
    require("members.administer", request.user)
    return perform_form(
        request,
        NewMemberForm(request.POST or None),
        lambda data: actions.add_member(actor=request.user, **data),
        to=lambda member: reverse("members:account", args=[member.pk]),
        template="members/person_new.html",
        message=lambda member: _("%(name)s is on the books.") % {"name": member.name},
    )


@login_required
@require_safe
def account(request: MemberRequest, pk: int) -> HttpResponse:
    """What an administrator may do for one person."""
    require("members.administer", request.user)
    person = get_object_or_404(Member, pk=pk)
    context = {
        "person": person,
        "account_badges": presenters.account_badges(person),
        "account_acts": presenters.account_acts(person),
        "memberships": person.memberships.all(),
        "residencies": presenters.residency_lines(person.residencies.all()),
        "year": timezone.localdate().year,
    }
    return render(request, "members/account.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody has another address."""
    require("members.administer", request.user)
    person = get_object_or_404(Member, pk=pk)
    return perform_form(
        request,
        AddressForm(request.POST or None, initial={"email": person.address}),
        lambda data: actions.change_address(person, actor=request.user, **data),
        to=reverse("members:account", args=[pk]),
        template="members/address.html",
        context={"person": person},
        message=_("The address is changed; a letter tells the former one.")
        if settings.MAIL_LEAVES
        else _("The address is changed: tell them, no letter leaves from here."),
        edits=True,
    )


@login_required
@require_POST
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    return _on_account(request, pk, actions.deactivate, _("%(name)s’s account is closed."), asks=confirmations.closing)


@login_required
@require_POST
def reopening(request: MemberRequest, pk: int) -> HttpResponse:
    return _on_account(request, pk, actions.reactivate, _("%(name)s’s account is open again."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def forgetting(request: MemberRequest, pk: int) -> HttpResponse:
    """What is erased of somebody who left, and what stays; then it is done."""
    require("members.administer", request.user)
    person = get_object_or_404(Member, pk=pk, is_active=False)
    return perform_form(
        request,
        ForgetForm(request.POST if request.method == "POST" else None),
        lambda data: actions.forget_member(person, actor=request.user),
        to=reverse("members:people"),
        template="members/forgetting.html",
        context={"person": person},
        message=_("It is done: nothing tells any more who this was."),
    )


@login_required
@require_POST
def naming(request: MemberRequest, pk: int) -> HttpResponse:
    return _on_account(
        request, pk, actions.name_administrator, _("%(name)s administers too."), asks=confirmations.naming
    )


@login_required
@require_POST
def naming_end(request: MemberRequest, pk: int) -> HttpResponse:
    return _on_account(
        request, pk, actions.end_administrator, _("%(name)s no longer administers."), asks=confirmations.naming_end
    )


def _on_account(
    request: MemberRequest,
    pk: int,
    act: Callable[..., Member],
    message: str,
    *,
    asks: Callable[[Member], Confirmation] | None = None,
) -> HttpResponse:
    person = get_object_or_404(Member, pk=pk)
    return perform(
        request,
        lambda: act(person, actor=request.user),
        to=reverse("members:account", args=[pk]),
        message=message % {"name": person.name},
        confirmation=asks(person) if asks else None,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def residency(request: MemberRequest, pk: int) -> HttpResponse:
    require("members.record_residency", request.user)
    person = get_object_or_404(Member, pk=pk)
    form = ResidencyForm(request.POST or None, initial={"since": timezone.localdate()})
    return perform_form(
        request,
        form,
        lambda data: actions.record_residency(person, actor=request.user, **data),
        to=reverse("members:account", args=[pk]),
        template="members/residency.html",
        context={"person": person},
        message=_("%(name)s’s space is written down.") % {"name": person.name},
    )


@login_required
@require_POST
def residency_end(request: MemberRequest, pk: int) -> HttpResponse:
    rented = get_object_or_404(Residency, pk=pk)
    form = EndForm(request.POST)
    until = form.cleaned_data["until"] if form.is_valid() else timezone.localdate()
    return perform(
        request,
        lambda: actions.end_residency(rented, actor=request.user, until=until),
        to=reverse("members:account", args=[rented.member_id]),
        message=_("The end of this residency is written down."),
        confirmation=confirmations.residency_end(rented, until),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def memberships(request: MemberRequest, year: int) -> HttpResponse:
    """The memberships of a year, in one sitting: tick whoever has paid."""
    require("members.record_membership", request.user)
    if not EARLIEST <= year <= LATEST:
        raise Http404
    paid = {membership.member_id: membership for membership in Membership.objects.filter(year=year)}
    everybody = queries.active_members()
    ticked = numbers(request.POST.getlist("paid"))

    def record(data: dict[str, Any]) -> int:
        members = everybody.filter(pk__in=ticked)
        return actions.record_memberships(members, actor=request.user, year=year, paid_on=data["paid_on"])

    rows = [{"member": member, "membership": paid.get(member.pk)} for member in everybody]
    return perform_form(
        request,
        MembershipForm(request.POST or None),
        record,
        to=reverse("members:memberships", args=[year]),
        template="members/memberships.html",
        context={
            "year": year,
            "rows": rows,
            "ticked": ticked,
            "paid_count": len(paid),
            "before": year - 1,
            "after": year + 1,
        },
        message=lambda count: (
            ngettext("%(count)d membership is written down.", "%(count)d memberships are written down.", count)
            % {"count": count}
        ),
    )


@login_required
@require_POST
def membership_cancelling(request: MemberRequest, year: int, pk: int) -> HttpResponse:
    person = get_object_or_404(Member, pk=pk)
    return perform(
        request,
        lambda: actions.cancel_membership(person, actor=request.user, year=year),
        to=reverse("members:memberships", args=[year]),
        message=_("%(name)s’s membership of %(year)s is taken back.") % {"name": person.name, "year": year},
        confirmation=confirmations.membership_cancelling(person, year),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collective(request: MemberRequest) -> HttpResponse:
    """What the collective says of itself."""
    require("members.edit_collective", request.user)
    year = timezone.localdate().year
    form = CollectiveForm(request.POST or None, instance=queries.collective())
    return perform_form(
        request,
        form,
        lambda data: actions.edit_collective(actor=request.user, **data),
        to=reverse("members:collective"),
        template="members/collective.html",
        context={"grace_until": queries.collective().grace_until(year), "year": year},
        message=_("The settings are kept."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def founding_ending(request: MemberRequest) -> HttpResponse:
    """Say, once and on purpose, that the set-up is over."""
    require("members.end_founding", request.user)
    form = EndFoundingForm(request.POST if request.method == "POST" else None)
    return perform_form(
        request,
        form,
        lambda _data: actions.end_founding(actor=request.user),
        to=reverse("members:collective"),
        template="members/founding_ending.html",
        context={"year": timezone.localdate().year},
        message=_("The set-up is over. From here on, rules and mandates rest on decisions."),
    )
