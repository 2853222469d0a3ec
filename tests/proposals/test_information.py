"""A text for information: its circle reads it and asks; nothing is decided."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from commissions.changes import Change, ChangeKind
from commissions.models import Mandate
from journal.actions import CLOCK
from journal.clock import now, telling
from members.models import Notification
from members.panels import waiting_for
from proposals import actions, due
from proposals.imports import read_history
from proposals.models import Decision, Proposal, TextReading
from proposals.presenters.act_bar import proposal_bar
from proposals.presenters.histories import history_data
from proposals.presenters.history_documents import history_document
from proposals.presenters.information import read_words
from proposals.presenters.own_panel import part_of
from proposals.presenters.pictures import path_of, thread_of
from proposals.process import State
from tests.proposals.told import body, verbs
from tests.refusals import refused

SAID = {
    "title": "Le portail est peint",
    "need": "On nous le demande.",
    "text": "Il est vert.",
    "process": "information",
}


def write(circle, author, **fields) -> Proposal:
    return actions.write_proposal(circle, **{**SAID, "actor": author, **fields})


@pytest.fixture
def shown(ca, malo, ines, rose) -> Proposal:
    """Malo's, which Inès and Rose are to read."""
    return write(ca, malo, is_presented=True)


def kinds(member) -> list[str]:
    return [waiting.kind for waiting in waiting_for(member)]


def state_of(proposal: Proposal) -> str:
    proposal.refresh_from_db()
    return proposal.state


def test_it_leaves_the_draft_without_a_facilitator_nor_a_day(shown):
    assert (shown.state, shown.facilitator, shown.review_on) == (State.READING, None, None)
    assert body("proposal.presented")["facilitator"] is None


def test_what_it_does_without_is_not_kept(ca, malo, ines):
    kept = write(ca, malo, facilitator=ines, responsible=ines, review_on=date(2035, 1, 1), expected="Du monde.")
    assert (kept.facilitator, kept.responsible, kept.review_on, kept.expected) == (None, None, None, "")


def test_a_draft_that_becomes_one_forgets_who_leads_it(ca, malo, ines):
    draft = write(ca, malo, process="consent", facilitator=ines, review_on=date(2035, 1, 1))
    said = {**SAID, "facilitator": ines, "review_on": date(2035, 1, 1), "audience": "members"}
    edited = actions.edit_proposal(draft, **said, is_presented=True, actor=malo)
    assert (edited.state, edited.facilitator, edited.review_on) == (State.READING, None, None)
    assert "facilitating" not in kinds(ines)


def test_it_says_why_now(ca, malo):
    with refused(need="need"):
        write(ca, malo, need="", is_presented=True)


@pytest.mark.parametrize("kind", [ChangeKind.RULES, ChangeKind.MANDATE, ChangeKind.DELEGATION])
def test_it_changes_neither_rules_nor_places(ca, malo, kind):
    with refused(changes="information"):
        write(ca, malo, change=Change(kind, ca.pk))


@pytest.mark.parametrize("is_repeal", [True, False])
def test_it_ends_no_decision(ca, malo, is_repeal):
    said = {"title": "Un", "text": "Un.", "process": "consent", "result": "Adoptée.", "decided_at": now()}
    decision = Decision.objects.create(circle=ca, year=2025, serial=1, number="2025-001", **said)
    with refused(replaces="information"):
        write(ca, malo, replaces=decision, is_repeal=is_repeal)


def test_its_circle_is_told_once_and_its_author_is_not(shown, malo, ines, rose, omar):
    told = Notification.objects.filter(kind="reading").values_list("member__name", flat=True)
    assert sorted(told) == ["Inès", "Rose"]
    assert kinds(ines) == kinds(rose) == ["reading"]
    assert "reading" not in kinds(malo) + kinds(omar)


def test_reading_is_counted_once_and_the_journal_does_not_say_who(shown, ines):
    before = verbs()
    actions.mark_read(shown, actor=ines)
    actions.mark_read(shown, actor=ines)
    assert TextReading.objects.filter(proposal=shown).count() == 1
    assert read_words(shown) == "1 sur 2 l’a lue"
    assert kinds(ines) == []
    assert verbs() == before


@pytest.mark.parametrize("name", ["malo", "omar"])
def test_neither_its_author_nor_somebody_of_another_circle_counts(shown, name, request):
    with refused("proposals.mark_read"):
        actions.mark_read(shown, actor=request.getfixturevalue(name))


def test_once_all_have_read_it_it_is_known_and_nothing_is_decided(shown, ines, rose):
    actions.mark_read(shown, actor=ines)
    actions.mark_read(shown, actor=rose)
    assert state_of(shown) == State.KNOWN
    assert body("proposal.known") == {"proposal": shown.pk, "read": 2}
    assert not Decision.objects.exists()
    assert read_words(shown) == "2 personnes ont dit l’avoir lue"
    with refused("stage"):
        actions.mark_read(shown, actor=rose)


def test_who_left_the_circle_is_waited_for_no_more(shown, ines, rose):
    Mandate.objects.filter(member=rose).update(since=date(2020, 1, 1), until=date(2020, 2, 1))
    actions.mark_read(shown, actor=ines)
    assert state_of(shown) == State.KNOWN


def test_a_question_keeps_it_open_until_its_answer(shown, malo, ines, rose):
    question = actions.ask(shown, text="Quel vert ?", actor=ines)
    actions.mark_read(shown, actor=ines)
    actions.mark_read(shown, actor=rose)
    assert state_of(shown) == State.READING
    assert kinds(malo) == ["question"]
    actions.answer(question, text="Sapin.", actor=malo)
    assert state_of(shown) == State.KNOWN


def test_a_question_that_its_asker_leaves_open_keeps_nothing(shown, ines, rose):
    question = actions.ask(shown, text="Quel vert ?", actor=ines)
    actions.mark_read(shown, actor=ines)
    actions.mark_read(shown, actor=rose)
    actions.leave_open(question, actor=ines)
    assert state_of(shown) == State.KNOWN


def test_at_its_deadline_it_is_known_whoever_has_not_read_it(shown, ines):
    actions.mark_read(shown, actor=ines)
    with telling(now() + timedelta(days=8)):
        due.end_stages()
        due.end_stages()
    assert state_of(shown) == State.KNOWN
    assert verbs().count("proposal.known") == 1
    assert body("proposal.known")["read"] == 1


def test_with_a_question_that_waits_it_is_extended_once_then_lapses(shown, ines):
    actions.ask(shown, text="Quel vert ?", actor=ines)
    start = now()
    with telling(start + timedelta(days=8)):
        due.end_stages()
        assert state_of(shown) == State.READING
    with telling(start + timedelta(days=20)):
        due.end_stages()
    assert state_of(shown) == State.LAPSED


def test_nobody_ends_it_by_hand_but_its_author_who_withdraws_it(shown, malo, ines):
    for member in (malo, ines):
        with refused("proposals.next_stage"):
            actions.next_stage(shown, actor=member)
    actions.withdraw(shown, actor=malo)
    assert state_of(shown) == State.WITHDRAWN


def test_the_clock_reads_nothing(shown):
    with refused("proposals.mark_read"):
        actions.mark_read(shown, actor=CLOCK)


def test_it_is_put_to_no_meeting(shown, malo):
    with refused("proposals.bring_to_meeting"):
        actions.put_to_meeting(shown, occasion="meeting:1", actor=malo)


def test_its_way_is_one_stage_and_its_thread_ends_there(shown):
    steps = path_of(shown, list(shown.stages.all()))
    assert [(step.label, step.state) for step in steps] == [("Lecture", "current")]
    assert [step.label for step in thread_of(shown).steps] == ["Idée", "Version 1", "Connue"]


def test_its_reader_taps_once_on_the_page_and_in_the_bar_of_a_phone(shown, client, ines):
    assert proposal_bar(part_of(ines, shown)).name == "mark_read"
    client.force_login(ines)
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "Je l’ai lue" in page
    assert "0 sur 2 l’a lue" in page
    for _time in range(2):
        client.post(reverse("proposals:reading", args=[shown.pk]))
    again = client.get(shown.get_absolute_url()).content.decode()
    assert "1 sur 2 l’a lue" in again
    assert "Je l’ai lue" not in again
    assert proposal_bar(part_of(ines, shown)).name == "look"


def test_the_page_where_one_writes_asks_for_no_facilitator(client, ca, malo):
    client.force_login(malo)
    sent = {**SAID, "circle": ca.slug, "audience": "members", "then": "present"}
    client.post(reverse("proposals:new"), sent)
    assert Proposal.objects.get().state == State.READING


def test_it_is_written_and_read_by_the_api(ca, malo, ines, rose, client):
    client.force_login(malo)
    written = client.post(
        "/api/v1/proposals/", SAID | {"circle": "ca", "present": True}, content_type="application/json"
    )
    assert (written.status_code, written.json()["state"]) == (201, "reading")
    address = f"/api/v1/proposals/{written.json()['id']}/"
    client.force_login(ines)
    assert client.post(f"{address}reading/").status_code == 200
    assert client.get(address).json()["read_by"] == 1
    client.force_login(malo)
    assert client.post(f"{address}reading/").status_code == 403


def test_its_history_tells_how_many_read_it_and_comes_in_elsewhere(shown, ines, malo):
    actions.mark_read(shown, actor=ines)
    data = history_data(shown, malo)
    assert (data["process"], data["read_by"]) == ("information", 1)
    assert "Inès" not in json.dumps(data, ensure_ascii=False)
    assert read_history(json.dumps(data).encode())["read_by"] == 1
    assert "Pour information" in [part.title for part in history_document(data).parts]
