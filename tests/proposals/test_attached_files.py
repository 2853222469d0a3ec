"""Files beside a text: who attaches and takes away, until when; who can have them, and as what they are served."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from commissions.models import Circle
from journal.models import Entry, PrivateText
from members.actions import deactivate, forget_member
from proposals import actions, comparison
from proposals.models import AttachedFile, Decision, Proposal
from proposals.models.attached_file import FILES
from proposals.process import State
from proposals.queries.attached_files import attached_to
from tests.conftest import person
from tests.proposals import told
from tests.proposals.files import HTML, PDF, SVG, image, kept, open_xml, photo
from tests.refusals import refused
from web.attached_files import MOST


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHED_FILES = tmp_path
    return tmp_path


def attach(proposal, actor, name="Le plan", content=PDF) -> AttachedFile:
    return actions.attach_file(proposal, name=name, file=kept(content), actor=actor)


def upload(client, proposal, content=PDF, *, called="plan.pdf", name="Le plan"):
    file = SimpleUploadedFile(called, content, "text/html")
    return client.post(reverse("proposals:attached-files", args=[proposal.pk]), {"file": file, "name": name})


# Attaching


def test_a_file_is_kept_whole_beside_the_text_and_told(scene):
    scene.bring_to(State.PRESENTED)
    attached = attach(scene.proposal, scene.malo)
    assert (attached.name, attached.kind, attached.size, attached.place) == ("Le plan", "pdf", len(PDF), 1)
    assert FILES.path(attached.key).read_bytes() == PDF
    (entry,) = Entry.objects.filter(verb="file.attached")
    assert entry.actor == scene.malo.actor_key
    assert told.body("file.attached") == {
        "proposal": scene.proposal.pk,
        "file": attached.pk,
        "kind": "pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    assert b"Le plan" not in bytes(entry.bytes)
    assert PrivateText.objects.get(entry=entry, name="name").text == "Le plan"


def test_of_a_draft_the_journal_hears_once_it_is_presented(scene):
    attached = attach(scene.proposal, scene.malo)
    assert not Entry.objects.filter(verb__startswith="file.").exists()
    actions.present(scene.proposal, actor=scene.malo)
    (entry,) = Entry.objects.filter(verb__startswith="file.")
    assert (entry.verb, told.body(entry.verb)["sha256"]) == ("file.presented", attached.sha256)


def test_others_than_the_author_and_whoever_facilitates_give_theirs_to_them(scene):
    scene.bring_to(State.PRESENTED)
    assert attach(scene.proposal, scene.ines).member == scene.ines
    with refused("proposals.attach"):
        attach(scene.proposal, scene.rose)


def test_a_name_in_words_is_asked(scene):
    with refused("name"):
        attach(scene.proposal, scene.malo, name=" \u202e ")
    assert not AttachedFile.objects.exists()
    assert list(FILES.keys()) == []


def test_twenty_files_and_no_more(scene):
    for number in range(MOST):
        attach(scene.proposal, scene.malo, name=f"Page {number}")
    with refused("full"):
        attach(scene.proposal, scene.malo)
    actions.detach_file(AttachedFile.objects.get(place=7), actor=scene.malo)
    assert attach(scene.proposal, scene.malo).place == 7


@pytest.mark.parametrize("wrong", [{"place": 0}, {"place": MOST + 1}, {"place": 1}, {"size": 0}, {"size": 10_000_001}])
def test_the_database_holds_the_limits_too(scene, wrong):
    attached = attach(scene.proposal, scene.malo)
    attached.pk, attached.place = None, 2
    for name, value in wrong.items():
        setattr(attached, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        attached.save(force_insert=True)


def test_the_database_refuses_an_edit(scene):
    attached = attach(scene.proposal, scene.malo)
    for change in ({"name": "Un autre"}, {"sha256": "0" * 64}, {"key": "0" * 32}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AttachedFile.objects.filter(pk=attached.pk).update(**change)


@pytest.mark.parametrize("state", [State.OBJECTIONS, State.EXAMINATION, State.ADOPTED])
def test_nothing_is_attached_or_taken_away_once_it_is_being_decided(scene, state):
    attached = attach(scene.proposal, scene.malo)
    scene.bring_to(state)
    with refused("stage"):
        attach(scene.proposal, scene.malo)
    with refused("stage"):
        actions.detach_file(attached, actor=scene.malo)
    assert FILES.path(attached.key).exists()


def test_in_the_integration_files_go_with_a_new_version(scene):
    attached = attach(scene.proposal, scene.malo)
    scene.bring_to(State.INTEGRATION)
    with refused("asked"):
        attach(scene.proposal, scene.malo)
    with refused("asked"):
        actions.detach_file(attached, actor=scene.malo)
    actions.amend(scene.proposal, text="Un autre texte.", actor=scene.malo)
    assert attach(scene.proposal, scene.malo).place == 2


# Taking away


def test_of_a_draft_nothing_remains(scene, django_capture_on_commit_callbacks):
    attached = attach(scene.proposal, scene.ines)
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach_file(attached, actor=scene.ines)
    assert not AttachedFile.objects.exists()
    assert list(FILES.keys()) == []
    assert not Entry.objects.filter(verb__startswith="file.").exists()


def test_once_presented_the_file_is_erased_and_its_trace_stays(scene, client, django_capture_on_commit_callbacks):
    scene.bring_to(State.PRESENTED)
    attached = attach(scene.proposal, scene.ines)
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach_file(attached, actor=scene.malo)
    attached.refresh_from_db()
    assert attached.removed_by == scene.malo
    assert list(FILES.keys()) == []
    (entry,) = Entry.objects.filter(verb="file.removed")
    assert (entry.actor, told.body("file.removed")["sha256"]) == (scene.malo.actor_key, attached.sha256)
    client.force_login(scene.malo)
    assert client.get(attached.get_absolute_url()).status_code == 404
    page = client.get(reverse("proposals:attached-files", args=[scene.proposal.pk])).content.decode()
    assert "retiré par Malo" in page
    assert attached.get_absolute_url() not in page


def test_taking_away_twice_changes_nothing(scene):
    scene.bring_to(State.PRESENTED)
    attached = attach(scene.proposal, scene.malo)
    actions.detach_file(attached, actor=scene.malo)
    actions.detach_file(attached, actor=scene.malo)
    assert Entry.objects.filter(verb="file.removed").count() == 1


def test_others_than_whoever_attached_it_and_the_author_do_not_take_it_away(scene):
    scene.bring_to(State.PRESENTED)
    attached = attach(scene.proposal, scene.malo)
    for other in (scene.ines, scene.rose):
        with refused("proposals.detach"):
            actions.detach_file(attached, actor=other)


def test_an_act_that_fails_erases_nothing(scene, django_capture_on_commit_callbacks):
    attached = attach(scene.proposal, scene.malo)

    def detach_and_fail() -> None:
        with transaction.atomic():
            actions.detach_file(attached, actor=scene.malo)
            raise ValidationError("no", code="no")

    with django_capture_on_commit_callbacks(execute=True), refused("no"):
        detach_and_fail()
    assert FILES.path(attached.key).read_bytes() == PDF


# Another circle


def test_a_circle_that_takes_the_text_on_has_its_files_too(scene, ca, django_capture_on_commit_callbacks):
    scene.bring_to(State.PRESENTED)
    attached = attach(scene.proposal, scene.malo)
    other = Circle.objects.create(kind="commission", name="Autre", slug="autre")
    actions.escalate(scene.proposal, to=other, reason="à eux", actor=scene.ines)
    receiver = person("Basile", other)
    copy = actions.accept_handed(Proposal.objects.get(pk=scene.proposal.pk), actor=receiver)
    taken = attached_to(copy).get()
    assert (taken.name, taken.sha256, taken.key) == (attached.name, attached.sha256, attached.key)
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach_file(taken, actor=scene.malo)
    assert FILES.path(attached.key).read_bytes() == PDF, "the first circle has it still"


# The pages


def test_it_is_attached_by_a_plain_form_and_had_as_a_download(client, scene):
    client.force_login(scene.malo)
    answer = upload(client, scene.proposal)
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("proposals:attached-files", args=[scene.proposal.pk]),
    )
    attached = AttachedFile.objects.get()
    assert attached.get_absolute_url() in client.get(scene.proposal.get_absolute_url()).content.decode()

    file = client.get(attached.get_absolute_url())

    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="Le plan.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["Cache-Control"] == "private, no-store"


def test_nothing_of_what_the_file_was_called_is_kept(client, scene, folder):
    client.force_login(scene.malo)
    upload(client, scene.proposal, called="../../\u202egnp.exe", name="../../é\u202e\u200b: le plan/toit.")
    attached = AttachedFile.objects.get()
    assert attached.name == "../../é: le plan/toit."
    assert [path.name for path in (folder / "proposals").iterdir()] == [attached.key]
    assert not list(folder.parent.rglob("*gnp*"))
    disposition = client.get(attached.get_absolute_url())["Content-Disposition"]
    assert disposition == "attachment; filename*=utf-8''%C3%A9%20le%20plan%20toit.pdf"


@pytest.mark.parametrize(
    ("content", "words"),
    [(HTML, "Seuls les fichiers PDF"), (SVG, "Seuls les fichiers PDF"), (open_xml()[:60], "illisible")],
)
def test_what_is_not_what_it_is_called_comes_back_with_the_reason(client, scene, content, words):
    client.force_login(scene.malo)
    answer = upload(client, scene.proposal, content, called="photo.png")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AttachedFile.objects.exists()
    assert list(FILES.keys()) == []


def test_a_photo_is_kept_without_its_place(client, scene):
    client.force_login(scene.malo)
    upload(client, scene.proposal, photo(), called="photo.jpg")
    attached = AttachedFile.objects.get()
    kept = FILES.path(attached.key).read_bytes()
    assert b"Exif" not in kept
    assert attached.sha256 == hashlib.sha256(kept).hexdigest()


def test_whoever_may_not_read_the_proposal_has_no_file(client, scene, omar, noe):
    attached = attach(scene.proposal, scene.malo)
    for reader, status in ((scene.malo, 200), (scene.ines, 200), (scene.rose, 403), (omar, 403)):
        client.force_login(reader)
        assert client.get(attached.get_absolute_url()).status_code == status, reader
    client.logout()
    assert client.get(attached.get_absolute_url()).status_code == 302


def test_a_member_who_may_not_attach_sees_the_files_and_no_form(client, scene):
    scene.bring_to(State.PRESENTED)
    attached = attach(scene.proposal, scene.malo, content=image())
    client.force_login(scene.rose)
    page = client.get(reverse("proposals:attached-files", args=[scene.proposal.pk])).content.decode()
    assert attached.get_absolute_url() in page
    assert attached.sha256 in page
    assert "multipart/form-data" not in page
    assert upload(client, scene.proposal).status_code == 403


def test_a_file_that_is_not_on_the_disk_is_not_found(client, scene):
    attached = attach(scene.proposal, scene.malo)
    FILES.erase(attached.key)
    client.force_login(scene.malo)
    assert client.get(attached.get_absolute_url()).status_code == 404


# What is decided, and what is taken away


def test_what_is_decided_names_its_files_with_their_marks(client, scene, omar):
    attached = attach(scene.proposal, scene.malo)
    former = attach(scene.proposal, scene.malo, name="Un ancien plan")
    actions.detach_file(former, actor=scene.malo)
    scene.bring_to(State.ADOPTED)
    decision = Decision.objects.get()
    assert told.body("decision.recorded")["files"] == [attached.sha256]
    Decision.objects.filter(pk=decision.pk).update(audience="public")

    client.force_login(scene.rose)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert attached.get_absolute_url() in page
    assert attached.sha256 in page
    assert "Un ancien plan" not in page
    client.logout()
    page = client.get(decision.get_absolute_url()).content.decode()
    assert attached.get_absolute_url() not in page
    assert attached.sha256 in page

    data = client.get(reverse("proposals:decision-json", args=[decision.number])).json()["files"]
    at = data[0].pop("at")
    assert data == [{"name": "Le plan", "kind": "pdf", "size": len(PDF), "sha256": attached.sha256}]
    assert at.endswith("Z")
    text = client.get(reverse("proposals:decision-md", args=[decision.number])).content.decode()
    assert f"Le plan, d’empreinte (SHA-256) {attached.sha256}" in text


def test_a_proposal_that_is_taken_away_names_its_files_and_does_not_bring_them(client, scene):
    attached = attach(scene.proposal, scene.malo)
    client.force_login(scene.malo)
    taken = client.get(reverse("proposals:proposal-json", args=[scene.proposal.pk]))
    assert taken.json()["files"][0]["sha256"] == attached.sha256
    again = actions.import_proposal(scene.circle, content=taken.content, actor=scene.malo)
    (kept,) = again.imported.history["files"]
    assert kept == {"name": "Le plan", "at": taken.json()["files"][0]["at"], "sha256": attached.sha256}
    assert not attached_to(again).exists()
    assert attached.sha256 in client.get(reverse("proposals:origin", args=[again.pk])).content.decode()


# Compared with the journal


def test_files_that_stand_as_they_were_attached_differ_in_nothing(scene):
    attach(scene.proposal, scene.malo)
    scene.bring_to(State.PRESENTED)
    actions.detach_file(attach(scene.proposal, scene.malo), actor=scene.malo)
    assert list(comparison.files()) == []


def test_a_file_that_is_another_gone_or_slipped_in_is_found(scene):
    scene.bring_to(State.PRESENTED)
    altered, missing, gone = (attach(scene.proposal, scene.malo, name=str(number)) for number in range(3))
    FILES.path(altered.key).write_bytes(b"%PDF-")
    FILES.erase(missing.key)
    AttachedFile.objects.filter(pk=gone.pk).delete()
    slipped = AttachedFile.objects.get(pk=altered.pk)
    slipped.pk, slipped.place, slipped.key = None, 9, FILES.keep(PDF)
    slipped.save()
    of = f"Proposal {scene.proposal.pk}, file"
    assert sorted(comparison.files()) == sorted(
        [
            f"{of} {altered.pk}: not on the disk as it was attached.",
            f"{of} {missing.pk}: not on the disk as it was attached.",
            f"{of} {slipped.pk}: beside the text, and the journal was never told of it.",
            f"{of} {gone.pk}: gone; entry {Entry.objects.latest('seq').seq} says that it came with the text.",
        ]
    )


# Forgetting somebody


def test_of_somebody_who_is_forgotten_the_files_of_drafts_go_and_what_was_read_stays(
    scene, admin, django_capture_on_commit_callbacks
):
    draft = actions.write_proposal(scene.circle, title="Un four", text="Un four.", actor=scene.malo)
    attach(draft, scene.malo)
    scene.bring_to(State.PRESENTED)
    attached = attach(scene.proposal, scene.malo)
    deactivate(scene.malo, actor=admin)
    with django_capture_on_commit_callbacks(execute=True):
        forget_member(scene.malo, actor=admin)
    assert AttachedFile.objects.get() == attached
    assert list(FILES.keys()) == [attached.key]


def test_only_whoever_administers_forgets_files(scene):
    attach(scene.proposal, scene.malo)
    with refused("members.administer"):
        actions.forget_files(scene.malo, actor=scene.ines)
    assert AttachedFile.objects.exists()
