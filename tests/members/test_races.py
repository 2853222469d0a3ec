"""Several at once: a link serves once, an administrator remains, a letter leaves once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from journal.actions import action
from journal.clock import now
from members import outbox
from members.actions import accept_invitation, end_administrator, invite
from members.due import send_mail, send_mail_apart
from members.models import Invitation, Mail, Member
from members.tokens import Bearer
from tests.conftest import person
from tests.votes.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_link_that_two_browsers_follow_makes_one_account(admin) -> None:
    invitation = invite(actor=admin, email="zoe@example.org")
    bearer = Bearer(Mail.objects.get().text.partition("/invitations/")[2].partition("/")[0])

    outcomes = at_once(*[lambda: accept_invitation(invitation, actor=bearer, name="Zoé")] * 4)

    assert sum(isinstance(outcome, Member) for outcome in outcomes) == 1
    assert all(isinstance(outcome, Member | ValidationError) for outcome in outcomes), outcomes


def test_two_who_invite_the_same_address_write_one_letter(db) -> None:
    both = [person(name, is_administrator=True) for name in ("Ada", "Béa")]

    outcomes = at_once(*[lambda who=who: invite(actor=who, email="zoe@example.org") for who in both])

    made, refused = sorted(outcomes, key=lambda outcome: isinstance(outcome, ValidationError))
    assert isinstance(made, Invitation), outcomes
    assert refused.error_dict["email"][0].code == "invited"
    assert (Invitation.objects.count(), Mail.objects.count()) == (1, 1)


def test_two_who_invite_again_write_one_letter(db) -> None:
    both = [person(name, is_administrator=True) for name in ("Ada", "Béa")]
    invite(actor=both[0], email="zoe@example.org")
    Invitation.objects.update(created_at=now() - timedelta(days=3))

    outcomes = at_once(*[lambda who=who: invite(actor=who, email="zoe@example.org") for who in both])

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Invitation", "ValidationError"]
    assert (Invitation.objects.filter(withdrawn_at=None).count(), Mail.objects.count()) == (1, 2)


def test_administrators_who_end_each_other_leave_one(db) -> None:
    ada, bea = (person(name, is_administrator=True) for name in ("Ada", "Béa"))

    at_once(lambda: end_administrator(bea, actor=ada), lambda: end_administrator(ada, actor=bea))

    assert Member.objects.filter(is_administrator=True).count() == 1


def test_a_letter_leaves_once_whoever_sends(admin, settings) -> None:
    settings.MAIL_LEAVES = True

    @action
    def write(*, actor: Member) -> None:
        for number in range(10):
            outbox.send(to=admin, kind="note", key=str(number), subject=str(number), text="…", urgent=True, actor=actor)

    write(actor=admin)
    sent = at_once(*[send_mail] * 3)

    assert sum(sent) == 10
    assert sorted(int(letter.subject) for letter in mail.outbox) == list(range(10))


def test_letters_leave_in_a_thread_of_their_own(admin, settings) -> None:
    settings.MAIL_LEAVES = True
    invite(actor=admin, email="zoe@example.org")
    Mail.objects.update(is_urgent=True)

    send_mail_apart()
    send_mail_apart()
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join()

    assert [letter.to for letter in mail.outbox] == [["zoe@example.org"]]
