"""The page of a gathering's proxies: mine, those that I hold, those that wait, and the paper form."""

from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions import require
from members.requests import MemberRequest
from votes import actions
from votes.forms.proxies import BLANK, PaperProxyForm, ProxyForm
from votes.letters import proxy_form
from votes.models import Gathering, Proxy
from votes.presenters import confirmations
from votes.presenters.proxies import ProxiesPage
from votes.queries.proxies import MemberProxies, occasion
from web.responses import came_from, perform, perform_form


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proxies(request: MemberRequest, pk: int) -> HttpResponse:
    """Who represents whom; giving one's proxy, or moving it, is the POST."""
    gathering = _to_read(request, pk)
    proxies = MemberProxies.of(gathering, request.user)
    given = proxies.given
    initial = {"holder": given.holder_id or BLANK, "instructions": given.instructions} if given else {}
    form = ProxyForm(request.POST or None, proxies=proxies, initial=initial)
    return perform_form(
        request,
        form,
        lambda values: actions.give_proxy(gathering, giver=proxies.member, actor=proxies.member, **values),
        to=lambda _proxy: came_from(request, _page(gathering)),
        template="votes/proxies.html",
        context=_context(proxies) | {"proxy_form": form},
        message=_given,
    )


def _given(proxy: Proxy) -> str:
    if proxy.holder is None:
        return _("Your blank proxy is given: it goes to somebody present, drawn by lot among equals.")
    if proxy.accepted_at:
        return _("%(name)s holds your proxy.") % {"name": proxy.holder.name}
    return _("%(name)s is asked. Your proxy counts once it is accepted.") % {"name": proxy.holder.name}


@login_required
@require_POST
def paper(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever conducts enters a form signed by hand."""
    gathering = _to_read(request, pk)
    require("votes.enter_proxy", request.user, gathering)
    proxies = MemberProxies.of(gathering, request.user)
    form = PaperProxyForm(request.POST, proxies=proxies)
    return perform_form(
        request,
        form,
        lambda values: actions.enter_paper_proxy(
            gathering, giver=values["giver"], holder=values["paper_holder"], actor=proxies.member
        ),
        to=_page(gathering),
        template="votes/proxies.html",
        context=_context(proxies) | {"paper_form": form},
        message=_("The paper form is entered. It counts once it is confirmed; its giver is written to."),
    )


@login_required
@require_POST
def assignment(request: MemberRequest, pk: int) -> HttpResponse:
    """The blank proxies go to those present, by the rule."""
    gathering = _to_read(request, pk)
    return perform(
        request,
        lambda: actions.assign_blank_proxies(gathering, actor=request.user),
        to=came_from(request, _page(gathering)),
        message=_assigned,
    )


def _assigned(proxies: list[Proxy]) -> str:
    if not proxies:
        return _("No blank proxy waits.")
    return ngettext("%(number)d blank proxy is assigned.", "%(number)d blank proxies are assigned.", len(proxies)) % {
        "number": len(proxies)
    }


@login_required
@require_POST
def acceptance(request: MemberRequest, pk: int) -> HttpResponse:
    proxy = _proxy(pk)
    return perform(
        request,
        lambda: actions.accept_proxy(proxy, actor=request.user),
        to=came_from(request, _page(proxy.gathering)),
        message=_("You hold the proxy of %(name)s.") % {"name": proxy.giver.name},
    )


@login_required
@require_POST
def confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    """The giver, or a second holder of a role, confirms a paper form."""
    proxy = _proxy(pk)
    return perform(
        request,
        lambda: actions.confirm_proxy(proxy, actor=request.user),
        to=came_from(request, _page(proxy.gathering)),
        message=_("The paper proxy of %(name)s counts now.") % {"name": proxy.giver.name},
    )


@login_required
@require_POST
def refusal(request: MemberRequest, pk: int) -> HttpResponse:
    proxy = _proxy(pk)
    return perform(
        request,
        lambda: actions.decline_proxy(proxy, word=request.POST.get("word", ""), actor=request.user),
        to=came_from(request, _page(proxy.gathering)),
        message=_("%(name)s hears that you cannot, and may ask somebody else.") % {"name": proxy.giver.name},
        confirmation=confirmations.proxy_refusal(proxy),
    )


@login_required
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    proxy = _proxy(pk)
    return perform(
        request,
        lambda: actions.take_back_proxy(proxy, actor=request.user),
        to=came_from(request, _page(proxy.gathering)),
        message=_("This proxy has ended."),
        confirmation=confirmations.proxy_end(proxy),
    )


@login_required
@require_safe
def form(request: MemberRequest, pk: int) -> HttpResponse:
    """The paper form, to print: blank, or with one's own name (`?mine=1`)."""
    gathering = _to_read(request, pk)
    giver = request.user.name if request.GET.get("mine") else ""
    answer = HttpResponse(proxy_form.draw(gathering, giver=giver), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{_("proxy")}-{gathering.pk}.pdf"'
    return answer


def _to_read(request: MemberRequest, pk: int) -> Gathering:
    gathering = get_object_or_404(Gathering, pk=pk)
    require("votes.read_gathering", request.user, gathering)
    return gathering


def _proxy(pk: int) -> Proxy:
    """Whether this person has a say in it is the action's to tell."""
    return get_object_or_404(Proxy.objects.select_related("gathering", "giver"), pk=pk)


def _page(gathering: Gathering) -> str:
    return reverse("votes:proxies", args=[gathering.pk])


def _context(proxies: MemberProxies) -> dict[str, Any]:
    gathering = proxies.gathering
    conducts = rules.has_perm("votes.enter_proxy", proxies.member, gathering)
    return {
        "proxies": proxies,
        "page": ProxiesPage(proxies, occasion(gathering)),
        "gathering": gathering,
        "ballot": gathering.ballots.unfinished().first() if gathering.is_online else None,
        "conducts": conducts,
        "proxy_form": ProxyForm(proxies=proxies),
        "paper_form": PaperProxyForm(proxies=proxies) if conducts and gathering.closed_at is None else None,
    }
