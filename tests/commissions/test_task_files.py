"""Files of a task: who attaches and takes away, who can have them, and as what they are served."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from commissions import comparison
from commissions.actions import add_task, attach_task_file, finish_task, remove_task_file
from commissions.models import Circle, Task, TaskFile
from commissions.models.task_file import TASK_FILES
from journal.models import Entry, PrivateText
from realtime.pages import Audience, live_pages
from tests.commissions.helpers import told, verbs
from tests.conftest import person
from tests.proposals.files import HTML, PDF, kept, photo
from tests.refusals import refused
from web.attached_files import MOST


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHED_FILES = tmp_path
    return tmp_path


@pytest.fixture
def roof(vie_quotidienne, omar) -> Task:
    return add_task(vie_quotidienne, title="Réparer le toit", actor=omar)


@pytest.fixture
def closed_task(db) -> Task:
    circle = Circle.objects.create(kind=Circle.Kind.WORKING_GROUP, name="Médiation", slug="mediation", is_open=False)
    return add_task(circle, title="Écouter", actor=person("Sami", circle))


def attach(task, actor, name="Le devis", content=PDF) -> TaskFile:
    return attach_task_file(task, name=name, file=kept(content), actor=actor)


def upload(client, task, content=PDF, *, name="Le devis"):
    file = SimpleUploadedFile("../devis.exe", content, "text/html")
    return client.post(reverse("commissions:task-files", args=[task.pk]), {"file": file, "name": name})


def test_a_file_is_kept_whole_with_the_task_and_told(roof, omar):
    attached = attach(roof, omar, " Le devis ")
    assert (attached.name, attached.kind, attached.size, attached.place) == ("Le devis", "pdf", len(PDF), 1)
    assert TASK_FILES.path(attached.key).read_bytes() == PDF
    assert told("task.file_attached") == {
        "task": roof.pk,
        "circle": roof.circle_id,
        "file": attached.pk,
        "kind": "pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    entry = Entry.objects.get(verb="task.file_attached")
    assert b"Le devis" not in bytes(entry.bytes)
    assert PrivateText.objects.get(entry=entry, name="name").text == "Le devis"


def test_it_is_erased_once_it_is_taken_away_and_the_journal_says_by_whom(
    roof, omar, django_capture_on_commit_callbacks
):
    attached, other = attach(roof, omar), attach(roof, omar, "Une photo")
    with django_capture_on_commit_callbacks(execute=True):
        remove_task_file(attached, actor=omar)
    assert list(roof.files.all()) == [other]
    assert list(TASK_FILES.keys()) == [other.key]
    entry = Entry.objects.get(verb="task.file_removed")
    assert (entry.actor, told("task.file_removed")["sha256"]) == (omar.actor_key, attached.sha256)
    remove_task_file(attached, actor=omar)
    assert verbs().count("task.file_removed") == 1


def test_an_act_that_fails_erases_nothing(roof, omar, django_capture_on_commit_callbacks):
    attached = attach(roof, omar)

    def remove_and_fail() -> None:
        with transaction.atomic():
            remove_task_file(attached, actor=omar)
            raise ValidationError("no", code="no")

    with django_capture_on_commit_callbacks(execute=True), refused("no"):
        remove_and_fail()
    assert TASK_FILES.path(attached.key).read_bytes() == PDF


def test_the_circle_and_whoever_has_the_task_attach_and_take_away(roof, omar, noe, malo):
    with refused("commissions.hold_task"):
        attach(roof, noe)
    Task.objects.filter(pk=roof.pk).update(assignee=noe)
    attached = attach(roof, noe)
    with refused("commissions.hold_task"):
        remove_task_file(attached, actor=malo)
    remove_task_file(attached, actor=omar)
    assert not roof.files.exists()


def test_what_was_done_still_receives_its_receipt(roof, omar):
    finish_task(roof, actor=omar)
    assert attach(roof, omar, "Le ticket").place == 1


def test_a_name_in_words_is_asked(roof, omar):
    with refused(name="blank"):
        attach(roof, omar, " \u202e ")
    assert list(TASK_FILES.keys()) == []


def test_twenty_files_and_no_more(roof, omar):
    for number in range(MOST):
        attach(roof, omar, f"Page {number}")
    with refused("full"):
        attach(roof, omar)
    remove_task_file(roof.files.get(place=7), actor=omar)
    assert attach(roof, omar).place == 7


@pytest.mark.parametrize("wrong", [{"place": 0}, {"place": MOST + 1}, {"place": 1}, {"size": 0}, {"size": 10_000_001}])
def test_the_database_holds_the_limits_too(roof, omar, wrong):
    attached = attach(roof, omar)
    attached.pk, attached.place = None, 2
    for name, value in wrong.items():
        setattr(attached, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        attached.save(force_insert=True)


# The pages


def test_it_is_attached_by_a_plain_form_and_had_as_a_download(client, roof, omar, noe):
    client.force_login(omar)
    files = reverse("commissions:task-files", args=[roof.pk])
    assert files in client.get(roof.get_absolute_url()).content.decode()
    answer = upload(client, roof)
    assert (answer.status_code, answer["Location"]) == (303, files)
    attached = TaskFile.objects.get()

    client.force_login(noe)
    assert attached.get_absolute_url() in client.get(roof.get_absolute_url()).content.decode()
    page = client.get(files).content.decode()
    assert attached.sha256 in page
    assert "multipart/form-data" not in page
    assert "/removal/" not in page
    file = client.get(attached.get_absolute_url())
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"] == 'attachment; filename="Le devis.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["Cache-Control"] == "private, no-store"


def test_what_is_not_what_it_may_be_comes_back_with_the_reason(client, roof, omar):
    client.force_login(omar)
    answer = upload(client, roof, HTML)
    assert answer.status_code == 422
    assert "Seuls les fichiers PDF" in answer.content.decode()
    assert list(TASK_FILES.keys()) == []


def test_a_photo_is_kept_without_its_place(client, roof, omar):
    client.force_login(omar)
    upload(client, roof, photo())
    attached = TaskFile.objects.get()
    kept_content = TASK_FILES.path(attached.key).read_bytes()
    assert b"Exif" not in kept_content
    assert attached.sha256 == hashlib.sha256(kept_content).hexdigest()


def test_it_is_taken_away_by_a_form(client, roof, omar):
    attached = attach(roof, omar)
    client.force_login(omar)
    answer = client.post(reverse("commissions:task-file-removal", args=[attached.pk]))
    assert answer["Location"] == reverse("commissions:task-files", args=[roof.pk])
    assert client.get(attached.get_absolute_url()).status_code == 404


def test_of_a_closed_circle_only_its_members_and_whoever_has_the_task_have_it(client, closed_task, noe, malo):
    attached = attach(closed_task, closed_task.created_by)
    Task.objects.filter(pk=closed_task.pk).update(assignee=noe)
    for reader, status in ((closed_task.created_by, 200), (noe, 200), (malo, 403)):
        client.force_login(reader)
        assert client.get(attached.get_absolute_url()).status_code == status, reader
        assert client.get(reverse("commissions:task-files", args=[closed_task.pk])).status_code == status, reader


def test_a_file_that_is_not_on_the_disk_is_not_found(client, roof, omar):
    attached = attach(roof, omar)
    TASK_FILES.erase(attached.key)
    client.force_login(omar)
    assert client.get(attached.get_absolute_url()).status_code == 404


def test_the_page_of_the_task_shows_it_at_once(roof, omar):
    page = live_pages["task"]
    before = page.load(str(roof.pk))
    attached = attach(roof, omar)
    assert roof.topic in page.regions["files"].topics(before)
    after = page.load(str(roof.pk))
    files = reverse("commissions:task-files", args=[roof.pk])
    assert attached.get_absolute_url() in page.regions["files"].render(after, Audience("reader", "fr"))
    assert page.regions["files"].render(before, Audience("reader", "fr")).strip() == ""
    assert files in page.regions["files"].render(before, Audience("member", "fr"))


# The API


def test_a_program_attaches_reads_and_takes_away(client, roof, omar, noe):
    client.force_login(omar)
    files = reverse("api-task-files", args=[roof.pk])
    sent = client.post(files, {"name": "Le devis", "file": SimpleUploadedFile("devis.pdf", PDF)})
    attached = TaskFile.objects.get()
    shown = sent.json()
    assert (sent.status_code, shown["id"], shown["kind"], shown["sha256"]) == (201, attached.pk, "pdf", attached.sha256)
    assert client.get(files).json() == [shown]
    assert client.get(reverse("api-task-detail", args=[roof.pk])).json()["files"] == [shown]
    content = client.get(reverse("api-task-file-content", args=[attached.pk]))
    assert b"".join(content.streaming_content) == PDF
    removal = reverse("api-task-file-removal", args=[attached.pk])

    client.force_login(noe)
    assert client.get(reverse("api-task-file-detail", args=[attached.pk])).json() == shown
    assert client.post(files, {"name": "x", "file": SimpleUploadedFile("x.pdf", HTML)}).status_code == 403
    assert client.post(removal).status_code == 403

    client.force_login(omar)
    wrong = client.post(files, {"name": "x", "file": SimpleUploadedFile("x.pdf", HTML)})
    assert (wrong.status_code, "file" in wrong.json()["errors"]) == (400, True)
    assert client.post(removal).status_code == 204
    assert client.post(removal).status_code == 404


def test_whoever_may_not_read_the_task_finds_no_file(client, closed_task, malo):
    attached = attach(closed_task, closed_task.created_by)
    client.force_login(malo)
    for name in ("api-task-file-detail", "api-task-file-content"):
        assert client.get(reverse(name, args=[attached.pk])).status_code == 404
    assert client.get(reverse("api-task-files", args=[closed_task.pk])).status_code == 404


# Compared with the journal


def test_files_that_stand_as_they_were_attached_differ_in_nothing(roof, omar):
    attach(roof, omar)
    remove_task_file(attach(roof, omar), actor=omar)
    assert list(comparison.task_files()) == []


def test_a_file_that_is_another_gone_or_slipped_in_is_found(roof, omar):
    altered, named, gone = (attach(roof, omar, str(number)) for number in range(3))
    TASK_FILES.path(altered.key).write_bytes(b"%PDF-")
    TaskFile.objects.filter(pk=named.pk).update(name="Un autre")
    TaskFile.objects.filter(pk=gone.pk).delete()
    slipped = TaskFile.objects.get(pk=altered.pk)
    slipped.pk, slipped.place, slipped.key = None, 9, TASK_FILES.keep(PDF)
    slipped.save()
    remove_task_file(removed := attach(roof, omar, "Retirée"), actor=omar)
    removed.key = TASK_FILES.keep(PDF)
    removed.save(force_insert=True)
    of, [was] = f"Task {roof.pk}, file", Entry.objects.filter(verb="task.file_removed")
    attached = list(Entry.objects.filter(verb="task.file_attached").order_by("seq").values_list("seq", flat=True))
    assert sorted(comparison.task_files()) == sorted(
        [
            f"{of} {altered.pk}: not on the disk as it was attached.",
            f"{of} {named.pk}: not as entry {attached[1]} says.",
            f"{of} {slipped.pk}: the journal was never told of it.",
            f"{of} {removed.pk}: there again; entry {was.seq} says that it was taken away.",
            f"{of} {gone.pk}: gone; entry {attached[2]} says that it was attached.",
        ]
    )
