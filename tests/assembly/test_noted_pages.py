"""A decision noted in one line, on the pages: with the time left, in the hand, on the wall, and told afterwards.

Inès facilitates; Malo, who noted it, and Rose are there.
"""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assembly import due
from assembly.actions import (
    add_item,
    advance,
    arrive,
    convene,
    name_roles,
    note_decision,
    open_meeting,
    plan_meeting,
    propose_noted_decision,
    take_back_noted_decision,
)
from assembly.live import MeetingPage, ScreenPage
from assembly.models import AgendaItem, NotedDecision
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data, to_markdown
from commissions.models import Circle
from journal.clock import now
from members.models import Membership
from tests.assembly.conftest import later
from tests.assembly.test_live import html

KEYS = "La clé du local va à Omar"


@pytest.fixture
def item(news, malo, rose):
    for member in (malo, rose):
        arrive(news.meeting, member=member, actor=member)
    return news


@pytest.fixture
def noted(item, malo) -> NotedDecision:
    return note_decision(item, text=KEYS, task_title="Faire un double", actor=malo)


def proposal_url(noted: NotedDecision) -> str:
    return reverse("assembly:noted-proposal", args=[noted.pk])


def text_of(client, name: str, noted: NotedDecision) -> str:
    """A page of its meeting, without the no-break spaces."""
    return client.get(reverse(f"assembly:{name}", args=[noted.meeting_id])).content.decode().replace("\u00a0", " ")


def test_everybody_reads_it_and_the_circle_taps(noted):
    for rights in ("facilitator", "door", "member"):
        assert proposal_url(noted) in html(MeetingPage(), noted.meeting, rights)
    seen = html(MeetingPage(), noted.meeting, "reader").replace("\u00a0", " ")
    assert proposal_url(noted) not in seen
    assert "Décision notée par Malo, point « Nouvelles »" in seen
    assert "Avec une tâche : Faire un double, on cherche quelqu’un" in seen
    assert "2026-11-24T18:31:00" in seen


def test_it_is_on_the_wall_then_its_result(noted, clock):
    seen = html(ScreenPage(), noted.meeting, "screen")
    assert KEYS in seen
    assert proposal_url(noted) not in seen
    later(clock, minutes=1)
    due.settle_noted_decisions()
    seen = html(ScreenPage(), noted.meeting, "screen")
    assert "Notée sans objection" in seen
    assert "2026-001" in seen


def test_on_a_closed_item_neither_the_wall_nor_a_reader_sees_it(closed_item, item, ines, malo):
    advance(item.meeting, expected=item.pk, to=closed_item, actor=ines)
    note_decision(closed_item, text="Paul garde sa clé", actor=malo)
    assert "Paul garde sa clé" in html(MeetingPage(), item.meeting, "member")
    assert "Paul" not in html(MeetingPage(), item.meeting, "reader")
    assert "Paul" not in html(ScreenPage(), item.meeting, "screen")


def test_the_bar_of_a_phone_holds_the_tap_and_for_who_noted_it_the_withdrawal(client, noted, malo, rose):
    client.force_login(rose)
    seen = text_of(client, "mine", noted)
    assert "Décision notée" in seen
    assert proposal_url(noted) in seen
    client.force_login(malo)
    assert reverse("assembly:noted-withdrawal", args=[noted.pk]) in text_of(client, "mine", noted)


def test_what_became_of_it_is_said_on_the_page(noted, clock, malo, rose):
    propose_noted_decision(noted, actor=rose)
    assert f"Rose en a fait une proposition\u00a0: {KEYS}" in html(MeetingPage(), noted.meeting, "member")


def test_once_decided_its_number_is_on_the_page(noted, clock):
    later(clock, minutes=1)
    due.settle_noted_decisions()
    seen = html(MeetingPage(), noted.meeting, "member")
    assert f"Notée sans objection\u00a0: {KEYS}" in seen
    assert reverse("proposals:decision", args=["2026-001"]) in seen


def test_what_was_taken_back_is_told_no_more(noted, malo):
    take_back_noted_decision(noted, actor=malo)
    assert KEYS not in html(MeetingPage(), noted.meeting, "member")


def test_it_is_noted_without_a_script_by_its_page(client, item, malo):
    client.force_login(malo)
    address = reverse("assembly:decision-noting", args=[item.pk])
    assert "Ce qui est décidé, en une ligne" in client.get(address).content.decode()

    answer = client.post(address, {"text": KEYS, "task_title": "Faire un double", "task_assignee": malo.pk})
    assert (answer.status_code, answer["Location"]) == (303, item.meeting.get_absolute_url())
    noted = NotedDecision.objects.get()
    assert (noted.text, noted.task_title, noted.task_assignee) == (KEYS, "Faire un double", malo)


def test_what_is_refused_keeps_what_was_typed(client, item, malo):
    client.force_login(malo)
    address = reverse("assembly:decision-noting", args=[item.pk])
    answer = client.post(address, {"text": KEYS, "task_assignee": malo.pk})
    assert answer.status_code == 422
    assert f'value="{KEYS}"' in answer.content.decode()
    assert "Dites ce qu’il y a à faire." in answer.content.decode()


def test_it_is_made_a_proposal_and_taken_back_by_forms(client, noted, item, malo, rose):
    client.force_login(rose)
    answer = client.post(proposal_url(noted), headers={"Referer": item.meeting.get_absolute_url()})
    assert (answer.status_code, answer["Location"]) == (303, item.meeting.get_absolute_url())
    assert NotedDecision.objects.get().end == "proposed"


@pytest.mark.parametrize(("rights", "places"), [("facilitator", 2), ("member", 1), ("reader", 0)])
def test_who_facilitates_has_it_among_the_small_buttons_and_who_writes_beside_the_notes(rights, places, item):
    address = reverse("assembly:decision-noting", args=[item.pk])
    assert html(MeetingPage(), item.meeting, rights).count(address) == places


@pytest.mark.parametrize("rights", ["facilitator", "member"])
@pytest.mark.parametrize("kept_by", ["noted", "election"])
def test_the_button_is_not_there_while_it_would_be_refused(rights, kept_by, item, malo):
    if kept_by == "noted":
        note_decision(item, text=KEYS, actor=malo)
    else:
        AgendaItem.objects.filter(pk=item.pk).update(kind="election")
    assert reverse("assembly:decision-noting", args=[item.pk]) not in html(MeetingPage(), item.meeting, rights)


def test_one_s_own_part_offers_no_form_where_something_else_decides(client, item, malo):
    client.force_login(malo)
    address = reverse("assembly:decision-noting", args=[item.pk])
    page = reverse("assembly:mine", args=[item.meeting_id])
    assert address in client.get(page).content.decode()
    AgendaItem.objects.filter(pk=item.pk).update(kind="election")
    assert address not in client.get(page).content.decode()


def test_any_number_of_them_asks_the_same_number_of_questions(item, malo, clock):
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            html(MeetingPage(), item.meeting, "member")
        return len(asked)

    few = None
    for number in range(3):
        note_decision(item, text=f"Décision {number}", actor=malo)
        later(clock, minutes=1)
        due.settle_noted_decisions()
        few = few or questions()
    assert questions() == few


@pytest.mark.parametrize("end", ["decided", "proposed", "taken_back"])
def test_the_minutes_tell_what_became_of_it(end, noted, clock, malo, rose):
    if end == "proposed":
        propose_noted_decision(noted, actor=rose)
    elif end == "taken_back":
        take_back_noted_decision(noted, actor=malo)
    later(clock, minutes=1)
    due.settle_noted_decisions()
    minutes = Minutes(noted.meeting, may_read_closed=True)
    text, point = to_markdown(minutes).replace("\u00a0", " "), to_data(minutes)["items"][0]

    told = [{"text": KEYS, "name": "Malo", "became": "Rose en a fait une proposition."}]
    assert point["noted"] == (told if end == "proposed" else [])
    assert [one["number"] for one in point["decisions"]] == (["2026-001"] if end == "decided" else [])
    assert (f"Malo a noté comme décidé : « {KEYS} ». Rose en a fait une proposition." in text) is (end == "proposed")
    assert ("Notée sans objection" in text) is (end == "decided")
    assert (KEYS in text) is (end != "taken_back")


def test_over_the_api(client, item, malo, rose):
    client.force_login(malo)
    address = reverse("api-item-noted-decisions", args=[item.pk])
    answer = client.post(address, json.dumps({"text": KEYS}), content_type="application/json")
    assert answer.status_code == 201
    assert (answer.json()["text"], answer.json()["until"], answer.json()["end"]) == (
        KEYS,
        "2026-11-24T18:31:00+01:00",
        "",
    )

    client.force_login(rose)
    key = answer.json()["id"]
    answer = client.post(reverse("api-noted-decision-proposal", args=[key]), content_type="application/json")
    assert (answer.status_code, answer.json()["end"]) == (200, "proposed")
    assert client.get(reverse("api-noted-decision-detail", args=[key])).json()["proposal"] is not None


@pytest.fixture
def in_assembly(clock, ines, malo, rose) -> AgendaItem:
    """The current item of an assembly: Inès facilitates, Malo takes the notes, Rose holds no role."""
    circle = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag", meeting_quorum="1/2")
    for member in (ines, malo, rose):
        Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    start = now() + timedelta(days=20)
    meeting = plan_meeting(circle, title="AG", starts_at=start, ends_at=start + timedelta(hours=2), actor=ines)
    item = add_item(meeting, title="Montant de l’adhésion", kind="vote", actor=ines)
    add_item(meeting, title="Nouvelles", kind="information", actor=ines)
    convene(meeting, actor=ines)
    name_roles(meeting, roles={"facilitator": ines, "scribe": malo}, actor=ines)
    clock.move_to(start)
    for member in (malo, rose):
        arrive(open_meeting(meeting, actor=ines), member=member, actor=member)
    advance(meeting, expected=None, actor=ines)
    return AgendaItem.objects.get(pk=item.pk)


def test_in_an_assembly_it_is_beside_the_notes_of_whoever_holds_a_role(client, in_assembly, ines, malo, rose):
    address = f'href="{reverse("assembly:decision-noting", args=[in_assembly.pk])}"'

    def places(member) -> int:
        client.force_login(member)
        return client.get(in_assembly.meeting.get_absolute_url()).content.decode().count(address)

    assert (places(malo), places(rose)) == (1, 0)
    name_roles(in_assembly.meeting, roles={"scribe": rose}, actor=ines)
    assert (places(malo), places(rose)) == (0, 1)


def test_what_was_convened_to_be_talked_about_offers_no_noting(client, in_assembly, ines, malo):
    """It would be refused once typed."""
    advance(in_assembly.meeting, expected=in_assembly.pk, actor=ines)
    current = in_assembly.meeting.items.get(state="current")
    client.force_login(malo)

    shown = client.get(in_assembly.meeting.get_absolute_url()).content.decode()

    assert (current.title, "/notes/" in shown) == ("Nouvelles", True)
    assert reverse("assembly:decision-noting", args=[current.pk]) not in shown
