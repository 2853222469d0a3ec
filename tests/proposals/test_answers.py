"""Answering by the link of a letter: one act, once, by a press, for one person alone."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from journal.clock import now, telling
from journal.models import Entry
from members.actions import answer_by_link, deactivate, sign_out_everywhere
from members.due import tell_notifications
from members.models import AnswerLink, Mail, Member, Notification
from members.outbox import wording_now
from proposals import actions, due
from proposals.models import Decision, Objection, Position, Review, ReviewAnswer
from proposals.process import State
from tests.proposals.scene import REASON
from tests.proposals.test_pages import browser
from tests.refusals import refused
from web.models import Draft


def letter_to(member: Member, *, days: float = 4) -> Mail:
    """What this person is told by then, on whatever days they want letters and whatever day it is today."""
    with telling(now() + timedelta(days=days)):
        Notification.objects.filter(member=member, settled_at=None, leaves_at__gt=now()).update(leaves_at=now())
        tell_notifications()
    return Mail.objects.filter(kind="notifications", member=member).latest("pk")


def address_in(letter: Mail) -> str:
    return "/answers/" + letter.text.partition("/answers/")[2].split()[0]


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def address(scene) -> str:
    """The page of Rose's link, while her position is asked for."""
    scene.bring_to(State.OBJECTIONS)
    return address_in(letter_to(scene.rose))


def test_a_scanner_that_follows_the_link_ten_times_answers_nothing_and_its_owner_then_does(
    scene, address, client
) -> None:
    for _scan in range(10):
        assert client.get(address).status_code == 200
        client.head(address)
    assert not Position.objects.exists()
    answer = client.post(address, {"value": "consent"}, follow=True)
    assert "Votre réponse est enregistrée" in answer.content.decode()
    assert Position.objects.get().kind == "consent"
    assert Position.objects.get().member == scene.rose


def test_the_page_shows_the_text_and_says_whose_the_link_is(scene, address, client) -> None:
    page = client.get(address).content.decode()
    assert "Les visites ouvrent un samedi sur deux" in page
    assert "Vous répondez au nom de Rose. Ce lien n’est que pour vous" in page
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_it_is_in_the_language_of_its_person_or_as_chosen_in_that_browser(scene, address, client) -> None:
    assert '<html lang="fr"' in client.get(address, headers={"Accept-Language": "en"}).content.decode()
    client.cookies["django_language"] = "en"
    page = client.get(address).content.decode()
    assert '<html lang="en"' in page
    assert "You answer as Rose. This link is yours alone" in page


def test_it_works_once(scene, address, client) -> None:
    client.post(address, {"value": "consent"})
    client.post(address, {"value": "stand_aside"})
    assert Position.objects.get().kind == "consent"
    with refused("link"):
        answer_by_link(AnswerLink.objects.get(member=scene.rose), value="consent", actor=scene.rose)


def test_a_concern_needs_its_words(scene, address, client) -> None:
    client.post(address, {"value": "concern", "text": ""})
    assert not Position.objects.exists()
    client.post(address, {"value": "concern", "text": "attention aux samedis"})
    assert Position.objects.get().text == "attention aux samedis"


def test_nothing_else_is_done_by_it(scene, address, client) -> None:
    client.post(address, {"value": "adopt"})
    client.post(address, {"value": "ask", "text": "Qui ?"})
    client.post(address, {"value": ""})
    assert not Position.objects.exists()
    assert client.get(scene.proposal.get_absolute_url()).status_code in (302, 403, 404)


def test_it_is_over_with_what_it_asks(scene, address, client) -> None:
    actions.withdraw(scene.proposal, actor=scene.malo)
    assert client.get(address).status_code == 410
    client.post(address, {"value": "consent"})
    assert not Position.objects.exists()


def test_it_is_over_once_its_owner_signs_out_everywhere(scene, address, client) -> None:
    sign_out_everywhere(scene.rose, actor=scene.rose)
    assert client.get(address).status_code == 410
    client.post(address, {"value": "consent"})
    assert not Position.objects.exists()


def test_it_is_over_once_its_owner_has_no_access(scene, address, client, admin) -> None:
    deactivate(scene.rose, actor=admin)
    assert client.get(address).status_code == 410
    assert client.post(address, {"value": "consent"}).status_code == 410


def test_a_scanner_that_asks_for_its_head_alone_is_answered_and_answers_nothing(scene, address, client) -> None:
    assert client.head(address).status_code == 200
    assert not Position.objects.exists()
    client.post(address, {"value": "consent"})
    assert client.head(address).status_code == client.get(address).status_code


def test_a_made_up_link_is_not_found(scene, address, client) -> None:
    forged = address.replace("/answers/", "/answers/1")
    assert client.get(forged).status_code == 404
    assert client.post(forged, {"value": "consent"}).status_code == 404


def test_nobody_uses_the_link_of_another(scene, address) -> None:
    with refused("members.answer_by_link"):
        answer_by_link(AnswerLink.objects.get(member=scene.rose), value="consent", actor=scene.malo)


def test_the_journal_says_that_it_was_by_the_link(scene, address, client) -> None:
    client.post(address, {"value": "consent"})
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["position.taken", "answer.by_link"]


def test_a_circle_agrees_to_carry_an_objection_by_link(scene, client) -> None:
    scene.bring_to(State.EXAMINATION)
    request = scene.ask_circle()
    address = address_in(letter_to(scene.paul, days=2.5))
    assert "trois samedis sur huit sans personne" in client.get(address).content.decode()
    client.post(address, {"value": "agree"})
    assert request.agreements.get(member=scene.paul).agrees is True


def test_a_letter_rewritten_when_it_leaves_has_the_same_link(scene, address) -> None:
    letter = Mail.objects.filter(member=scene.rose, kind="notifications").latest("pk")
    renewed = wording_now(letter)
    assert renewed is not None
    assert address.split("/answers/")[1] in renewed.text


def keep(client, address, text, *, value="concern", headers=None):
    return client.post(f"{address}draft/?value={value}", {"value": value, "text": text}, headers=headers)


def test_what_is_typed_is_there_again_by_the_link_on_another_device(scene, address, client) -> None:
    assert keep(client, address, "Attention aux sam").headers["Location"] == address
    assert keep(client, address, "Attention aux samedis", headers={"X-Act": "1"}).json()["done"] is True
    again = Client().get(address).content.decode()
    assert "Attention aux samedis</textarea>" in again
    assert "Brouillon enregistré à" in again
    assert not Position.objects.exists()
    assert "Attention aux samedis" not in browser(scene.rose).get(scene.proposal.get_absolute_url()).content.decode()


def test_a_page_that_is_left_keeps_it_without_an_answer(address, client) -> None:
    answer = client.post(f"{address}draft/?value=concern&leaving=1", {"text": "Attention"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Attention</textarea>" in client.get(address).content.decode()


def test_it_is_gone_once_one_has_answered(scene, address, client) -> None:
    keep(client, address, "Attention aux samedis")
    client.post(address, {"value": "consent"})
    assert not Draft.objects.exists()


def test_what_is_refused_is_still_kept(address, client) -> None:
    keep(client, address, "Attention aux samedis")
    client.post(address, {"value": "concern", "text": ""})
    assert "Attention aux samedis</textarea>" in client.get(address).content.decode()


def keep_reason(client, address, **parts):
    return client.post(f"{address}draft/?value=objection", {"value": "objection", **parts}, headers={"X-Act": "1"})


def test_each_part_of_an_objection_that_is_typed_is_there_again_and_its_form_open(address, client) -> None:
    before = client.get(address).content.decode()
    assert '<details class="more">' in before
    assert "save_address" not in before
    assert keep_reason(client, address, kind="harm", consequence="alors Rose ferait tout", fact="").json()["done"]
    page = Client().get(address).content.decode()
    assert "alors Rose ferait tout</textarea>" in page
    assert '<option value="harm" selected>' in page
    assert '<details class="more" open>' in page
    assert "Brouillon enregistré à" in page
    assert not Position.objects.exists()


def test_a_concern_that_is_refused_leaves_what_was_typed_of_an_objection(address, client) -> None:
    keep_reason(client, address, consequence="alors Rose ferait tout")
    client.post(address, {"value": "concern", "text": ""})
    assert "alors Rose ferait tout</textarea>" in client.get(address).content.decode()


def test_who_objects_and_writes_why_later_finds_what_they_had_typed_on_the_page(scene, address, client) -> None:
    keep_reason(client, address, kind="harm", consequence="alors Rose ferait tout")
    client.post(address, {"value": "object_later"})
    form = reverse("proposals:objection", args=[scene.round.pk])
    assert [draft.place for draft in Draft.objects.filter(member=scene.rose)] == [form]
    page = browser(scene.rose).get(form).content.decode()
    assert "alors Rose ferait tout</textarea>" in page
    assert not Objection.objects.get().is_worded


def test_what_was_typed_with_an_answer_that_is_refused_is_on_the_page_again(address, client) -> None:
    client.post(address, {"value": "objection", "kind": "whatever", "consequence": "alors Rose ferait tout"})
    assert not Position.objects.exists()
    assert "alors Rose ferait tout</textarea>" in client.get(address).content.decode()


def test_what_was_typed_and_came_too_late_is_shown_and_not_kept(scene, address, client) -> None:
    actions.withdraw(scene.proposal, actor=scene.malo)
    answer = client.post(address, {"value": "concern", "text": "Attention <b>aux samedis</b>"})
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Ce que vous avez écrit n’est pas parti." in page
    assert "<blockquote>Attention &lt;b&gt;aux samedis&lt;/b&gt;</blockquote>" in page
    assert not Draft.objects.exists()


def test_a_second_answer_is_told_that_the_first_is_kept_and_until_when_it_may_be_changed(address, client) -> None:
    client.post(address, {"value": "concern", "text": "attention aux samedis"})
    again = client.post(address, {"value": "concern", "text": "attention aux lundis"})
    page = again.content.decode()
    assert again.status_code == 410
    assert "Tant que les réponses ne sont pas montrées, vous pouvez changer la vôtre" in page
    assert "attention aux lundis" in page
    assert Position.objects.get().text == "attention aux samedis"


def test_nothing_is_kept_by_a_link_that_is_over_or_made_up(scene, address, client) -> None:
    assert keep(client, "/answers/1:abc/", "Attention").status_code == 404
    client.post(address, {"value": "consent"})
    assert keep(client, address, "Attention").status_code == 410
    assert not Draft.objects.exists()


def test_one_objects_by_the_same_link_with_ones_reason(scene, address, client) -> None:
    page = client.get(address).content.decode()
    assert all(f'name="{part}"' in page for part in REASON)
    assert all(f'id="part-{part}-hint"' in page and f'aria-describedby="part-{part}-hint"' in page for part in REASON)
    assert "alors les deux personnes de l’accueil le tiendraient seules en août" in page
    client.post(address, {"value": "objection", **REASON, "end": "lifted", "position": "1"})
    objection = Objection.objects.get()
    assert {part: getattr(objection, part) for part in REASON} == REASON
    assert (objection.position.member, objection.position.kind, objection.end) == (scene.rose, "objection", "")
    client.post(address, {"value": "consent"})
    assert Position.objects.get().kind == "objection"


def test_one_objects_by_it_and_writes_why_later(scene, address, client) -> None:
    client.post(address, {"value": "object_later"})
    assert Position.objects.get().kind == "objection"
    assert not Objection.objects.get().is_worded


def test_a_kind_of_difficulty_that_is_none_is_refused_and_the_link_still_works(scene, address, client) -> None:
    client.post(address, {"value": "objection", "kind": "whatever"})
    assert not Position.objects.exists()
    client.post(address, {"value": "objection", "kind": "harm"})
    assert Objection.objects.get().kind == "harm"


def test_keeping_a_decision_is_answered_once_by_link_with_a_reason_to_stop_it(scene, client) -> None:
    scene.bring_to(State.ADOPTED)
    Decision.objects.update(next_review_on=now().date())
    due.open_reviews()
    address = address_in(letter_to(scene.rose, days=2))
    assert "Les visites ouvrent un samedi sur deux" in client.get(address).content.decode()
    client.post(address, {"value": "stop", "text": ""})
    assert not ReviewAnswer.objects.exists()
    client.post(address, {"value": "stop", "text": "Personne ne vient."})
    client.post(address, {"value": "keep"})
    answer = Review.objects.get().answers.get()
    assert (answer.member, answer.choice, answer.reason) == (scene.rose, "stop", "Personne ne vient.")
