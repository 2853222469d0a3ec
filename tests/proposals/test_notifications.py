"""Letters about proposals: who is asked what, at which stage, once."""

from datetime import timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.clock import now, telling
from members.due import tell_notifications
from members.models import Mail, Notification
from proposals import actions
from proposals.process import State


def asked(kind: str) -> list[str]:
    return sorted(Notification.objects.filter(kind=kind).values_list("member__name", flat=True))


def letters(days: float = 8) -> dict[str, str]:
    """The first lines of the letters that the clock writes that much later, by who gets them."""
    with telling(now() + timedelta(days=days)):
        tell_notifications()
    return {letter.member.name: letter.text.splitlines()[0] for letter in Mail.objects.filter(kind="notifications")}


def test_a_new_proposal_is_told_to_its_circle_but_not_to_its_author(scene) -> None:
    scene.bring_to(State.PRESENTED)
    assert asked("presented") == ["Inès", "Paul", "Rose", "Zoé"]
    assert letters()["Rose"].startswith("Lire une nouvelle proposition et poser vos questions\xa0: ")


def test_a_question_is_written_to_the_author_at_once(scene) -> None:
    scene.bring_to(State.CLARIFICATION)
    Notification.objects.all().delete()
    actions.ask(scene.proposal, text="Combien ?", actor=scene.rose)
    actions.ask(scene.proposal, text="Quand ?", actor=scene.paul)
    assert asked("question") == ["Malo", "Malo"]
    written = letters(days=1)
    assert list(written) == ["Malo"]
    assert written["Malo"].startswith("Répondre à une question\xa0: ")


def test_a_question_answered_within_minutes_is_no_letter(scene) -> None:
    scene.bring_to(State.CLARIFICATION)
    Notification.objects.all().delete()
    question = actions.ask(scene.proposal, text="Combien ?", actor=scene.rose)
    actions.answer(question, text="Dix.", actor=scene.malo)
    assert letters() == {}


def test_reactions_then_the_text_are_asked_for_in_their_turn(scene) -> None:
    scene.bring_to(State.REACTIONS)
    assert asked("reaction") == ["Inès", "Paul", "Rose", "Zoé"]
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert asked("amendment") == ["Malo"]


def test_whoever_has_not_answered_a_round_is_asked_for_a_position(scene) -> None:
    scene.bring_to(State.OBJECTIONS)
    assert asked("position") == ["Inès", "Malo", "Paul", "Rose", "Zoé"]
    scene.answers("rose", "consent")
    assert set(letters()) == {"Inès", "Malo", "Paul", "Zoé"}


def test_a_round_that_is_extended_asks_again_those_who_were_silent(scene) -> None:
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "consent")
    scene.let_time_pass()
    again = Notification.objects.filter(kind="position", key__endswith=":again")
    assert sorted(again.values_list("member__name", flat=True)) == ["Inès", "Malo", "Paul", "Zoé"]


def test_an_objection_is_told_to_its_author_and_to_that_of_the_text(scene) -> None:
    scene.bring_to(State.EXAMINATION)
    assert asked("objection") == ["Malo", "Rose"]
    written = letters(days=1)
    assert written["Rose"].startswith("Votre objection est examinée\xa0: ")
    assert written["Malo"].startswith("Une objection à votre texte\xa0: ")


def test_those_asked_to_carry_an_objection_are_written_to(scene) -> None:
    scene.bring_to(State.EXAMINATION)
    Notification.objects.all().delete()
    scene.ask_circle()
    assert asked("agreement") == ["Inès", "Malo", "Paul", "Zoé"]


def test_in_a_meeting_nobody_is_written_to(scene, evening) -> None:
    scene.proposal.occasion = evening
    scene.proposal.save()
    scene.bring_to(State.EXAMINATION)
    assert Notification.objects.count() == 0


def test_the_same_act_twice_tells_nothing_twice(scene) -> None:
    scene.bring_to(State.PRESENTED)
    known = Notification.objects.count()
    actions.set_aside(scene.proposal, reason="plus tard", actor=scene.ines)
    actions.resume(scene.proposal, actor=scene.malo)
    assert Notification.objects.count() == known


def test_what_waits_is_read_in_the_same_questions_however_much_there_is(scene) -> None:
    scene.bring_to(State.PRESENTED)
    assert questions_of_a_letter(scene, 1) == questions_of_a_letter(scene, 3)


def questions_of_a_letter(scene, number: int) -> int:
    """How many questions the letter about so many more proposals takes; nothing of it stays."""
    with transaction.atomic():
        for rank in range(number):
            draft = actions.write_proposal(
                scene.circle,
                title=f"Texte {rank}",
                text="Oui.",
                need="Il le faut.",
                facilitator=scene.ines,
                review_on=scene.proposal.review_on,
                actor=scene.malo,
            )
            actions.present(draft, actor=scene.malo)
        Notification.objects.exclude(member=scene.rose).delete()
        with telling(now() + timedelta(days=8)), CaptureQueriesContext(connection) as questions:
            tell_notifications()
        assert Mail.objects.filter(kind="notifications").count() == 1
        transaction.set_rollback(True)
    return len(questions)
