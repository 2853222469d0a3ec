"""The whole life of a decision, as each reader may know it."""

from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser

from proposals import actions
from proposals.models import Decision, Round
from proposals.process import State
from proposals.queries import LifeEvent, LifeKind, life_of
from proposals.queries import life as life_queries
from tests.proposals.test_register import adopt


def read(decision, reader):
    """Read again, as the page does."""
    return life_of(
        Decision.objects.select_related("proposal__author", "proposal__circle", "replaced_by").get(pk=decision.pk),
        reader,
    )


def kinds(events):
    return [str(event.kind) for event in events]


def test_it_begins_with_the_idea_and_ends_with_what_is_to_come(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="objection")
    actions.lift_objection(scene.objection, actor=scene.rose)
    decision = Decision.objects.get()
    events = read(decision, scene.paul)
    assert kinds(events) == ["idea", "version", "round", "objection", "decision", "review"]
    idea, version, round, objection, decided, review = events
    assert (idea.title, idea.person) == ("Ouvrir les visites le samedi", scene.malo)
    assert (version.number, version.person, round.number, round.outcome) == (
        "1",
        scene.malo,
        "1",
        Round.Outcome.ADOPTED.label,
    )
    assert (objection.person, objection.text) == (scene.rose, scene.objection.consequence)
    assert (decided.number, decided.at) == (decision.number, decision.decided_at)
    assert (review.at, review.state) == (decision.review_on, "pending")


def test_what_took_its_place_stands_instead_of_its_review(scene, omar):
    first = adopt(scene, "Un")
    second = adopt(scene, "La situation de Zoé", replaces=first, audience="circle")
    assert kinds(read(first, scene.rose))[-2:] == ["decision", "replacement"]
    assert read(first, scene.rose)[-1].title == second.title
    assert (read(first, omar)[-1].title, read(first, omar)[-1].number) == ("", second.number)
    third = adopt(scene, "Fin", replaces=second, is_repeal=True)
    assert (kinds(read(second, scene.rose))[-1], read(second, scene.rose)[-1].number) == ("repeal", third.number)


def test_a_visitor_reads_no_name_in_it(scene):
    decision = adopt(scene, "Ouvert à tous", audience="public")
    events = read(decision, AnonymousUser())
    assert kinds(events) == ["decision", "review"]
    assert [event.person for event in events] == [None, None]


def test_the_floor_above_adds_the_tasks(scene):
    done_at = datetime(2030, 1, 2, tzinfo=UTC)
    tasks = [LifeEvent(LifeKind.TASK, None, title="Afficher", state="pending"), LifeEvent(LifeKind.TASK, done_at)]
    decision = adopt(scene)
    with life_queries.tasks.replaced({"tasks": lambda _decision, _reader: tasks}):
        assert kinds(read(decision, scene.rose))[-3:] == ["task", "review", "task"]
        assert read(decision, scene.rose)[-1].title == "Afficher"


def test_it_asks_the_database_as_often_for_a_long_life(scene, django_assert_num_queries):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    for number in range(5):
        actions.amend(scene.proposal, text=f"Texte {number}.", actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer()
    long = Decision.objects.select_related("proposal__author", "proposal__circle", "replaced_by").get()
    short = Decision.objects.select_related("proposal__author", "proposal__circle", "replaced_by").get(
        pk=adopt(scene).pk
    )
    with life_queries.tasks.replaced({}), django_assert_num_queries(7):
        life_of(short, scene.malo)
    with life_queries.tasks.replaced({}), django_assert_num_queries(7):
        assert len(life_of(long, scene.malo)) == 12
