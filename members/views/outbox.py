"""The outbox: what the product wrote, to whom, and whether it left. For administrators."""

import rules
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from journal import heartbeat, topics
from journal.actions import require
from members import actions, queries
from members.models import Attachment, Mail, RefusedAddress
from members.presenters import letter_line, letter_page
from members.queries import undelivered_letters
from members.requests import MemberRequest
from web.downloads import safe_name
from web.responses import perform, refused

SHOWN_LETTERS = 15  # three screens of a phone


@login_required
@require_safe
def outbox(request: MemberRequest) -> HttpResponse:
    require("members.read_mail", request.user)
    only = request.GET.get("state") == "undelivered"
    letters = (undelivered_letters() if only else Mail.objects.all()).select_related("member").defer("text")
    page = Paginator(letters, SHOWN_LETTERS).get_page(request.GET.get("page"))
    theirs = {"", *topics.readable(request.user, {letter.about for letter in page if letter.about})}
    leaves = settings.MAIL_LEAVES
    context = {
        "page": page,
        "letters": [letter_line(letter, is_kept=letter.about not in theirs, leaves=leaves) for letter in page],
        "is_undelivered_only": only,
        "leaves": leaves,
        "year": timezone.localdate().year,
        "clock": heartbeat.state(),
    }
    return render(request, "members/outbox.html", context)


@login_required
@require_safe
def mail(request: MemberRequest, pk: int) -> HttpResponse:
    """One letter. What holds a code or a one-time link is not shown by opening the page."""
    require("members.read_mail", request.user)
    letter = get_object_or_404(Mail.objects.prefetch_related("attachments"), pk=pk)
    return _letter(request, letter, is_revealed=False)


@login_required
@never_cache
@require_POST
def reading(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a secret letter, to be passed on by hand; the journal says who read it."""
    letter = get_object_or_404(Mail.objects.prefetch_related("attachments"), pk=pk)
    try:
        actions.reveal_mail(letter, actor=request.user)
    except ValidationError as error:
        return refused(request, error, back=request.path)
    return _letter(request, letter, is_revealed=True)


@login_required
@require_safe
def attachment(request: MemberRequest, pk: int) -> HttpResponse:
    require("members.read_mail", request.user)
    file = get_object_or_404(Attachment.objects.select_related("mail"), pk=pk)
    require("members.read_letter", request.user, file.mail)
    response = HttpResponse(bytes(file.content), content_type=file.mimetype)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=safe_name(file.name)) or "attachment"
    )
    return response


@login_required
@require_safe
def refused_addresses(request: MemberRequest) -> HttpResponse:
    """The addresses for which nothing leaves, until somebody says that they take letters again."""
    require("members.read_mail", request.user)
    return render(request, "members/refused_addresses.html", {"refused": queries.refused_addresses()})


@login_required
@require_POST
def address_retry(request: MemberRequest, pk: int) -> HttpResponse:
    address = get_object_or_404(RefusedAddress.objects.select_related("member"), pk=pk)
    is_own = address.member_id == request.user.pk
    return perform(
        request,
        lambda: actions.try_address_again(address, actor=request.user),
        to=reverse("members:me" if is_own else "members:refused-addresses"),
        message=_("Letters leave for this address again."),
    )


def _letter(request: MemberRequest, letter: Mail, *, is_revealed: bool) -> HttpResponse:
    is_kept = not rules.has_perm("members.read_letter", request.user, letter)
    page = letter_page(letter, is_kept=is_kept, is_revealed=is_revealed, leaves=settings.MAIL_LEAVES)
    return render(request, "members/mail.html", {"letter": page})
