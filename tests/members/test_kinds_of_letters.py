"""Every kind of letter that the product writes: the same thing is told once, whatever asks it twice."""

import pytest
from django.utils.translation import override

from journal.actions import CLOCK, action
from members import answers, notifications, outbox
from members.models import Mail, Notification
from members.notifications import notify
from members.outbox import send
from tests.refusals import refused

KINDS = sorted(kind for kind, _declared in notifications.kinds.items())
LETTERS = sorted(kind for kind, _renew in outbox.renewals.items())


@action
def asking(person: object, kind: str, *, actor: object, **more: str) -> None:
    notify([person], kind, "proposal:1", **more)


@action
def writing(person: object, kind: str, *, actor: object, key: str) -> Mail:
    return send(to=person, kind=kind, key=key, subject="Ce soir", text="À 18 h 30.", actor=actor)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_twice_is_told_once_to_each(ines, malo, kind) -> None:
    for person in (ines, ines, malo, ines):
        asking(person, kind, actor=CLOCK, key="1")
    assert sorted(Notification.objects.values_list("member__name", flat=True)) == ["Inès", "Malo"]
    asking(ines, kind, actor=CLOCK, key="2")
    assert Notification.objects.filter(member=ines).count() == 2


@pytest.mark.parametrize("kind", LETTERS)
def test_what_is_written_twice_is_one_letter(ines, kind) -> None:
    first = writing(ines, kind, actor=CLOCK, key="1")
    assert writing(ines, kind, actor=CLOCK, key="1") == first
    assert writing(ines, kind, actor=CLOCK, key="2") != first
    assert Mail.objects.count() == 2


def test_each_kind_has_a_name_of_its_own_on_the_page_of_ones_letters() -> None:
    labels = [str(declared.label) for _kind, declared in notifications.kinds.items()]
    assert len(labels) == len(set(labels))
    assert all(labels)


def test_what_is_answered_by_a_link_is_asked_by_a_letter() -> None:
    assert {kind for kind, _declared in answers.kinds.items()} <= set(KINDS)


@pytest.mark.parametrize("kind", sorted(kind for kind, _declared in answers.kinds.items()))
def test_an_answer_about_what_is_over_by_then_is_refused_as_its_link_is(ines, kind) -> None:
    assert answers.kinds[kind].answer or answers.kinds[kind].answer_parts
    if answer := answers.kinds[kind].answer:
        with refused("link"):
            answer(ines, "nothing:1", "agree", "Oui.")
    if answer_parts := answers.kinds[kind].answer_parts:
        with refused("link"):
            answer_parts(ines, "nothing:1", {})


@pytest.mark.parametrize("kind", sorted(kind for kind, _declared in answers.kinds.items()))
def test_whoever_answered_by_a_link_is_told_in_their_language_what_may_still_be_changed(kind) -> None:
    with override("en"):
        english = str(answers.kinds[kind].afterwards)
    with override("fr"):
        assert english.endswith(".")
        assert str(answers.kinds[kind].afterwards) != english


def test_what_people_are_asked_is_written_by_no_letter_of_its_own_but_the_convocation() -> None:
    assert set(KINDS) & set(LETTERS) == {"convocation"}
