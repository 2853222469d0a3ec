"""A question put to a circle online: prepared, then opened by hand or by the clock as a ballot of its own."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, require, touch
from journal.clock import now
from members.models import Member
from votes.actions.gatherings import open_gathering
from votes.actions.opening import open_ballot
from votes.actions.question_checks import check_casting_voter, check_countable, check_question, check_times
from votes.actions.reminders import announce
from votes.methods import tallying
from votes.methods.tallying import Rules
from votes.models import Ballot, Consultation
from votes.queries import consultations


@action
def plan_consultation(
    *,
    host: str,
    question: str,
    rules: Rules,
    closes_at: datetime,
    actor: Member,
    text: str = "",
    options: Sequence[str] = (),
    opens_at: datetime | None = None,
    casting_voter: Member | None = None,
    secret: bool = False,
    live: bool = False,
) -> Consultation:
    """Prepare a question for `host` ("circle:7"). It opens at `opens_at`, or when its author opens it.

    Preparing the same question again, before it opens, gives the same consultation. Nothing of it is in
    the journal until it opens. Raises ValidationError: `too_early`, `too_late`, `times`, and as `check_question`.
    """
    planned = Consultation(host=host, author=actor, created_at=now())
    require("votes.prepare", actor, planned)
    Member.objects.select_for_update(no_key=True).get(pk=actor.pk)  # a form that is sent twice at once
    _take(planned, question, text, rules, options, opens_at, closes_at, casting_voter, secret, live)
    standing = Consultation.objects.filter(host=host, author=actor, question=planned.question, ballot=None).first()
    if standing:
        return standing
    planned.save()
    touch(host)
    return planned


@action
def change_consultation(
    consultation: Consultation,
    *,
    question: str,
    rules: Rules,
    closes_at: datetime,
    actor: Member,
    text: str = "",
    options: Sequence[str] = (),
    opens_at: datetime | None = None,
    casting_voter: Member | None = None,
    secret: bool = False,
    live: bool = False,
) -> Consultation:
    """Say it otherwise, as long as it has not opened. Raises ValidationError: `open`, `gone`, and as planning does."""
    consultation = _lock(consultation)
    require("votes.prepare", actor, consultation)
    _check_closed(consultation)
    _take(consultation, question, text, rules, options, opens_at, closes_at, casting_voter, secret, live)
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
    consultation.ballot = open_ballot(
        gathering,
        owner=consultation.topic,
        question=consultation.question,
        rules=tallying.read_rules(consultation),
        options=consultation.options,
        closes_at=consultation.closes_at,
        casting_voter=consultation.casting_voter,
        secret=consultation.is_secret,
        live=consultation.is_live,
        actor=actor,
    )
    consultation.is_opinion = consultations.is_opinion(consultation.host)
    consultation.save(update_fields=["ballot", "is_opinion"])
    announce(consultation.ballot, actor=actor)
    touch(consultation.host)
    return consultation.ballot


def _take(
    consultation: Consultation,
    question: str,
    text: str,
    rules: Rules,
    options: Sequence[str],
    opens_at: datetime | None,
    closes_at: datetime,
    casting_voter: Member | None,
    secret: bool,
    live: bool,
) -> None:
    """What a form says, once it could open as it is."""
    question, options = question.strip(), [option.strip() for option in options]
    check_question(question, rules, options, online=True, secret=secret, live=live, casting_voter=casting_voter)
    check_times(opens_at, now())
    check_times(closes_at, now())
    if opens_at and closes_at <= opens_at:
        raise ValidationError(_("It closes after it opens: choose a later end."), code="times")
    electors = consultations.roll_of(consultation.host).electors
    check_casting_voter(casting_voter, electors)
    check_countable(rules, options, len(electors), live=live)
    consultation.question, consultation.text = question, text.strip()
    consultation.method, consultation.rules = tallying.method_of(rules), tallying.write_rules(rules)
    consultation.options, consultation.casting_voter = options, casting_voter
    consultation.opens_at, consultation.closes_at = opens_at, closes_at
    consultation.is_secret, consultation.is_live = secret, live


def _lock(consultation: Consultation) -> Consultation:
    standing = Consultation.objects.select_for_update().filter(pk=consultation.pk).first()
    if standing is None:
        raise ValidationError(_("This question is no longer being prepared."), code="gone")
    return standing


def _check_closed(consultation: Consultation) -> None:
    if consultation.ballot_id:
        raise ValidationError(_("This vote has opened: its question and its rules can no longer change."), code="open")
