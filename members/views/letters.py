"""Which letters one wants, and when: on one's own page, or by the link of a letter, without signing in."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from journal.numbers import numbers
from members import actions, notifications
from members.forms import LettersForm
from members.language import language_of_reader
from members.letter_choices import choices_of, muted_lines, preferences_of
from members.models import Mute
from members.notification_letters import letter_of
from members.requests import MemberRequest
from web.addresses import came_from
from web.components import Undo
from web.responses import perform, perform_form, refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: MemberRequest) -> HttpResponse:
    """Days, hour and kinds; what is muted, and how to hear of it again."""
    preferences, wanted = preferences_of(request.user)
    initial = {"first_day": preferences.first_day, "second_day": preferences.second_day, "hour": preferences.hour}
    form = LettersForm(request.POST or None, initial=initial | {"kinds": wanted})
    return perform_form(
        request,
        form,
        lambda data: actions.choose_letters(
            request.user,
            first_day=data["first_day"],
            second_day=data["second_day"],
            hour=data["hour"],
            unwanted=set(notifications.mutable_kinds()) - set(data["kinds"]),
            actor=request.user,
        ),
        to=reverse("members:letters"),
        template="members/letters.html",
        context={"muted": muted_lines(request.user), "is_stopped": preferences.is_stopped},
        message=_("Your letters leave as you chose."),
        edits=True,
    )


@login_required
@require_POST
def muting(request: MemberRequest) -> HttpResponse:
    """No more letters about one thing, one circle or one kind."""
    return perform(
        request,
        lambda: actions.mute(request.user, scope=request.POST.get("scope", ""), actor=request.user),
        to=came_from(request, reverse("members:letters")),
        message=_("No more letters about this."),
        undo=lambda muted: Undo(reverse("members:unmuting", args=[muted.pk])),
    )


@login_required
@require_POST
def unmuting(request: MemberRequest, pk: int) -> HttpResponse:
    muted = get_object_or_404(Mute.objects.select_related("member"), pk=pk, member=request.user)
    return perform(
        request,
        lambda: actions.unmute(muted, actor=request.user),
        to=came_from(request, reverse("members:letters")),
        message=_("You will be written to about this again."),
        undo=Undo(reverse("members:muting"), {"scope": muted.scope}),
    )


@login_required
@require_POST
def news_reading(request: MemberRequest) -> HttpResponse:
    """One has read what the home page told."""
    last = numbers(request.POST.getlist("last"))
    return perform(
        request,
        lambda: actions.read_news(request.user, last, actor=request.user),
        to=f"{reverse('home')}#news",
    )


@csrf_exempt  # a mail program sends the one click (RFC 8058); nobody else knows the address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter_choices(request: HttpRequest, token: str) -> HttpResponse:
    """What the reader of one letter may refuse, without signing in. To open the page refuses nothing."""
    letter = letter_of(token)
    if letter is None or letter.member is None:
        raise Http404
    member = letter.member
    with override(language_of_reader(request, member)):
        if request.method != "POST":
            return render(request, "members/letter_choices.html", {"choices": choices_of(letter), "member": member})
        try:
            if scope := request.POST.get("scope", ""):
                actions.mute(member, scope=scope, actor=member)
            else:
                actions.stop_letters(member, actor=member)
        except ValidationError as error:
            return refused(request, error, back=request.path)
        return render(request, "members/letter_choices.html", {"is_done": True, "member": member})
