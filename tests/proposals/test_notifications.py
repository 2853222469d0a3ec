"""Letters about proposals: who is asked what, at which stage, once."""

from datetime import timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.clock import now, telling
from members.due import tell_notifications
from members.models import Mail, Notification
from members.panels import waiting_for
from proposals import actions, due
from proposals.process import State
from proposals.queries.deadlines import stage_of


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


def asked_of_malo(kind: str) -> list[str]:
    """What the keys of what Malo is asked say of when, without their stage."""
    keys = Notification.objects.filter(kind=kind, member__name="Malo").order_by("pk").values_list("key", flat=True)
    return [key.split(":", 2)[-1] for key in keys]


def test_the_author_is_asked_for_a_version_once_and_again_once_it_may_be_written(scene) -> None:
    scene.bring_to(State.EXAMINATION)
    Notification.objects.all().delete()
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert asked_of_malo("amendment") == ["begun"]
    actions.suggest(scene.objection, text="Un samedi par mois.", actor=scene.rose)
    assert asked_of_malo("amendment") == ["begun", "suggested"]
    assert letters(days=1)["Malo"].startswith("Votre texte attend une nouvelle version\xa0: ")


def test_the_author_is_asked_for_a_version_again_when_the_time_is_extended(scene) -> None:
    scene.bring_to(State.INTEGRATION)
    with telling(stage_of(scene.proposal).ends_at):
        due.end_stages()
    assert asked_of_malo("amendment")[-3:] == ["begun", "suggested", "extended"]
    actions.amend(scene.proposal, text="Un samedi par mois.", actor=scene.malo)
    assert "amendment" not in [waiting.kind for waiting in waiting_for(scene.malo)]


def test_the_author_is_asked_again_for_an_answer_when_the_time_is_extended(scene) -> None:
    scene.bring_to(State.CLARIFICATION)
    question = actions.ask(scene.proposal, text="Combien ?", actor=scene.rose)
    with telling(stage_of(scene.proposal).ends_at):
        due.end_stages()
    assert asked_of_malo("question") == [str(question.pk), "extended"]


def test_a_text_presented_again_is_told_again(scene) -> None:
    scene.bring_to(State.SET_ASIDE)
    actions.resume(scene.proposal, actor=scene.malo)
    assert asked("presented") == ["Inès", "Inès", "Paul", "Paul", "Rose", "Rose", "Zoé", "Zoé"]


def test_somebody_asked_again_to_facilitate_after_declining_is_written_to_again(scene) -> None:
    scene.bring_to(State.REACTIONS)
    for _time in range(2):
        for member in (scene.paul, scene.rose):
            actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=member)
        actions.decline_to_facilitate(scene.proposal, actor=scene.zoe)
    assert asked("facilitating") == ["Malo", "Malo", "Zoé", "Zoé"]


def test_nobody_is_asked_twice_for_one_answer_about_facilitating(scene) -> None:
    scene.bring_to(State.REACTIONS)
    for member in (scene.paul, scene.rose, scene.paul, scene.rose):
        actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=member)
    assert asked("facilitating") == ["Zoé"]


def test_a_text_that_is_sent_back_waits_for_its_author_who_has_one_letter(scene) -> None:
    scene.bring_to(State.PRESENTED)
    Notification.objects.all().delete()
    actions.send_back(scene.proposal, reason="à préciser", actor=scene.ines)
    assert asked("amendment") == ["Malo"]
    assert letters(days=1)["Malo"].startswith("Votre cercle vous a renvoyé votre texte")
    assert "amendment" in [waiting.kind for waiting in waiting_for(scene.malo)]
    actions.withdraw(scene.proposal, actor=scene.malo)
    assert "amendment" not in [waiting.kind for waiting in waiting_for(scene.malo)]


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
