"""What is to be done for a decision: added from its page, and read by whoever looks at the decision again."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from assembly.actions import give_decision_task
from assembly.models import DecisionTask
from assembly.panels import tasks_of_decision
from assembly.queries.meetings import task_origins
from commissions.actions import finish_task
from commissions.models import Circle, Task
from journal.models import Entry
from proposals import actions, due
from proposals.models import Decision, Review
from proposals.presenters.pictures import thread_of
from tests.conftest import person
from tests.proposals.scene import Scene
from tests.proposals.scene import scene as set_scene
from tests.proposals.test_register import adopt
from tests.refusals import refused

TRIED_UNTIL = date(2040, 6, 5)


@pytest.fixture
def scene(ca, malo, ines, rose) -> Scene:
    """In a board whose rules cite the article that lets it decide outside a meeting."""
    ca.online_article = "statuts, art. 9"
    ca.save(update_fields=["online_article"])
    return set_scene(ca, malo, ines, rose)


@pytest.fixture
def decision(scene) -> Decision:
    """Malo's, tried until June."""
    decision = adopt(scene, "Ouvrir le mercredi")
    Decision.objects.update(next_review_on=TRIED_UNTIL)
    decision.refresh_from_db()
    return decision


def replace(decision: Decision, scene: Scene) -> Decision:
    return adopt(scene, "Ouvrir le jeudi", replaces=decision)


def test_a_task_is_put_on_the_board_of_the_circle_and_knows_its_trial(decision, scene, rose):
    task = give_decision_task(decision, title="Afficher", assignee=rose, due_on=date(2040, 1, 2), actor=scene.malo)
    assert (task.circle, task.assignee, task.due_on) == (decision.circle, rose, date(2040, 1, 2))
    assert DecisionTask.objects.get(task=task).decision == decision
    assert Entry.objects.filter(verb="task.added", actor=scene.malo.actor_key).count() == 1
    assert task_origins([task.pk]) == {task.pk: (decision.number, decision.get_absolute_url(), TRIED_UNTIL)}


def test_of_a_decision_that_has_no_such_day_or_holds_no_more_a_task_says_the_number_alone(decision, scene):
    task = give_decision_task(decision, title="Afficher", actor=scene.malo)
    replace(decision, scene)
    assert task_origins([task.pk])[task.pk].tried_until is None
    Decision.objects.update(next_review_on=None)
    assert task_origins([task.pk]) == {task.pk: (decision.number, decision.get_absolute_url(), None)}


def test_only_members_of_the_circle_give_it(decision, omar):
    with refused("commissions.add_task"):
        give_decision_task(decision, title="Afficher", actor=omar)
    assert not Task.objects.exists()


def test_nobody_gives_a_task_of_what_they_do_not_read(decision, omar):
    Decision.objects.filter(pk=decision.pk).update(audience="circle")
    with refused("proposals.read_decision"):
        give_decision_task(decision, title="Afficher", actor=omar)


def test_what_was_replaced_receives_no_task(decision, scene, client):
    replace(decision, scene)
    with refused("replaced"):
        give_decision_task(decision, title="Afficher", actor=scene.malo)
    client.force_login(scene.malo)
    address = reverse("assembly:decision-tasks", args=[decision.number])
    assert address not in client.get(decision.get_absolute_url()).content.decode()
    answer = client.post(address, {"title": "Afficher"})
    assert answer.status_code == 422
    assert "ajoutez la tâche à celle qui l’a remplacée" in answer.content.decode()


def test_a_title_and_somebody_who_may_follow_the_circle_are_asked(decision, scene):
    with refused(title="blank"):
        give_decision_task(decision, title=" ", actor=scene.malo)
    Circle.objects.filter(pk=decision.circle_id).update(is_open=False)
    with refused(assignee="outside"):
        give_decision_task(decision, title="Afficher", assignee=person("Basile"), actor=scene.malo)
    assert not DecisionTask.objects.exists()


def test_it_is_added_from_the_page_of_the_decision_and_leads_back(decision, scene, client, noe):
    client.force_login(scene.malo)
    address = reverse("assembly:decision-tasks", args=[decision.number])
    assert address in client.get(decision.get_absolute_url()).content.decode()
    assert "mardi 5\xa0juin 2040" in client.get(address).content.decode()
    answer = client.post(address, {"title": "Afficher", "note": "En grand."})
    assert (answer.status_code, answer["Location"]) == (303, f"{decision.get_absolute_url()}#tasks")
    task = Task.objects.get()

    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Les tâches de cet essai" in page
    assert f'<a href="{task.get_absolute_url()}">Afficher</a>' in page
    shown = client.get(task.get_absolute_url()).content.decode()
    label = f"À l’essai\xa0: décision {decision.number}"
    assert f'<a href="{decision.get_absolute_url()}">{label}</a>' in shown
    assert "à réexaminer le mardi 5\xa0juin 2040" in shown

    client.force_login(noe)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Afficher" in page
    assert address not in page


def test_a_visitor_reads_no_task(decision, scene, client):
    give_decision_task(decision, title="Afficher", actor=scene.malo)
    Decision.objects.filter(pk=decision.pk).update(audience="public")
    page = client.get(decision.get_absolute_url())
    assert page.status_code == 200
    assert "Afficher" not in page.content.decode()


def test_of_a_closed_circle_whose_decision_is_public_only_those_who_read_its_board_read_the_tasks(
    decision, scene, client, noe, omar, rose
):
    Circle.objects.filter(pk=decision.circle_id).update(is_open=False)
    Decision.objects.filter(pk=decision.pk).update(audience="public")
    decision.refresh_from_db()
    give_decision_task(decision, title="Afficher", assignee=rose, due_on=date(2040, 1, 2), actor=scene.malo)
    address = decision.get_absolute_url()
    for member, reads in ((rose, True), (noe, False), (omar, False)):
        client.force_login(member)
        for told in (address, reverse("proposals:decision-json", args=[decision.number])):
            answer = client.get(told)
            assert answer.status_code == 200
            assert ("Afficher" in answer.content.decode()) is reads
        assert ("Afficher" in [step.title for step in tasks_of_decision(decision, member)]) is reads
    Task.objects.update(assignee=noe)
    client.force_login(noe)
    assert "Afficher" in client.get(address).content.decode(), "it is theirs to do"


def test_the_picture_that_all_share_tells_no_task_of_a_closed_circle(decision, scene):
    give_decision_task(decision, title="Afficher", actor=scene.malo)
    assert "Afficher" in [step.title for step in thread_of(decision.proposal, decision).steps]
    Circle.objects.filter(pk=decision.circle_id).update(is_open=False)
    assert "Afficher" not in [step.title for step in thread_of(decision.proposal, decision).steps]


@pytest.mark.parametrize(
    ("audience", "is_open", "warns"), [("circle", True, True), ("circle", False, False), ("members", True, False)]
)
def test_who_adds_one_is_told_where_its_board_is_read_by_more_than_the_decision(
    audience, is_open, warns, decision, scene, client
):
    Circle.objects.filter(pk=decision.circle_id).update(is_open=is_open)
    Decision.objects.filter(pk=decision.pk).update(audience=audience)
    client.force_login(scene.malo)
    page = client.get(reverse("assembly:decision-tasks", args=[decision.number])).content.decode()
    assert ("n’y écrivez rien sur la personne" in page) is warns


def test_whoever_looks_at_it_again_reads_what_was_done_and_what_was_not(decision, scene, client, rose):
    finish_task(give_decision_task(decision, title="Afficher", assignee=rose, actor=scene.malo), actor=rose)
    give_decision_task(decision, title="Acheter une clé", due_on=date(2040, 1, 2), actor=scene.malo)
    Decision.objects.update(next_review_on=timezone.localdate())
    due.open_reviews()
    client.force_login(rose)
    for address in (
        decision.get_absolute_url(),
        reverse("proposals:review-answer", args=[Review.objects.get().pk]),
    ):
        page = client.get(address).content.decode()
        assert "Tâches faites\xa0: 1 sur 2." in page
        assert page.index("pas encore fait") < page.index("Acheter une clé") < page.index(">Afficher<")
        assert "on cherche quelqu’un, pour 2\xa0janvier 2040" in page


def test_once_it_is_kept_the_task_names_the_next_day(decision, scene):
    task = give_decision_task(decision, title="Afficher", actor=scene.malo)
    Decision.objects.update(next_review_on=timezone.localdate())
    due.open_reviews()
    review = Review.objects.get()
    for elector in review.electors.select_related("member"):
        actions.answer_review(review, choice="keep", actor=elector.member)
    review.refresh_from_db()
    assert review.outcome == "kept"
    assert task_origins([task.pk])[task.pk].tried_until == review.next_on
