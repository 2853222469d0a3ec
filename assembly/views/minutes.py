"""The notes while they are written, the minutes once they are kept."""

import rules
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assembly import actions
from assembly.forms import CorrectionForm, MeetingTaskForm
from assembly.handover import empty_roles
from assembly.lookups import item_to_read, meeting_to_read, number
from assembly.models import AgendaItem, Meeting, Note, NoteText, RivalNote
from assembly.presenters import confirmations
from assembly.presenters.evening import evening_of
from assembly.presenters.minutes import attendance_label, attendance_of, reopening_end, signed_parts, state_badge
from assembly.queries.following_tasks import offered_to
from assembly.queries.meetings import decisions_in, without_quorum
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data, to_markdown
from journal.actions import require
from journal.numbers import numbers
from members.requests import MemberRequest
from realtime.pages import open_page
from web.documents import from_markdown, to_pdf
from web.responses import acknowledged, denied, is_act, perform, perform_form, refused

SHOWN_TEXTS = 30


@login_required
@require_safe
@never_cache
def notes(request: MemberRequest, pk: int) -> HttpResponse:
    """Where the minutes are written, item by item."""
    live = open_page(request, "notes", str(pk))
    sheet = live.data
    context = {
        "live": live,
        "sheet": sheet,
        "meeting": sheet.meeting,
        "task_form": MeetingTaskForm(meeting=sheet.meeting, auto_id="task_%s"),
        "decisions": sheet.decisions,
        "is_signed": bool(sheet.meeting.signatures.all()),
        "place": "meetings",
    }
    return render(request, "assembly/notes.html", context)


def _notes_on(item: AgendaItem) -> str:
    """The place of this item in the page of the notes."""
    return reverse("assembly:notes", args=[item.meeting_id]) + f"#item-{item.pk}"


@login_required
@require_POST
def item_notes(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep one item's text. The answer says which version is kept, or that two texts disagree."""
    item = item_to_read(request, pk)
    back = _notes_on(item)

    def act() -> Note | RivalNote:
        return actions.write_notes(
            item,
            text=request.POST.get("text", ""),
            base=number(request, "base") or 0,
            rival=number(request, "rival"),
            actor=request.user,
        )

    if not is_act(request):
        return perform(request, act, to=back, message=_said)
    try:
        kept = act()
    except ValidationError as error:
        return refused(request, error, back=back)
    except PermissionDenied as error:
        return denied(request, error)
    if isinstance(kept, RivalNote):
        return acknowledged(to=None, message=_said(kept), rival=kept.pk)
    return acknowledged(to=None, version=kept.version)


def _said(kept: Note | RivalNote) -> str:
    if isinstance(kept, RivalNote):
        return _("Somebody wrote here meanwhile. Both texts are kept: choose below, or put them together.")
    return _("The notes are kept.")


@login_required
@require_POST
def notes_choice(request: MemberRequest, pk: int) -> HttpResponse:
    """Between two texts, the one that stands."""
    item = item_to_read(request, pk)
    rivals = numbers(request.POST.getlist("rivals"))
    return perform(
        request,
        lambda: actions.settle_notes(
            item,
            text=request.POST.get("text", ""),
            base=number(request, "base") or 0,
            rivals=rivals,
            actor=request.user,
        ),
        to=_notes_on(item),
        message=_said,
    )


@login_required
@require_safe
@never_cache
def note_texts(request: MemberRequest, pk: int) -> HttpResponse:
    """Every text that was saved of an item's notes, the latest first, some at a time."""
    item = item_to_read(request, pk)
    require("assembly.write", request.user, item.meeting)
    shown = item.note_texts.select_related("written_by")
    if (before := number(request, "before")) is not None:
        last = get_object_or_404(item.note_texts, pk=before)
        shown = shown.filter(Q(written_at__lt=last.written_at) | Q(written_at=last.written_at, pk__lt=last.pk))
    texts = list(shown[: SHOWN_TEXTS + 1])
    context = {
        "item": item,
        "meeting": item.meeting,
        "notes_url": _notes_on(item),
        "note": Note.objects.filter(item=item).first(),
        "texts": texts[:SHOWN_TEXTS],
        "has_more": len(texts) > SHOWN_TEXTS,
        "is_signed": item.meeting.signatures.exists(),
        "place": "meetings",
    }
    return render(request, "assembly/note_texts.html", context)


@login_required
@require_POST
def text_taking_up(request: MemberRequest, pk: int) -> HttpResponse:
    """A text that was saved before stands again."""
    earlier = get_object_or_404(NoteText, pk=pk)
    item = item_to_read(request, earlier.item_id)
    return perform(
        request,
        lambda: actions.take_up_text(earlier, base=number(request, "base") or 0, actor=request.user),
        to=_notes_on(item),
        message=_("This text stands again. The other one is kept too."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: MemberRequest, pk: int) -> HttpResponse:
    """Give something to do, from an item or from a decision."""
    meeting = meeting_to_read(request, pk, "assembly.write")
    named = number(request, "item")
    item = get_object_or_404(AgendaItem, pk=named, meeting=meeting) if named is not None else None
    if item is not None:
        require("assembly.read_item", request.user, item)
    named = number(request, "decision")
    decision = get_object_or_404(decisions_in(meeting), pk=named) if named is not None else None
    form = MeetingTaskForm(request.POST or None, meeting=meeting)
    return perform_form(
        request,
        form,
        lambda values: actions.give_task(meeting, item=item, decision=decision, actor=request.user, **values),
        to=(request.POST.get("back") == "notes" and reverse("assembly:notes", args=[pk])) or meeting.get_absolute_url(),
        template="assembly/task_form.html",
        context={"meeting": meeting, "item": item, "decision": decision, "place": "meetings"},
        message=_("The task is given, and written in the minutes."),
    )


def _minutes(request: MemberRequest, pk: int) -> Minutes:
    meeting = meeting_to_read(request, pk)
    return Minutes(meeting, may_read_closed=rules.has_perm("assembly.follow_whole", request.user, meeting))


@login_required
@require_safe
def minutes_page(request: MemberRequest, pk: int) -> HttpResponse:
    """The minutes, to read and to print."""
    minutes = _minutes(request, pk)
    return render(request, "assembly/minutes.html", _page(minutes, request))


def _plan_second_url(meeting: Meeting, request: MemberRequest) -> str:
    """Where this person plans the meeting that decides what missed its quorum; empty for whoever may not."""
    may_plan = rules.has_perm("assembly.plan", request.user, meeting.circle)
    return reverse("assembly:meeting-new") + f"?after={meeting.pk}" if may_plan else ""


def _page(minutes: Minutes, request: MemberRequest) -> dict[str, object]:
    meeting = minutes.meeting
    capacities = {s.capacity for s in minutes.signatures}
    mine = {role.role for role in meeting.roles.all() if role.member_id == request.user.pk}
    inside = rules.has_perm("assembly.follow_whole", request.user, meeting)
    return {
        "minutes": minutes,
        "meeting": meeting,
        "place": "meetings",
        "following": offered_to(meeting, request.user),
        "without_quorum": [item for item in without_quorum(meeting) if inside or not item.is_closed],
        "plan_second_url": _plan_second_url(meeting, request),
        "state": state_badge(minutes),
        "reopening_end": reopening_end(meeting, request.user),
        "attendance": attendance_of(minutes),
        "attendance_label": attendance_label(minutes),
        "signed_parts": signed_parts(minutes.signed) if minutes.signed else [],
        "evening": evening_of(minutes.record, inside),
        "may_write": rules.has_perm("assembly.write", request.user, meeting),
        "empty_roles": empty_roles(meeting, request.user),
        "may_hand_over": rules.has_perm("assembly.hand_over", request.user, meeting),
        "may_sign": bool(mine & {"chair", "secretary"} - capacities) and meeting.is_closed,
        "has_signed": any(s.member_id == request.user.pk for s in minutes.signatures),
        "correction_form": CorrectionForm() if mine & {"chair", "secretary"} and minutes.is_valid else None,
    }


@login_required
@require_safe
def minutes_md(request: MemberRequest, pk: int) -> HttpResponse:
    minutes = _minutes(request, pk)
    return HttpResponse(
        to_markdown(minutes),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_name(minutes.meeting)}.md"'},
    )


@login_required
@require_safe
def minutes_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The same as in Markdown, as an accessible PDF; once signed, in the language in which it was."""
    minutes = _minutes(request, pk)
    with override(settings.LANGUAGE_CODE if minutes.signed else get_language()):
        content = to_pdf(from_markdown(to_markdown(minutes)))
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{_name(minutes.meeting)}.pdf"'},
    )


@login_required
@require_safe
def minutes_json(request: MemberRequest, pk: int) -> HttpResponse:
    return JsonResponse(to_data(_minutes(request, pk)), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _name(meeting: Meeting) -> str:
    return f"{meeting.circle.slug}-{timezone.localtime(meeting.starts_at):%Y-%m-%d}"


@login_required
@require_POST
def signatures(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.sign(meeting, actor=request.user),
        to=reverse("assembly:minutes", args=[pk]),
        message=_("The minutes carry your signature."),
        confirmation=confirmations.signature(),
    )


@login_required
@require_POST
def signature_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.unsign(meeting, actor=request.user),
        to=reverse("assembly:minutes", args=[pk]),
        message=_("Your signature is taken back: the text can be changed."),
    )


@login_required
@require_POST
def corrections(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk, "assembly.sign")
    form = CorrectionForm(request.POST)
    return perform_form(
        request,
        form,
        lambda values: actions.correct_minutes(meeting, text=values["text"], actor=request.user),
        to=reverse("assembly:minutes", args=[pk]),
        template="assembly/minutes.html",
        context=_page(_minutes(request, pk), request) | {"correction_form": form},
        message=_("The correction stands below the minutes."),
    )
