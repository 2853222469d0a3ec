"""A file that should never have been there: erased at any time, by whom and why for all to read."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from commissions.models import Circle, Mandate
from journal.models import Entry, PrivateText
from proposals import actions, comparison
from proposals.models import AttachedFile, Decision, Proposal
from proposals.models.attached_file import FILES
from proposals.process import State
from proposals.queries.attached_files import attached_to
from tests.conftest import person
from tests.proposals import told
from tests.proposals.files import PDF, kept
from tests.refusals import refused

REASON = "L’adresse d’une personne y est."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHED_FILES = tmp_path
    return tmp_path


@pytest.fixture
def coordinator(scene):
    Mandate.objects.filter(member=scene.zoe, circle=scene.circle).update(role="coordinator")
    return scene.zoe


def attach(scene, name="Le plan") -> AttachedFile:
    return actions.attach_file(scene.proposal, name=name, file=kept(PDF), actor=scene.malo)


def erase(attached, actor, reason=REASON) -> AttachedFile:
    return actions.erase_file(attached, reason=reason, actor=actor)


def publish() -> Decision:
    decision = Decision.objects.get()
    Decision.objects.filter(pk=decision.pk).update(audience="public")
    return decision


def test_after_the_adoption_whoever_coordinates_erases_it_and_all_is_told(
    scene, coordinator, django_capture_on_commit_callbacks
):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)

    with django_capture_on_commit_callbacks(execute=True):
        erase(attached, coordinator, f" {REASON} ")

    attached.refresh_from_db()
    assert (attached.removed_by, attached.erasure_reason, attached.is_erased) == (coordinator, REASON, True)
    assert list(FILES.keys()) == []
    (entry,) = Entry.objects.filter(verb="file.erased")
    assert entry.actor == coordinator.actor_key
    body = told.body("file.erased")
    assert (body["file"], body["sha256"]) == (attached.pk, attached.sha256)
    assert {scene.proposal.topic, scene.circle.topic, Decision.objects.get().topic} <= set(
        entry.topics.values_list("topic", flat=True)
    )
    assert PrivateText.objects.get(entry=entry, name="reason").text == REASON
    assert REASON.encode() not in bytes(entry.bytes)


@pytest.mark.parametrize("state", [State.PRESENTED, State.OBJECTIONS, State.INTEGRATION, State.ADOPTED])
def test_whoever_administers_erases_it_at_any_stage(scene, admin, state):
    attached = attach(scene)
    scene.bring_to(state)
    erase(attached, admin)
    assert not attached_to(scene.proposal).exists()


def test_of_a_draft_the_author_takes_it_away(scene, coordinator):
    attached = attach(scene)
    with refused("proposals.erase_file"):
        erase(attached, coordinator)
    Proposal.objects.filter(pk=scene.proposal.pk).update(facilitator=coordinator)
    attached.proposal.refresh_from_db()
    with refused("draft"):
        erase(attached, coordinator)


def test_others_do_not_erase_it(scene, coordinator, omar):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)
    for other in (scene.malo, scene.ines, scene.rose, omar):
        with refused("proposals.erase_file"):
            erase(attached, other)
    assert FILES.path(attached.key).read_bytes() == PDF


def test_what_a_circle_keeps_to_itself_an_administrator_does_not_erase(scene, admin, coordinator):
    attached = attach(scene)
    Proposal.objects.filter(pk=scene.proposal.pk).update(audience="circle")
    scene.bring_to(State.ADOPTED)
    attached = AttachedFile.objects.get()
    with refused("proposals.erase_file"):
        erase(attached, admin)
    assert erase(attached, coordinator).is_erased


def test_a_reason_is_asked(scene, admin):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)
    with refused("reason"):
        erase(attached, admin, "  \u200b ")
    attached.refresh_from_db()
    assert not attached.is_removed


def test_erasing_twice_changes_nothing(scene, admin, coordinator):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)
    erase(attached, admin)
    assert erase(attached, coordinator, "Une autre raison.").removed_by == admin
    assert Entry.objects.filter(verb="file.erased").count() == 1


def test_an_act_that_fails_erases_nothing(scene, admin, django_capture_on_commit_callbacks):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)

    def erase_and_fail() -> None:
        with transaction.atomic():
            erase(attached, admin)
            raise ValidationError("no", code="no")

    with django_capture_on_commit_callbacks(execute=True), refused("no"):
        erase_and_fail()
    assert FILES.path(attached.key).read_bytes() == PDF


def test_the_database_refuses_a_reason_without_an_erasure(scene):
    attached = attach(scene)
    with pytest.raises(IntegrityError), transaction.atomic():
        AttachedFile.objects.filter(pk=attached.pk).update(erasure_reason="x")


def test_a_circle_that_took_the_text_on_keeps_its_own(client, scene, admin, django_capture_on_commit_callbacks):
    scene.bring_to(State.PRESENTED)
    attached = attach(scene)
    other = Circle.objects.create(kind="commission", name="Autre", slug="autre")
    actions.escalate(scene.proposal, to=other, reason="à eux", actor=scene.ines)
    copy = actions.accept_handed(Proposal.objects.get(pk=scene.proposal.pk), actor=person("Basile", other))
    client.force_login(admin)
    page = client.get(reverse("proposals:attached-file-erasure", args=[attached.pk])).content.decode()
    assert "Un autre cercle a repris le texte, avec ce fichier" in page
    with django_capture_on_commit_callbacks(execute=True):
        erase(attached, admin)
    assert FILES.path(attached_to(copy).get().key).read_bytes() == PDF


# The pages and the files


def test_it_is_erased_by_a_plain_form_from_the_decision_s_page(client, scene, coordinator):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)
    erasure = reverse("proposals:attached-file-erasure", args=[attached.pk])
    client.force_login(scene.rose)
    assert erasure not in client.get(Decision.objects.get().get_absolute_url()).content.decode()
    assert client.get(erasure).status_code == 403
    client.force_login(coordinator)
    files = reverse("proposals:attached-files", args=[scene.proposal.pk])
    for page in (Decision.objects.get().get_absolute_url(), files):
        assert erasure in client.get(page).content.decode()

    assert client.post(erasure, {"reason": " "}).status_code == 422
    answer = client.post(erasure, {"reason": REASON})

    assert (answer.status_code, answer["Location"]) == (303, files)
    assert client.get(attached.get_absolute_url()).status_code == 404
    assert client.get(erasure).status_code == 404


def test_members_read_that_it_was_erased_by_whom_and_why(client, scene, coordinator):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)
    erase(attached, coordinator)
    decision = Decision.objects.get()
    client.force_login(scene.rose)
    for page in (
        decision.get_absolute_url(),
        scene.proposal.get_absolute_url(),
        reverse("proposals:attached-files", args=[scene.proposal.pk]),
    ):
        text = client.get(page).content.decode()
        assert "« Le plan » a été effacé par Zoé le" in text
        assert REASON in text
        assert attached.sha256 in text
        assert attached.get_absolute_url() not in text

    written = client.get(reverse("proposals:decision-md", args=[decision.number])).content.decode()
    assert "« Le plan » a été effacé par Zoé le" in written
    assert f"Motif : {REASON} Son empreinte (SHA-256) : {attached.sha256}" in written
    data = client.get(reverse("proposals:decision-json", args=[decision.number])).json()
    assert data["files"] == []
    (erased,) = data["erased_files"]
    assert (erased["name"], erased["sha256"], erased["reason"]) == ("Le plan", attached.sha256, REASON)
    (erased,) = client.get(reverse("proposals:proposal-json", args=[scene.proposal.pk])).json()["erased_files"]
    assert erased["sentence"].startswith("« Le plan » a été effacé par Zoé le")


def test_the_register_says_it_too(client, scene, coordinator):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)
    erase(attached, coordinator)
    client.force_login(scene.rose)
    register = client.get(reverse("proposals:register-md")).content.decode()
    assert attached.sha256 in register
    assert "a été effacé par Zoé" in register


def test_visitors_read_that_a_file_was_erased_and_nothing_of_people(client, scene, coordinator):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)
    erase(attached, coordinator)
    decision = publish()
    page = client.get(decision.get_absolute_url()).content.decode()
    data = client.get(reverse("proposals:decision-json", args=[decision.number]))
    assert "Un fichier a été effacé le" in page
    assert attached.sha256 in page
    for text in (page, data.content.decode()):
        assert not [word for word in ("Zoé", REASON, "Le plan") if word in text]


def test_what_was_taken_away_before_stands_apart(client, scene, admin):
    scene.bring_to(State.PRESENTED)
    actions.detach_file(attach(scene, "Un ancien plan"), actor=scene.malo)
    erase(attach(scene), admin)
    client.force_login(scene.rose)
    page = client.get(scene.proposal.get_absolute_url()).content.decode()
    assert "« Le plan » a été effacé par" in page
    assert "Un ancien plan" not in page


# The API


def test_a_program_erases_it_and_reads_who_did(client, scene, coordinator):
    attached = attach(scene)
    scene.bring_to(State.ADOPTED)
    erasure = reverse("api-attached-file-erasure", args=[attached.pk])
    client.force_login(scene.rose)
    assert client.post(erasure, {"reason": REASON}, content_type="application/json").status_code == 403
    client.force_login(coordinator)
    assert client.post(erasure, {}, content_type="application/json").status_code == 400
    answer = client.post(erasure, {"reason": REASON}, content_type="application/json")
    assert answer.status_code == 200
    whole = client.get(reverse("api-proposal-detail", args=[scene.proposal.pk])).json()
    assert (whole["files"], whole["erased_files"]) == ([], [answer.json()])
    assert answer.json()["removed_by"]["name"] == "Zoé"
    assert answer.json()["erasure_reason"] == REASON


# Compared with the journal


def test_what_was_decided_with_a_file_stands_once_it_is_erased(scene, coordinator):
    before, attached = attach(scene, "Un autre"), attach(scene)
    scene.bring_to(State.OBJECTIONS)
    erase(before, coordinator)
    scene.all_answer()
    erase(attached, coordinator)
    assert told.body("decision.recorded")["files"] == [attached.sha256]
    assert [*comparison.decisions(), *comparison.files()] == []


def test_a_file_that_went_unseen_or_for_another_reason_is_found(scene, coordinator):
    erased, unseen = attach(scene), attach(scene, "Un autre")
    scene.bring_to(State.ADOPTED)
    erase(erased, coordinator)
    AttachedFile.objects.filter(pk=erased.pk).update(erasure_reason="Une autre raison.")
    AttachedFile.objects.filter(pk=unseen.pk).update(removed_at=erased.attached_at, removed_by=scene.malo)
    entry = Entry.objects.get(verb="file.erased")
    of = f"Proposal {scene.proposal.pk}, file"
    assert sorted(comparison.files()) == sorted(
        [
            f"{of} {erased.pk}: not erased for the reason that entry {entry.seq} says.",
            f"{of} {unseen.pk}: taken away, and the journal was never told of it.",
        ]
    )
    assert [line for line in comparison.decisions() if "files" in line]
