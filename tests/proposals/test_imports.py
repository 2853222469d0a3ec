"""A proposal that comes from elsewhere: a draft, and a history that is only read. A file is never trusted."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from proposals import actions
from proposals.history_shape import LARGEST, MOST
from proposals.imports import read_history
from proposals.models import Objection, Proposal, Question, Round
from proposals.presenters.history_documents import history_document
from tests.proposals.collective import PROPOSAL_FILE
from tests.refusals import code_of, refused


def content(**changes) -> bytes:
    return json.dumps({**PROPOSAL_FILE, **changes}).encode()


def send(client, **fields):
    return client.post(reverse("proposals:import"), fields)


def test_it_becomes_a_draft_with_its_former_history_beside_it(client, ca, malo, omar):
    client.force_login(malo)
    answer = send(client, circle="ca", file=SimpleUploadedFile("p.json", content()))
    proposal = Proposal.objects.get()
    assert answer["Location"] == proposal.get_absolute_url()
    assert (proposal.title, proposal.need, proposal.is_draft) == ("Une cuisine partagée", "On mange seul.", True)
    assert [version.text for version in proposal.versions.all()] == ["Le mardi soir."]
    assert [kind.objects.count() for kind in (Question, Round, Objection)] == [0, 0, 0]
    page = client.get(reverse("proposals:origin", args=[proposal.pk])).content.decode()
    for words in (
        "Une cuisine.",
        "Qui range ?",
        "Laquelle ?",
        "Celle du bas.",
        "Une objection de Colette",
        "Personne ne range.",
        "Malo",
    ):
        assert words in page
    assert reverse("proposals:origin", args=[proposal.pk]) in client.get(proposal.get_absolute_url()).content.decode()
    client.force_login(omar)
    assert client.get(reverse("proposals:origin", args=[proposal.pk])).status_code == 403


def test_what_is_taken_away_here_comes_in_again(client, scene):
    client.force_login(scene.malo)
    taken = client.get(reverse("proposals:proposal-json", args=[scene.proposal.pk])).content
    again = actions.import_proposal(scene.circle, content=taken, actor=scene.malo)
    assert (again.title, again.need) == (scene.proposal.title, scene.proposal.need)
    assert again.imported.history["versions"] == [
        {key: one[key] for key in ("number", "at", "name", "note", "text")} for one in json.loads(taken)["versions"]
    ]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "unreadable"),
        (b"\xff\xfe", "unreadable"),
        (b"[" * 100_000, "unreadable"),
        (b"[]", "format"),
        (b"{}", "format"),
        (content(format="other"), "format"),
        (content(title=" "), "unreadable"),
        (content(title=7), "unreadable"),
        (content(versions=[]), "unreadable"),
        (content(versions={"a": 1}), "unreadable"),
        (content(versions=["a"]), "unreadable"),
        (content(questions=[{}] * (MOST + 1)), "too_long"),
        (content(rounds=[{"concerns": [{}] * (MOST - 1)}] * 41), "too_long"),
        (b'"' + b'\\"' * 1_000_000, "unreadable"),
        (content(versions=[{"text": "a" * 100_001}]), "too_long"),
        (b" " * (LARGEST + 1), "too_long"),
    ],
)
def test_a_file_that_is_none_is_refused(file, code):
    assert code_of(read_history, file) == code


def test_what_it_holds_is_cleaned_and_shown_as_words(client, ca, malo):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e"
    rows = [{"number": -5, "at": "2025-13-45T99:00:00", "name": hostile, "note": hostile, "text": hostile}]
    history = read_history(content(versions=rows, created_at="2025-05-03T10:00:00", unknown=hostile))
    assert "unknown" not in history
    assert (history["created_at"], history["versions"][0]["at"], history["versions"][0]["number"]) == ("", "", 0)
    assert "\u202e" not in history["versions"][0]["text"]
    proposal = actions.import_proposal(ca, content=content(versions=rows, circle=hostile, author=hostile), actor=malo)
    client.force_login(malo)
    page = client.get(reverse("proposals:origin", args=[proposal.pk])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_circle_that_one_may_not_write_to_takes_nothing(vie_quotidienne, malo):
    vie_quotidienne.is_open = False
    vie_quotidienne.save(update_fields=["is_open"])
    with refused("proposals.write"):
        actions.import_proposal(vie_quotidienne, content=content(), actor=malo)


def test_what_it_brought_goes_out_again_marked_as_brought_and_each_place_is_told_once(client, ca, malo, rose):
    def taken(proposal, *, actor):
        client.force_login(actor)
        return client.get(reverse("proposals:proposal-json", args=[proposal.pk])).content

    first = actions.import_proposal(ca, content=content(), actor=malo)
    out = read_history(taken(first, actor=malo))
    (brought,) = out["brought"]
    assert (brought["title"], brought["brought_by"], brought["questions"][0]["answer"]) == (
        "Une cuisine partagée", "Malo", "Tous.",
    )  # fmt: skip
    assert out["questions"] == []

    untouched = actions.import_proposal(ca, content=taken(first, actor=malo), actor=rose)
    assert read_history(taken(untouched, actor=rose))["brought"] == [brought]

    actions.edit_proposal(
        first,
        title=first.title,
        text="Le mardi soir.",
        need="On mange trop seul.",
        facilitator=None,
        review_on=None,
        process=first.process,
        audience=first.audience,
        actor=malo,
    )
    worked_on = actions.import_proposal(ca, content=taken(first, actor=malo), actor=rose)
    both = read_history(taken(worked_on, actor=rose))["brought"]
    assert both[0] == brought
    assert [(one["need"], one["author"], one["brought_by"]) for one in both] == [
        ("On mange seul.", "Alix", "Malo"),
        ("On mange trop seul.", "Malo", "Rose"),
    ]
    origin = reverse("proposals:origin", args=[worked_on.pk])
    assert "Avant d’arriver ici\u00a0: Une cuisine partagée" in client.get(origin).content.decode()
    before = client.get(origin, {"life": 0}).content.decode()
    assert "Qui range ?" in before
    assert "par Malo, le" in before
    document = history_document(read_history(taken(worked_on, actor=rose)))
    assert [part.level for part in document.parts if part.title == "Questions"] == [3]


def test_what_came_in_before_any_life_was_told_goes_out_too(client, ca, malo):
    proposal = actions.import_proposal(ca, content=content(), actor=malo)
    for name in ("brought", "stages", "pauses"):
        del proposal.imported.history[name]
    proposal.imported.save(update_fields=["history"])
    client.force_login(malo)
    out = json.loads(client.get(reverse("proposals:proposal-json", args=[proposal.pk])).content)
    assert [(one["title"], one["stages"]) for one in out["brought"]] == [("Une cuisine partagée", [])]
    assert client.get(reverse("proposals:origin", args=[proposal.pk])).status_code == 200
