"""A proposal that comes from elsewhere: a draft, and a history that is only read. A file is never trusted."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from proposals import actions
from proposals.imports import read_history
from proposals.models import Objection, Proposal, Question, Round
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
        (content(questions=[{}] * 501), "too_long"),
        (content(versions=[{"text": "a" * 100_001}]), "too_long"),
        (b" " * 2_000_001, "too_long"),
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
