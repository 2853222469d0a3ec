"""A question put to a circle online: prepared, then opened by hand or by the clock as a ballot of its own."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import CLOCK, Actor, action, require, touch
from journal.clock import now
from members.models import Member
from votes.actions.gatherings import open_gathering
from votes.actions.opening import open_ballot
from votes.actions.reminders import announce
from votes.methods import tallying
from votes.models import Ballot, Consultation
from votes.queries import consultations
from votes.questions import QuestionSpec, check, check_time


@action
def plan_consultation(
    spec: QuestionSpec,
    *,
    host: str,
    actor: Actor,
    author: Member | None = None,
    text: str = "",
    opens_at: datetime | None = None,
) -> Consultation:
    """Prepare a question for `host` ("circle:7"). It opens at `opens_at`, or when its author opens it.

    What falls due by itself the clock prepares, in the name of its `author`; it opens at once.
    Preparing the same question again, before it opens, gives the same consultation. Nothing of it is in
    the journal until it opens. Raises ValidationError: `times`, and as `questions.check`.
    """
    asker = actor if isinstance(actor, Member) else author
    planned = Consultation(host=host, author=asker, created_at=now())
    require("votes.prepare", actor, planned)
    Member.objects.select_for_update(no_key=True).get(pk=planned.author_id)  # a form that is sent twice at once
    _take(planned, spec, text, opens_at)
    if actor is CLOCK:
        planned.opens_at = planned.created_at
    standing = Consultation.objects.filter(host=host, author=asker, question=planned.question, ballot=None).first()
    if standing:
        return standing
    planned.save()
    touch(host)
    return planned


@action
def change_consultation(
    consultation: Consultation, spec: QuestionSpec, *, actor: Member, text: str = "", opens_at: datetime | None = None
) -> Consultation:
    """Say it otherwise, as long as it has not opened. Raises ValidationError: `open`, `gone`, and as planning does."""
    consultation = _lock(consultation)
    require("votes.prepare", actor, consultation)
    _check_closed(consultation)
    _take(consultation, spec, text, opens_at)
    consultation.save()
    touch(consultation.host, consultation.topic)
    return consultation


@action
def drop_consultation(consultation: Consultation, *, actor: Member) -> None:
    """Give up a question that was only being prepared. Twice changes nothing. Raises ValidationError: `open`."""
    standing = Consultation.objects.select_for_update().filter(pk=consultation.pk).first()
    if standing is None:
        return
    require("votes.prepare", actor, standing)
    _check_closed(standing)
    host, topic = standing.host, standing.topic
    standing.delete()
    touch(host, topic)


@action
def open_consultation(consultation: Consultation, *, actor: Actor) -> Ballot:
    """Freeze the host's roll of this instant and begin the vote: by hand, or by the clock at its time.

    Opening it twice gives the same ballot. Raises ValidationError as `open_ballot` does, `empty_roll`
    where nobody could vote, `gone`.
    """
    consultation = _lock(consultation)
    if consultation.ballot:
        require("votes.read", actor, consultation.ballot)
        return consultation.ballot
    gathering = open_gathering(owner=consultation.topic, rules=consultations.roll_of(consultation.host), actor=actor)
    spec = QuestionSpec(
        consultation.question,
        tallying.read_rules(consultation),
        options=consultation.options,
        casting_voter=consultation.casting_voter,
        secret=consultation.is_secret,
        live=consultation.is_live,
        closes_at=consultation.closes_at,
    )
    consultation.ballot = open_ballot(gathering, spec, owner=consultation.topic, actor=actor)
    consultation.is_opinion = consultations.is_opinion(consultation.host)
    consultation.save(update_fields=["ballot", "is_opinion"])
    announce(consultation.ballot, actor=actor)
    touch(consultation.host)
    return consultation.ballot


def _take(consultation: Consultation, spec: QuestionSpec, text: str, opens_at: datetime | None) -> None:
    """What a form says, once it could open as it is. Raises ValidationError: `times`, and as `questions.check`."""
    if spec.closes_at is None:
        raise ValidationError(_("A question online has an end: choose when it closes."), code="times")
    instant, electors = now(), consultations.roll_of(consultation.host).electors
    check(spec, online=True, roll=electors, instant=instant)
    check_time(opens_at, instant)
    if opens_at and spec.closes_at <= opens_at:
        raise ValidationError(_("It closes after it opens: choose a later end."), code="times")
    consultation.question, consultation.text = spec.question, text.strip()
    consultation.method, consultation.rules = tallying.method_of(spec.rules), tallying.write_rules(spec.rules)
    consultation.options, consultation.casting_voter = list(spec.options), spec.casting_voter
    consultation.opens_at, consultation.closes_at = opens_at, spec.closes_at
    consultation.is_secret, consultation.is_live = spec.secret, spec.live


def _lock(consultation: Consultation) -> Consultation:
    standing = Consultation.objects.select_for_update().filter(pk=consultation.pk).first()
    if standing is None:
        raise ValidationError(_("This question is no longer being prepared."), code="gone")
    return standing


def _check_closed(consultation: Consultation) -> None:
    if consultation.ballot_id:
        raise ValidationError(_("This vote has opened: its question and its rules can no longer change."), code="open")
