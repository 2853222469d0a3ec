"""Who asks to join a circle: told to those who welcome, and answered."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from commissions.actions.living import check_living
from commissions.models import Circle, JoinRequest
from commissions.queries import coordinators_of, has_voice, is_in
from journal.actions import Actor, action, record, require
from journal.clock import now
from members.models import Mail, Member
from members.outbox import Wording, absolute, as_written, send
from members.queries import active_members

REQUEST_TO_JOIN = "circle_request"  # the kinds of its letters, in the outbox
ANSWER_TO_REQUEST = "circle_request_answer"


@action
def ask_to_join(circle: Circle, *, actor: Member, message: str = "") -> JoinRequest:
    """Ask those of the circle, who find it on their pages; whoever coordinates it, or administers where nobody does,
    is written to once. Asked again while it waits, it is the same request. The journal tells that they asked, and not
    their message: it has more readers than the request.

    Raises ValidationError: `ended`, `inside`, `assembly`, and `voice` where a decision gave a voice without a vote.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("commissions.ask_to_join", actor, circle)
    check_living(circle)
    if is_in(actor, circle):
        raise ValidationError(_("You are in this circle already."), code="inside")
    if circle.is_assembly:
        raise ValidationError(_("The assembly is every member whose membership is paid."), code="assembly")
    if has_voice(actor, circle):
        raise ValidationError(
            _("You have a voice in this circle, by a decision: a vote in it takes another decision. Propose it there."),
            code="voice",
        )
    waiting = JoinRequest.objects.filter(circle=circle, member=actor, answer="").first()
    if waiting:
        return waiting
    request = JoinRequest.objects.create(circle=circle, member=actor, message=message.strip(), asked_at=now())
    readers = list(coordinators_of(circle)) or list(active_members().filter(is_administrator=True))
    for reader in readers:
        with override(reader.language):
            send(
                to=reader,
                kind=REQUEST_TO_JOIN,
                key=f"{circle.pk}:{actor.pk}:{request.pk}",
                subject=_("%(name)s would like to join %(circle)s") % {"name": actor.name, "circle": circle.name},
                text=_request_text(request),
                about=circle.topic,
                actor=actor,
            )
    record(
        "circle.join_asked",
        topics=[circle.topic],
        body={"circle": circle.pk, "member": actor.pk, "request": request.pk},
    )
    return request


@action
def decline_to_welcome(request: JoinRequest, *, reason: str, actor: Member) -> JoinRequest:
    """Say that it is not now, in words that the person who asked reads. Twice changes nothing.

    Raises ValidationError: `reason` without any, `welcomed` where somebody has welcomed them meanwhile.
    """
    circle = Circle.objects.select_for_update().get(pk=request.circle_id)
    require("commissions.seat", actor, circle)
    request = JoinRequest.objects.select_related("member").get(pk=request.pk)
    if request.answer == JoinRequest.Answer.WELCOMED:
        raise ValidationError(_("Somebody has welcomed them meanwhile: they are in the circle."), code="welcomed")
    if not request.is_open:
        return request
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say it in a kind word: the person who asked reads it."), code="reason")
    _close(request, JoinRequest.Answer.DECLINED, reason=reason, by=actor)
    record(
        "circle.join_declined",
        topics=[circle.topic],
        body={"circle": circle.pk, "member": request.member_id, "request": request.pk},
    )
    with override(request.member.language):
        words = {"circle": circle.name, "name": actor.name}
        subject = _("About your request to join %(circle)s") % words
        lines = [
            _("%(name)s answers you for %(circle)s: not now.") % words,
            reason,
            absolute(circle.get_absolute_url()),
        ]
        _tell(request, subject, "\n\n".join(lines), actor)
    return request


def answer_by_seating(circle: Circle, member: Member, *, actor: Actor) -> None:
    """Within the action that gives them a place, by whatever way: what they asked is answered, and they are told."""
    request = JoinRequest.objects.select_related("member").filter(circle=circle, member=member, answer="").first()
    if request is None:
        return
    by = actor if isinstance(actor, Member) else None
    _close(request, JoinRequest.Answer.WELCOMED, by=by)
    if by == member:
        return
    with override(member.language):
        words = {"circle": circle.name}
        text = _("You asked to join %(circle)s, and you have a place there from now on.") % words
        subject = _("Welcome to %(circle)s") % words
        _tell(request, subject, f"{text}\n\n{absolute(circle.get_absolute_url())}", actor)


def renew_request_to_join(mail: Mail) -> Wording | None:
    """That somebody would like to join, unless they were answered or have joined meanwhile, or left."""
    circle, asker, request_key = (int(key) for key in mail.key.split(":"))
    person = active_members().filter(pk=asker).first()
    waits = JoinRequest.objects.filter(pk=request_key, answer="").exists()
    return as_written(mail, holds=waits and person is not None and not is_in(person, Circle.objects.get(pk=circle)))


def _close(request: JoinRequest, answer: str, *, by: Member | None, reason: str = "") -> None:
    request.answer, request.reason = answer, reason
    request.answered_by, request.answered_at = by, now()
    request.save(update_fields=["answer", "reason", "answered_by", "answered_at"])


def _tell(request: JoinRequest, subject: str, text: str, actor: Actor) -> None:
    about = Member.topic_of(request.member_id)
    send(
        to=request.member,
        kind=ANSWER_TO_REQUEST,
        key=str(request.pk),
        subject=subject,
        text=text,
        about=about,
        actor=actor,
    )


def _request_text(request: JoinRequest) -> str:
    circle, member = request.circle, request.member
    lines = [
        _("%(name)s (%(email)s) would like to join %(circle)s.")
        % {"name": member.name, "email": member.address, "circle": circle.name},
        request.message,
        _("To welcome them, or to answer that it is not now: %(url)s")
        % {"url": absolute(f"{circle.get_absolute_url()}#requests")},
    ]
    return "\n\n".join(line for line in lines if line)
