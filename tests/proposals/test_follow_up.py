"""What a decision was expected to bring, and how far it is carried out."""

from datetime import datetime, time, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from commissions.actions import end_mandate
from commissions.models import Circle, Mandate
from journal.clock import telling
from members.combined_reads import fetch
from members.due import tell_notifications
from members.models import Mail, Notification
from proposals import actions, due
from proposals.models import Decision, FollowUp
from proposals.panels import to_carry_out
from proposals.queries import follow_up_of, late_follow_ups, life_of
from tests.proposals.test_register import adopt
from tests.proposals.told import body, verbs
from tests.refusals import refused

State = FollowUp.State


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def decision(scene):
    """Rose carries it out within a month."""
    return adopt(scene, expected="Plus de monde.", evidence="20 visites.", responsible=scene.rose, due_on=in_days(30))


def states(decision):
    return [row.state for row in follow_up_of(decision)]


def test_a_decision_keeps_what_was_expected_and_who_carries_it_out(scene, decision):
    assert (decision.expected, decision.evidence) == ("Plus de monde.", "20 visites.")
    (row,) = follow_up_of(decision)
    assert (row.state, row.responsible, row.due_on, row.noted_by) == ("to_do", scene.rose, in_days(30), None)
    assert body("decision.recorded")["responsible"] == scene.rose.pk
    for change in ({"expected": "autre"}, {"evidence": ""}, {"responsible": None}, {"due_on": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        FollowUp.objects.update(state=State.DONE)


def test_one_that_says_nothing_of_it_has_nothing_to_follow(scene):
    assert follow_up_of(adopt(scene)) == []


def test_whoever_carries_it_out_is_of_the_circle(scene, omar):
    with refused(responsible="responsible"):
        adopt(scene, responsible=omar)


def test_it_is_to_do_then_under_way_then_done(scene, decision, omar):
    with refused("proposals.follow_up"):
        actions.note_progress(decision, state=State.DOING, actor=omar)
    actions.note_progress(decision, state=State.DOING, actor=scene.rose)
    actions.note_progress(decision, state=State.DONE, actor=scene.paul)
    actions.note_progress(decision, state=State.DONE, actor=scene.paul)
    assert states(decision) == ["done", "doing", "to_do"]
    latest = follow_up_of(decision)[0]
    assert (latest.responsible, latest.due_on, latest.noted_by) == (scene.rose, in_days(30), scene.paul)
    assert verbs().count("decision.followed_up") == 2
    assert body("decision.followed_up")["state"] == "done"
    with refused("state"):
        actions.note_progress(decision, state="perhaps", actor=scene.rose)


def test_what_is_dropped_says_why(scene, decision):
    with refused(reason="reason"):
        actions.note_progress(decision, state=State.DROPPED, reason=" ", actor=scene.rose)
    actions.note_progress(decision, state=State.DROPPED, reason="Trop cher.", actor=scene.rose)
    assert (states(decision)[0], follow_up_of(decision)[0].reason) == ("dropped", "Trop cher.")


def test_somebody_else_takes_it_on_and_it_is_to_do_again(scene, decision, omar):
    actions.note_progress(decision, state=State.DONE, actor=scene.rose)
    with refused(responsible="responsible"):
        actions.entrust(decision, responsible=omar, due_on=None, actor=scene.rose)
    actions.entrust(decision, responsible=scene.paul, due_on=in_days(60), actor=scene.ines)
    actions.entrust(decision, responsible=scene.paul, due_on=in_days(60), actor=scene.ines)
    latest = follow_up_of(decision)[0]
    assert (latest.state, latest.responsible, latest.due_on) == ("to_do", scene.paul, in_days(60))
    assert len(follow_up_of(decision)) == 3


def test_who_carries_it_out_says_so_after_leaving_the_circle(scene, decision):
    end_mandate(Mandate.objects.get(member=scene.rose, circle=scene.circle), actor=scene.rose)
    actions.note_progress(decision, state=State.DOING, actor=scene.rose)
    assert states(decision)[0] == "doing"


def test_what_was_replaced_is_followed_no_more(scene, decision):
    adopt(scene, "Autre", replaces=decision)
    with refused("replaced"):
        actions.note_progress(decision, state=State.DONE, actor=scene.rose)
    with refused("replaced"):
        actions.entrust(decision, responsible=None, due_on=None, actor=scene.rose)


def test_late_is_what_is_unfinished_after_its_day(scene, decision):
    circles = Circle.objects.filter(pk=scene.circle.pk)
    assert list(late_follow_ups(circles, in_days(30))) == []
    assert [row.decision for row in late_follow_ups(circles, in_days(31))] == [decision]
    actions.entrust(decision, responsible=scene.rose, due_on=in_days(90), actor=scene.rose)
    assert list(late_follow_ups(circles, in_days(31))) == []
    actions.note_progress(decision, state=State.DONE, actor=scene.rose)
    assert list(late_follow_ups(circles, in_days(91))) == []


def test_it_waits_for_whoever_carries_it_out_a_week_before(scene, decision):
    assert fetch(to_carry_out(scene.rose)) == []
    actions.entrust(decision, responsible=scene.rose, due_on=in_days(7), actor=scene.ines)
    (waiting,) = fetch(to_carry_out(scene.rose))
    assert (waiting.due, decision.title in waiting.title) == (in_days(7), True)
    assert fetch(to_carry_out(scene.paul)) == []


def carrying(member) -> list[str]:
    """What the keys of what this person is asked say of when."""
    keys = Notification.objects.filter(kind="carrying", member=member).order_by("pk").values_list("key", flat=True)
    return [key.split(":")[0] for key in keys]


def letters_of(member) -> str:
    """All that is written to this person a day of letters later."""
    tell_notifications()
    return "\n".join(Mail.objects.filter(kind="notifications", member=member).values_list("text", flat=True))


def test_whoever_is_named_to_carry_it_out_has_one_letter(scene, decision):
    assert carrying(scene.rose) == ["named"]
    actions.entrust(decision, responsible=scene.paul, due_on=in_days(30), actor=scene.malo)
    actions.entrust(decision, responsible=scene.paul, due_on=in_days(30), actor=scene.malo)
    actions.entrust(decision, responsible=scene.zoe, due_on=in_days(30), actor=scene.zoe)
    assert (carrying(scene.paul), carrying(scene.zoe)) == (["named"], [])


def test_whoever_carries_it_out_is_reminded_the_day_before_and_once_after(scene, decision):
    day = timezone.make_aware(datetime.combine(in_days(30), time(9)))
    with telling(day - timedelta(days=2)):
        due.remind_carriers()
    assert carrying(scene.rose) == ["named"]
    with telling(day - timedelta(days=1)):
        due.remind_carriers()
        actions.note_progress(decision, state=State.DOING, actor=scene.rose)
        due.remind_carriers()
        assert carrying(scene.rose) == ["named", "before"]
    with telling(day - timedelta(hours=20)):
        assert "Demain, pour le cercle CA, une décision à mettre en œuvre" in letters_of(scene.rose)
    for later in (1, 2, 9):
        with telling(day + timedelta(days=later)):
            due.remind_carriers()
    assert carrying(scene.rose) == ["named", "before", "late"]


def test_what_is_done_reminds_nobody(scene, decision):
    actions.note_progress(decision, state=State.DONE, actor=scene.rose)
    with telling(timezone.make_aware(datetime.combine(in_days(29), time(9)))):
        due.remind_carriers()
    assert carrying(scene.rose) == ["named"]
    with refused("proposals.remind_to_carry"):
        actions.remind_to_carry(follow_up_of(decision)[0], actor=scene.malo)


def test_its_life_tells_it(scene, decision):
    actions.note_progress(decision, state=State.DOING, actor=scene.rose)
    events = life_of(Decision.objects.get(pk=decision.pk), scene.malo)
    followed = [(event.state, event.person, event.at) for event in events if event.kind == "follow_up"]
    assert followed == [
        ("done", scene.rose, follow_up_of(decision)[0].noted_at),
        ("pending", scene.rose, in_days(30)),
    ]


def test_its_page_says_it_and_takes_one_press(client, scene, decision, omar):
    client.force_login(scene.rose)
    page = client.get(decision.get_absolute_url()).content.decode()
    for words in ("Plus de monde.", "20 visites.", "Dire que c’est fait"):
        assert words in page
    client.post(reverse("proposals:progress", args=[decision.number]), {"state": "done"})
    assert states(decision)[0] == "done"
    answer = client.post(reverse("proposals:progress", args=[decision.number]), {"state": "dropped"})
    assert answer.status_code == 422
    client.force_login(omar)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert ("Plus de monde." in page, "Reprendre" in page) == (True, False)


def test_a_visitor_reads_what_was_expected_and_no_name(client, scene):
    public = adopt(scene, audience="public", expected="Plus de monde.", responsible=scene.rose, due_on=in_days(9))
    page = client.get(public.get_absolute_url()).content.decode()
    assert ("Plus de monde." in page, scene.rose.name in page) == (True, False)


def test_the_draft_asks_for_it(client, scene):
    client.force_login(scene.malo)
    fields = {"title": "T", "text": "t", "process": "consent", "audience": "members", "circle": scene.circle.slug}
    given = {"expected": "Mieux.", "evidence": "Un compte.", "responsible": scene.rose.pk, "due_on": in_days(9)}
    client.post(reverse("proposals:new"), {**fields, **given, "then": "draft"})
    proposal = scene.malo.proposals.latest("pk")
    assert proposal.expectations == {**given, "responsible": scene.rose}
    page = client.get(reverse("proposals:edit", args=[proposal.pk])).content.decode()
    assert "Un compte." in page
    client.post(reverse("proposals:edit", args=[proposal.pk]), {**fields, "expected": "Bien.", "then": "draft"})
    proposal.refresh_from_db()
    assert proposal.expectations == {"expected": "Bien.", "evidence": "", "responsible": None, "due_on": None}
