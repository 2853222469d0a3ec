"""The files of a proposal over the API: the same acts as on its page, with the same rights."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from rest_framework.authtoken.models import Token

from journal.models import Entry
from proposals import actions
from proposals.models import AttachedFile
from proposals.models.attached_file import FILES
from proposals.process import State
from tests.proposals.files import HTML, PDF, kept, photo
from web.attached_files import MOST


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHED_FILES = tmp_path
    return tmp_path


def attach(proposal, actor, name="Le plan", content=PDF) -> AttachedFile:
    return actions.attach_file(proposal, name=name, file=kept(content), actor=actor)


def send(client, proposal, content=PDF, **headers):
    data = {"file": SimpleUploadedFile("plan.exe", content, "text/html"), "name": "Le plan"}
    return client.post(reverse("api-proposal-files", args=[proposal.pk]), data, headers=headers)


def test_a_proposal_names_its_files_with_their_marks(client, scene):
    attached = attach(scene.proposal, scene.malo)
    client.force_login(scene.malo)
    (file,) = client.get(reverse("api-proposal-detail", args=[scene.proposal.pk])).json()["files"]
    assert client.get(reverse("api-proposal-files", args=[scene.proposal.pk])).json() == [file]
    assert client.get(reverse("api-attached-file-detail", args=[attached.pk])).json() == file
    assert file.pop("attached_at")
    assert file == {"id": attached.pk, "name": "Le plan", "kind": "pdf", "size": len(PDF), "sha256": attached.sha256}


def test_a_program_attaches_a_file_and_has_it_back(client, scene):
    scene.bring_to(State.PRESENTED)
    headers = {"Authorization": f"Token {Token.objects.create(user=scene.malo).key}"}

    answer = send(client, scene.proposal, **headers)

    assert answer.status_code == 201
    assert answer.json()["sha256"] == hashlib.sha256(PDF).hexdigest()
    attached = AttachedFile.objects.get(pk=answer.json()["id"])
    assert (attached.name, attached.kind, attached.member) == ("Le plan", "pdf", scene.malo)
    assert Entry.objects.filter(verb="file.attached").count() == 1
    content = client.get(reverse("api-attached-file-content", args=[attached.pk]), headers=headers)
    assert b"".join(content.streaming_content) == PDF
    assert content["Content-Type"] == "application/pdf"
    assert content["Content-Disposition"] == 'attachment; filename="Le plan.pdf"'
    assert content["X-Content-Type-Options"] == "nosniff"


def test_the_mark_of_a_photo_is_that_of_what_is_kept(client, scene):
    client.force_login(scene.malo)
    sha256 = send(client, scene.proposal, photo()).json()["sha256"]
    attached = AttachedFile.objects.get()
    assert sha256 == hashlib.sha256(FILES.path(attached.key).read_bytes()).hexdigest()
    assert sha256 != hashlib.sha256(photo()).hexdigest()


def test_the_same_request_twice_attaches_it_once(client, scene):
    client.force_login(scene.malo)
    first, again = (send(client, scene.proposal, **{"Idempotency-Key": "7"}) for _ in range(2))
    other = send(client, scene.proposal, PDF + b"\n", **{"Idempotency-Key": "7"})
    assert first.json() == again.json()
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 409)
    assert AttachedFile.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"name": "Le plan"}, {"file": "plan.pdf", "name": "Le plan"}])
def test_without_a_file_it_is_refused(client, scene, sent):
    client.force_login(scene.malo)
    answer = client.post(reverse("api-proposal-files", args=[scene.proposal.pk]), sent)
    assert (answer.status_code, "file" in answer.json()["errors"]) == (400, True)


def test_what_is_not_what_it_may_be_is_refused_in_words(client, scene):
    client.force_login(scene.malo)
    answer = send(client, scene.proposal, HTML)
    assert answer.status_code == 400
    assert "Seuls les fichiers PDF" in answer.json()["errors"]["file"][0]
    assert not AttachedFile.objects.exists()


def test_twenty_files_and_no_more(client, scene):
    for number in range(MOST):
        attach(scene.proposal, scene.malo, name=f"Page {number}")
    client.force_login(scene.malo)
    answer = send(client, scene.proposal)
    assert answer.status_code == 400
    assert "vingt fichiers" in answer.json()["errors"]["__all__"][0]


def test_whoever_may_not_attach_is_refused_before_the_file_is_looked_at(client, scene):
    scene.bring_to(State.PRESENTED)
    client.force_login(scene.rose)
    answer = send(client, scene.proposal, HTML)
    assert answer.status_code == 403
    assert not AttachedFile.objects.exists()


def test_it_is_taken_away_by_whoever_attached_it(client, scene, django_capture_on_commit_callbacks):
    scene.bring_to(State.PRESENTED)
    attached = attach(scene.proposal, scene.malo)
    removal = reverse("api-attached-file-removal", args=[attached.pk])
    client.force_login(scene.rose)
    assert client.post(removal).status_code == 403
    client.force_login(scene.malo)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(removal).status_code == 204
    assert list(FILES.keys()) == []
    assert Entry.objects.filter(verb="file.removed").count() == 1
    for name in ("api-attached-file-detail", "api-attached-file-content"):
        assert client.get(reverse(name, args=[attached.pk])).status_code == 404
    assert client.post(removal).status_code == 404


def test_once_it_is_being_decided_nothing_is_attached_or_taken_away(client, scene):
    attached = attach(scene.proposal, scene.malo)
    scene.bring_to(State.OBJECTIONS)
    client.force_login(scene.malo)
    assert send(client, scene.proposal).status_code == 400
    assert client.post(reverse("api-attached-file-removal", args=[attached.pk])).status_code == 400
    assert FILES.path(attached.key).read_bytes() == PDF


def test_whoever_may_not_read_the_proposal_finds_no_file(client, scene, omar):
    attached = attach(scene.proposal, scene.malo)
    client.force_login(omar)
    for name in ("api-attached-file-detail", "api-attached-file-content"):
        assert client.get(reverse(name, args=[attached.pk])).status_code == 404
    assert client.get(reverse("api-proposal-files", args=[scene.proposal.pk])).status_code == 404
    assert send(client, scene.proposal).status_code == 404
