"""The story, the documents, the visits, the newcomer's path."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assembly.models import Meeting
from commissions.actions import add_task
from commissions.models import Circle
from history.actions import (
    add_document,
    add_event,
    cancel_signup,
    cancel_visit,
    change_document,
    change_event,
    mark_step,
    plan_visit,
    publish_document,
    sign_up,
)
from history.models import Document, DocumentVersion, Event, Visit, VisitSignup, WelcomeStep
from history.queries import path_of, places_taken
from journal.actions import CLOCK
from journal.clock import telling
from members.combined_reads import fetch
from members.due import tell_notifications
from members.models import Collective, Mail
from members.outbox import Wording, wording_now
from tests.commissions.helpers import at_once, told, verbs
from tests.conftest import person
from tests.letters import letter_of, letters_of
from tests.refusals import refused


@pytest.fixture
def charter(ines) -> Document:
    return add_document(actor=ines, title="Charte", text="Décider.", kind="charter", is_public=True)


@pytest.fixture
def visit(ines) -> Visit:
    """Two places, next week."""
    return plan_visit(
        actor=ines, starts_at=timezone.now() + timedelta(days=7), place="Devant le portail", host=ines, capacity=2
    )


# the story


def test_whoever_sits_in_a_circle_tells_the_story(ines):
    event = add_event(actor=ines, title=" La fondation ", happened_on=date(2014, 3, 1), precision="month")
    assert (event.title, event.when, event.created_by) == ("La fondation", "mars 2014", ines)
    assert told("event.added") == {"event": event.pk, "on": "2014-03-01", "precision": "month", "is_public": True}


@pytest.mark.parametrize(("precision", "said"), [("year", "2014"), ("month", "mars 2014"), ("day", "1 mars 2014")])
def test_the_story_is_as_exact_as_it_is_known(precision, said):
    assert Event(happened_on=date(2014, 3, 1), precision=precision).when == said


@pytest.mark.parametrize("who", ["noe", "lise"])
def test_others_ask_them_to_tell_it(who, ca, request):
    with refused("history.tell"):
        add_event(actor=request.getfixturevalue(who), title="La fondation", happened_on=date(2014, 3, 1))


def test_something_without_a_title_is_not_told(ines):
    with refused(title="blank"):
        add_event(actor=ines, title="", happened_on=date(2014, 3, 1))
    assert verbs() == []


def test_the_story_is_told_better(ines, malo):
    event = add_event(actor=ines, title="La fondation", happened_on=date(2014, 3, 1))
    change_event(event, actor=malo, title="L’idée", happened_on=date(2013, 1, 1), precision="year", is_public=False)
    event.refresh_from_db()
    assert (event.title, event.when, event.is_public, event.created_by) == ("L’idée", "2013", False, ines)
    assert verbs() == ["event.added", "event.changed"]


def test_the_timeline_is_by_years_and_shows_visitors_what_is_public(client, ines):
    add_event(actor=ines, title="L’été", happened_on=date(2018, 7, 1))
    add_event(actor=ines, title="Les débuts", happened_on=date(2014, 1, 1), precision="year")
    add_event(actor=ines, title="Une dispute", happened_on=date(2016, 1, 1), is_public=False)
    page = client.get(reverse("history:timeline")).content.decode()
    assert page.index("Les débuts") < page.index("L’été")
    assert "Une dispute" not in page
    client.force_login(ines)
    assert "Une dispute" in client.get(reverse("history:timeline")).content.decode()


# documents


def test_a_document_keeps_each_of_its_versions(charter, malo):
    version = change_document(charter, actor=malo, text="Décider ensemble.", note="ensemble")
    assert (version.number, version.author, version.note) == (2, malo, "ensemble")
    assert list(charter.versions.values_list("number", "text")) == [(2, "Décider ensemble."), (1, "Décider.")]
    assert told("document.changed") == {"document": charter.pk, "version": 2}


def test_the_same_text_again_is_no_version(charter, ines):
    assert change_document(charter, actor=ines, text="Décider.").number == 1
    assert verbs() == ["document.added"]


def opened(client, document) -> dict[str, str]:
    """The page of its next version, as it is opened now."""
    form = client.get(reverse("history:document-edit", args=[document.slug])).context["form"]
    return {"text": form["text"].value(), "read_from": form.read_from}


def test_what_was_typed_comes_back_with_what_somebody_else_wrote_meanwhile(client, charter, ines, malo):
    client.force_login(ines)
    typed = opened(client, charter) | {"text": "Décider seul."}
    change_document(charter, actor=malo, text="Décider ensemble.")

    answer = client.post(reverse("history:document-edit", args=["charte"]), typed)

    assert answer.status_code == 422
    assert answer.context["form"].rivals == {"text": "Décider ensemble."}
    assert "Décider seul." in answer.content.decode()
    assert charter.versions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_are_one_version_and_one_that_comes_back(charter, ines, malo):
    clients = [Client(), Client()]
    clients[0].force_login(ines)
    clients[1].force_login(malo)
    typed = [opened(client, charter) | {"text": text} for client, text in zip(clients, ["Un", "Deux"], strict=True)]
    url = reverse("history:document-edit", args=["charte"])

    answers = at_once(lambda: clients[0].post(url, typed[0]), lambda: clients[1].post(url, typed[1]))

    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert charter.versions.count() == 2


def test_lines_that_a_browser_ends_otherwise_are_no_change(client, ines):
    document = add_document(actor=ines, title="Règlement", text="Un\nDeux")
    client.force_login(ines)
    client.post(reverse("history:document-edit", args=["reglement"]), opened(client, document) | {"text": "Un\r\nDeux"})
    assert document.versions.count() == 1


@pytest.mark.parametrize("who", ["noe", "lise"])
def test_documents_are_kept_by_those_who_sit_in_a_circle(who, ca, charter, request):
    someone = request.getfixturevalue(who)
    with refused("history.write_documents"):
        add_document(actor=someone, title="Statuts", text="Article 1")
    with refused("history.write_documents"):
        change_document(charter, actor=someone, text="Rien")
    with refused("history.write_documents"):
        publish_document(charter, actor=someone, is_public=False)


def test_a_document_has_a_text(ines):
    with refused(text="blank"):
        add_document(actor=ines, title="Statuts", text="")
    assert Document.objects.count() == 0


def test_publishing_twice_changes_nothing(charter, ines):
    publish_document(charter, actor=ines, is_public=True)
    publish_document(charter, actor=ines, is_public=False)
    publish_document(charter, actor=ines, is_public=False)
    assert verbs() == ["document.added", "document.kept_to_members"]


def test_a_second_document_of_that_title_has_an_address_of_its_own(charter, ines):
    assert add_document(actor=ines, title="Charte", text="Autre").slug == "charte-2"
    assert add_document(actor=ines, title="New", text="Autre").slug == "new-2"


def test_the_difference_between_two_versions_is_shown_word_by_word(client, charter, ines):
    change_document(charter, actor=ines, text="Décider ensemble.")
    page = client.get(reverse("history:document-version", args=["charte", 2])).content.decode()
    assert "<ins>" in page
    assert "ensemble" in page
    old = client.get(reverse("history:document-version", args=["charte", 1])).content.decode()
    assert "La version 2 a remplacé celle-ci." in old
    assert client.get(reverse("history:document-version", args=["charte", 3])).status_code == 404


def test_visitors_do_not_read_who_wrote(client, charter, ines):
    for name, args in [("document-versions", ["charte"]), ("document-version", ["charte", 1])]:
        url = reverse(f"history:{name}", args=args)
        assert "Inès" not in client.get(url).content.decode()
    client.force_login(ines)
    assert "Inès" in client.get(url).content.decode()


def test_a_document_of_before_keeps_its_date(ines):
    document = add_document(actor=ines, title="Statuts", text="Article 1", written_on=datetime(2015, 2, 1, tzinfo=UTC))
    assert document.versions.get().created_at.year == 2015


def test_the_database_keeps_one_text_for_each_number(charter):
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.create(document=charter, number=1, text="Autre", created_at=timezone.now())


# visits


def test_a_member_signs_up_with_guests(visit, noe):
    signup = sign_up(visit, actor=noe, guests=1)
    assert (signup.people, places_taken(visit)) == (2, 2)
    assert told("visit.joined") == {"visit": visit.pk, "member": noe.pk, "guests": 1}


def test_signing_up_twice_changes_nothing_but_the_guests(visit, noe):
    sign_up(visit, actor=noe)
    sign_up(visit, actor=noe)
    assert verbs() == ["visit.planned", "visit.joined"]
    sign_up(visit, actor=noe, guests=1)
    assert places_taken(visit) == 2


def test_a_full_visit_says_so(visit, noe, malo, rose):
    sign_up(visit, actor=noe)
    with refused("full") as refusal:
        sign_up(visit, actor=malo, guests=1)
    assert refusal.value.messages == ["Il reste 1 place\xa0: venez à moins nombreux, ou à une autre visite."]
    sign_up(visit, actor=malo)
    with refused("full"):
        sign_up(visit, actor=rose)


@pytest.mark.django_db(transaction=True)
def test_a_visit_never_has_more_people_than_places(visit):
    people = [person(f"Visiteur {number}") for number in range(6)]
    outcomes = at_once(*[lambda one=one: sign_up(visit, actor=one) for one in people])
    assert sum(isinstance(outcome, VisitSignup) for outcome in outcomes) == 2
    assert sum(isinstance(outcome, ValidationError) for outcome in outcomes) == 4
    assert places_taken(visit) == 2


def test_a_place_given_back_is_free(visit, noe, malo, rose):
    sign_up(visit, actor=noe, guests=1)
    cancel_signup(visit, actor=noe)
    cancel_signup(visit, actor=noe)
    assert verbs() == ["visit.planned", "visit.joined", "visit.left"]
    assert sign_up(visit, actor=rose, guests=1).people == 2


def test_a_visit_that_has_begun_takes_nobody(ines, noe):
    visit = Visit.objects.create(starts_at=timezone.now() - timedelta(minutes=1), place="Ici", host=ines)
    with refused("past"):
        sign_up(visit, actor=noe)


def test_a_cancelled_visit_tells_those_who_were_coming_once(visit, ines, noe, malo):
    sign_up(visit, actor=noe)
    cancel_visit(visit, actor=ines)
    cancel_visit(visit, actor=ines)
    assert [letter.to for letter in letters_of("visit_cancelled")] == [noe.email]
    assert verbs().count("visit.cancelled") == 1
    with refused("cancelled"):
        sign_up(visit, actor=malo)


def test_that_a_visit_is_cancelled_is_not_told_once_its_hour_is_past(visit, ines, noe):
    sign_up(visit, actor=noe)
    cancel_visit(visit, actor=ines)
    letter = letter_of("visit_cancelled")
    assert wording_now(letter) == Wording(letter.subject, letter.text)
    with telling(visit.starts_at + timedelta(minutes=1)):
        assert wording_now(letter) is None


@pytest.mark.parametrize(("hours", "is_urgent"), [(2, True), (30, False)])
def test_a_visit_cancelled_in_the_evening_is_told_before_it_would_have_begun(ines, noe, hours, is_urgent):
    visit = plan_visit(starts_at=timezone.now() + timedelta(hours=hours), place="Ici", host=ines, actor=ines)
    sign_up(visit, actor=noe)
    cancel_visit(visit, actor=ines)
    tell_notifications()
    assert Mail.objects.filter(is_urgent=True).exists() == is_urgent
    assert letter_of("visit_cancelled").is_urgent == is_urgent


def test_only_the_host_and_the_administrators_cancel_a_visit(visit, malo, admin):
    with refused("history.change_visit"):
        cancel_visit(visit, actor=malo)
    cancel_visit(visit, actor=admin)


def test_a_visit_is_planned_by_whoever_sits_in_a_circle_and_to_come(ines, noe):
    with refused("history.plan_visits"):
        plan_visit(actor=noe, starts_at=timezone.now() + timedelta(days=1), place="Ici", host=noe)
    with refused(starts_at="past"):
        plan_visit(actor=ines, starts_at=timezone.now() - timedelta(minutes=1), place="Ici", host=ines)


def test_a_visitor_sees_when_and_where_and_no_names(client, visit, ines, noe):
    sign_up(visit, actor=noe)
    page = client.get(reverse("history:visits")).content.decode()
    assert "Devant le portail" in page
    assert "1 place libre" in page
    assert "Noé" not in page
    assert "Inès" not in page
    client.force_login(ines)
    assert "Noé" in client.get(reverse("history:visits")).content.decode()


def test_a_wrong_number_of_guests_is_told(client, visit, noe):
    client.force_login(noe)
    answer = client.post(reverse("history:visit-signups", args=[visit.pk]), {"guests": "40"}, headers={"X-Act": "1"})
    assert answer.status_code == 422
    assert answer.json()["message"] == "Neuf personnes au plus peuvent venir avec vous."


# the newcomer's path


def test_the_path_remembers_what_was_done_and_knows_what_the_facts_tell(visit, noe, ines):
    mark_step("story", actor=noe)
    mark_step("story", actor=noe)
    sign_up(visit, actor=noe)
    assert fetch(path_of(noe)).done == {"story", "visit"}
    assert fetch(path_of(ines)).done == {"circle"}
    assert WelcomeStep.objects.count() == 1
    mark_step("story", actor=noe, is_done=False)
    assert fetch(path_of(noe)).done == {"visit"}
    assert verbs() == ["visit.planned", "visit.joined"]


def test_the_path_is_complete_when_every_step_is(noe):
    for step in WelcomeStep.Step.values:
        mark_step(step, actor=noe)
    assert fetch(path_of(noe)).is_complete


def test_there_is_no_other_step(noe):
    with refused("unknown"):
        mark_step("gold", actor=noe)


def test_the_path_is_for_people(db):
    with refused("history.walk"):
        mark_step("story", actor=CLOCK)


def test_a_newcomer_walks_the_path_on_its_page(client, noe, visit, charter):
    client.force_login(noe)
    url = reverse("history:welcome")
    page = client.get(url).content.decode()
    assert "0 sur 6" in page
    assert charter.get_absolute_url() in page
    client.post(reverse("history:welcome-step", args=["charter"]), {"done": "1"})
    client.post(reverse("history:visit-signups", args=[visit.pk]))
    page = client.get(url).content.decode()
    assert "2 sur 6" in page
    assert "On vous attend" in page


# home


def test_home_answers_three_questions(client, omar, vie_quotidienne, visit):
    add_task(vie_quotidienne, title="Tourner le compost", actor=omar, assignee=omar)
    add_task(vie_quotidienne, title="Arroser", actor=omar)
    client.force_login(omar)
    page = client.get("/").content.decode()
    order = ["Ce qui vous attend", "Tourner le compost", "En ce moment", "1 tâche cherche quelqu’un", "Ce qui vient"]
    assert [page.index(said) for said in order] == sorted(page.index(said) for said in order)
    assert "Devant le portail" in page


def test_an_open_meeting_is_on_home_with_its_evening_for_those_who_may_follow_it(client, ca, ines, noe):
    now = timezone.now()
    Meeting.objects.create(
        circle=ca,
        title="CA de ce soir",
        starts_at=now,
        ends_at=now + timedelta(hours=2),
        opened_at=now,
        state=Meeting.State.OPEN,
        created_by=ines,
    )
    later = now + timedelta(days=3)
    Meeting.objects.create(
        circle=ca, title="CA suivant", starts_at=later, ends_at=later + timedelta(hours=2), created_by=ines
    )
    client.force_login(noe)
    page = client.get("/").content.decode()
    assert page.index("En ce moment") < page.index("CA de ce soir") < page.index("Ce qui vient")
    assert page.index("Ce qui vient") < page.index("CA suivant")
    assert "evening" in page
    Circle.objects.filter(pk=ca.pk).update(is_open=False)
    assert "CA de ce soir" not in client.get("/").content.decode()
    client.force_login(ines)
    assert "CA de ce soir" in client.get("/").content.decode()


def test_home_shows_a_visitor_what_is_published(client, charter, ines, visit):
    add_document(actor=ines, title="Règlement", text="Fermer.")
    page = client.get("/").content.decode()
    assert "Charte" in page
    assert "Règlement" not in page
    assert "Devant le portail" in page


def test_home_of_a_collective_closed_to_visitors_only_lets_in(client, charter, visit):
    Collective.objects.update_or_create(pk=1, defaults={"is_public": False})
    page = client.get("/").content.decode()
    assert "Charte" not in page
    assert "Devant le portail" not in page
    assert reverse("account_login") in page
    assert client.get(reverse("history:timeline")).status_code == 403
    assert client.get(charter.get_absolute_url()).status_code == 403
