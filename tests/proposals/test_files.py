"""Decisions to take away: PDF, Markdown, data and feed, each as far as its reader may know it."""

import json
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal.models import Entry
from proposals import actions
from proposals.models import Decision
from proposals.process import State
from tests.hostile import TEXTS, check_harmless
from tests.proposals.test_register import adopt
from web.markdown import rendered

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '<script>alert(1)</script> #panic("x") ]]> & <img src=x onerror=alert(1)> [x](javascript:alert(1))'


def data_of(client, decision) -> dict:
    return json.loads(client.get(reverse("proposals:decision-json", args=[decision.number])).content)


def markdown_of(client, decision) -> str:
    return client.get(reverse("proposals:decision-md", args=[decision.number])).content.decode()


@pytest.fixture
def decided(scene) -> Decision:
    """Public; Rose has a concern, Zoé stands aside."""
    scene.proposal.audience = "public"
    scene.proposal.save(update_fields=["audience"])
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="concern", zoe="stand_aside")
    return Decision.objects.get()


def test_its_data_say_all_with_its_proof(client, scene, decided):
    client.force_login(scene.paul)
    data = data_of(client, decided)
    entry = Entry.objects.get(verb="decision.recorded")
    assert data["proof"]["entry"] == entry.seq
    assert data["proof"]["hash"] == entry.hash
    assert (data["number"], data["standing"], data["process"]) == (decided.number, "in_force", "consent")
    assert (data["text"], data["result"], data["reasons"]) == (decided.text, decided.result, decided.reasons)
    assert [(one["kind"], one["name"]) for one in data["carried"]] == [("concern", "Rose")]
    assert {one["position"]: one["names"] for one in data["answers"]}["en retrait"] == "Zoé"
    assert (data["replaces"], data["replaced_by"], data["changes"]) == (None, None, None)
    assert [one["kind"] for one in data["life"]] == ["idea", "version", "round", "decision", "review"]


def test_a_visitor_reads_no_name_in_what_is_public(client, decided):
    data = data_of(client, decided)
    assert (data["carried"], data["answers"]) == ([], [])
    assert data["proof"]
    assert [one["kind"] for one in data["life"]] == ["decision", "review"]
    for text in (markdown_of(client, decided), client.get(decided.get_absolute_url()).content.decode()):
        assert decided.title in text
        assert not [name for name in ("Rose", "Zoé", "Paul", "Malo") if name in text]


def test_its_markdown_and_its_pdf(client, scene, decided):
    client.force_login(scene.paul)
    text = markdown_of(client, decided)
    assert text.startswith(f"# {decided.number} · {decided.title}\n")
    assert decided.text in text
    assert "### Rose, une réserve" in text
    assert "## Sa vie\n\n- Idée" in text
    answer = client.get(reverse("proposals:decision-pdf", args=[decided.number]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{decided.number}.pdf"'
    assert b"pdfuaid:part" in answer.content


def test_names_of_a_round_stay_with_those_who_may_read_it(client, scene, omar):
    """The circle shows the decision to more people: who said what about a person's situation stays in the circle."""
    decision = adopt(scene, "La situation de Zoé", audience="circle")
    actions.publish_decision(decision, audience="members", actor=scene.rose)
    client.force_login(omar)
    assert data_of(client, decision)["answers"] == []
    assert "Paul" not in client.get(decision.get_absolute_url()).content.decode()
    client.force_login(scene.rose)
    assert data_of(client, decision)["answers"]


def test_one_that_is_not_readable_is_named_nowhere(client, scene, omar):
    secret = adopt(scene, "La dette de Paul", audience="circle")
    public = adopt(scene, "Une règle", audience="public", replaces=secret)
    for reader in (None, omar):
        if reader:
            client.force_login(reader)
        assert data_of(client, public)["replaces"] is None
        for name in ("register-md", "register-json", "feed"):
            text = client.get(reverse(f"proposals:{name}")).content.decode()
            assert "Une règle" in text
            assert "dette" not in text
        assert client.get(reverse("proposals:decision-pdf", args=[secret.number])).status_code in {302, 403}


def test_the_register_is_one_file_in_the_order_of_its_numbers(client, scene, django_assert_num_queries):
    first = adopt(scene, "Le bail")
    second = adopt(scene, "Le bail, revu", replaces=first)
    client.force_login(scene.rose)
    address = reverse("proposals:register-json")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    third = adopt(scene, "Le café")
    with django_assert_num_queries(len(few)):
        client.get(address)
    data = json.loads(client.get(address).content)["decisions"]
    assert [one["number"] for one in data] == [first.number, second.number, third.number]
    assert data[0]["replaced_by"] == second.number
    text = client.get(reverse("proposals:register-md"), {"q": "café"}).content.decode()
    assert f"### {third.number} · Le café" in text
    assert "Le bail" not in text
    assert b"pdfuaid:part" in client.get(reverse("proposals:register-pdf")).content


def test_the_feed_tells_anybody_what_is_public(client, scene):
    public = adopt(scene, "Ouvert à tous", audience="public")
    adopt(scene, "Entre nous")
    client.force_login(scene.rose)
    answer = client.get(reverse("proposals:feed"))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == f"{public.number} · Ouvert à tous"
    assert entry.find(f"{ATOM}link").get("href") == f"http://localhost:8000{public.get_absolute_url()}"


def test_hostile_words_stay_words(client, scene):
    decision = adopt(scene, HOSTILE[:100], audience="public")
    (entry,) = ElementTree.fromstring(client.get(reverse("proposals:feed")).content).findall(f"{ATOM}entry")
    assert HOSTILE[:100] in entry.find(f"{ATOM}title").text
    summary = entry.find(f"{ATOM}summary").text
    assert not [mark for mark in ("<script", "<img", "javascript:") if mark in summary]
    assert client.get(reverse("proposals:decision-pdf", args=[decision.number])).content.startswith(b"%PDF-")
    assert "<script" not in markdown_of(client, decision).split("\n")[0].replace("\\<", "")
    assert data_of(client, decision)["title"] == HOSTILE[:100]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_feed_is_xml_of_which_nothing_acts(client, scene, text) -> None:
    decision = adopt(scene, " ".join(text.split())[:100], audience="public")
    feed = ElementTree.fromstring(client.get("/decisions/feed.atom").content)
    [entry] = feed.iter(f"{ATOM}entry")
    assert decision.title in entry.find(f"{ATOM}title").text
    check_harmless(entry.find(f"{ATOM}summary").text or "")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_files_of_a_decision_say_what_was_typed(client, scene, text) -> None:
    decision = adopt(scene, " ".join(text.split())[:100], audience="public")
    assert data_of(client, decision)["title"] == decision.title
    check_harmless(rendered(markdown_of(client, decision)) or "")
