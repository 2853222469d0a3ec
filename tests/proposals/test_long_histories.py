"""A proposal of 10,000 words, with 40 versions and 500 comments: it goes out and comes in, and nothing is lost."""

import gzip

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal.clock import now
from proposals.imports import read_history
from proposals.models import Comment, CommentReply, Proposal, Version
from proposals.process import State
from tests.bench.texts import changed, long_text

WORDS, VERSIONS, COMMENTS = 10_000, 40, 500


@pytest.fixture
def long_proposal(scene) -> Proposal:
    """Somebody answered each comment."""
    scene.bring_to(State.CLARIFICATION)
    proposal, text, at = scene.proposal, long_text(WORDS + 200), now()
    numbers = range(2, VERSIONS + 1)
    texts = [changed(text, 0.01, number) for number in numbers]
    Version.objects.bulk_create(
        Version(proposal=proposal, number=number, text=text, note="Plus clair.", author=scene.malo, created_at=at)
        for number, text in zip(numbers, texts, strict=True)
    )
    latest = proposal.versions.get(number=VERSIONS)
    comments = Comment.objects.bulk_create(
        Comment(
            proposal=proposal,
            first_version=latest,
            version=latest,
            start=100 * number,
            end=100 * number + 40,
            quote=latest.text[100 * number :][:40].strip(),
            text=f"Et pour le {number} ? " * 10,
            member=scene.rose,
            commented_at=at,
        )
        for number in range(COMMENTS)
    )
    CommentReply.objects.bulk_create(
        CommentReply(comment=comment, member=scene.malo, text="Comme avant.", replied_at=at) for comment in comments
    )
    return proposal


def taken(client, proposal: Proposal, kind: str) -> bytes:
    return client.get(reverse(f"proposals:proposal-{kind}", args=[proposal.pk])).content


def bring_in(client, content: bytes, kind: str) -> Proposal:
    file = SimpleUploadedFile(f"p.{kind}", content)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(reverse("proposals:import"), {"circle": "ca", "file": file})
    assert answer.status_code == 303
    assert len(asked) < 60  # whatever the file holds
    return Proposal.objects.latest("pk")


@pytest.mark.parametrize("kind", ["json", "md"])
def test_it_goes_out_and_in_and_out_and_in_the_same(client, scene, long_proposal, kind):
    client.force_login(scene.malo)
    first = taken(client, long_proposal, kind)
    here = read_history(first)
    assert all(len(one["text"].split()) >= WORDS for one in here["versions"][1:])
    assert (len(here["versions"]), len(here["comments"])) == (VERSIONS, COMMENTS)
    assert all(one["answers"] for one in here["comments"])

    copy = bring_in(client, first, kind)
    assert copy.imported.history == here
    second = read_history(taken(client, copy, kind))
    (brought,) = second["brought"]
    assert brought["brought_by"] == "Malo"
    assert {**brought, "brought": []} == {**here, "brought_by": "Malo", "brought_at": brought["brought_at"]}

    again = bring_in(client, taken(client, copy, kind), kind)
    assert again.imported.history == second
    assert read_history(taken(client, again, kind))["brought"] == second["brought"]


def test_where_it_comes_from_is_read_a_long_text_a_page(client, scene, long_proposal):
    client.force_login(scene.malo)
    copy = bring_in(client, taken(client, long_proposal, "json"), "json")
    address = reverse("proposals:origin", args=[copy.pk])
    page = client.get(address).content
    assert len(gzip.compress(page)) < 150_000
    assert [page.decode().count(f'&amp;version={place}"') for place in (0, 1, 38, 39)] == [1, 1, 1, 0]
    former = client.get(address, {"life": 0, "version": 1}).content.decode()
    words = long_proposal.versions.get(number=2).text.split()
    assert " ".join(words[-8:]) in former
    assert "Et pour le 7" not in former
    assert len(gzip.compress(former.encode())) < 60_000
    for wrong in ({"life": 1}, {"version": 40}, {"life": "x"}, {"version": "-1"}):
        assert client.get(address, wrong).status_code == 404
