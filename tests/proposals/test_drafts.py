"""What is typed into a long form stays until it is sent, on whatever device it is opened again."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from members.actions import deactivate, forget_member
from proposals import actions
from proposals.models import Proposal
from proposals.process import State
from tests.proposals.test_pages import browser
from tests.refusals import refused
from web import drafts
from web.models import Draft

TYPED = {"title": "Un four", "need": "", "text": "Nous achetons", "process": "consent", "audience": "members"}


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def form(scene) -> str:
    return f"{reverse('proposals:new')}?circle={scene.circle.slug}"


def keep(client, form: str, **typed: str):
    return client.post(f"{reverse('web:draft')}?place={form.replace('?', '%3F')}", TYPED | typed)


def test_what_was_typed_is_there_again_on_another_device(scene, form):
    assert keep(browser(scene.malo), form)["Location"] == form
    again = browser(scene.malo).get(form).content.decode()
    assert "Nous achetons</textarea>" in again
    assert 'value="Un four"' in again
    assert "Brouillon enregistré à" in again


def test_it_is_nobody_else_s(scene, form):
    keep(browser(scene.malo), form)
    assert "Nous achetons" not in browser(scene.zoe).get(form).content.decode()


def test_it_is_gone_once_it_is_sent(scene, form):
    client = browser(scene.malo)
    keep(client, form)
    client.post(form, TYPED | {"text": "Nous achetons un four.", "then": "draft"})
    assert Proposal.objects.filter(title="Un four").count() == 1
    assert not Draft.objects.exists()
    assert "Nous achetons" not in client.get(form).content.decode()


def test_what_is_refused_is_still_kept(scene, form):
    client = browser(scene.malo)
    keep(client, form)
    assert client.post(form, TYPED | {"title": "", "then": "draft"}).status_code == 422
    assert Draft.objects.count() == 1


def test_one_form_has_one_draft_and_the_same_again_changes_nothing(scene, form):
    client = browser(scene.malo)
    keep(client, form)
    first = Draft.objects.get()
    keep(client, form)
    assert Draft.objects.get().saved_at == first.saved_at
    keep(client, form, text="Nous achetons un four.")
    assert Draft.objects.get().fields["text"] == ["Nous achetons un four."]


def test_no_token_and_no_password_is_kept(scene, form):
    keep(browser(scene.malo), form, csrfmiddlewaretoken="x" * 64, password="secret", new_password="secret")
    assert set(Draft.objects.get().fields) == set(TYPED)


def test_it_is_deleted_on_purpose(scene, form):
    client = browser(scene.malo)
    keep(client, form)
    address = f"{reverse('web:draft-removal')}?place={form.replace('?', '%3F')}"
    client.post(address, {"confirmed": "yes"})
    assert not Draft.objects.exists()


def test_a_page_that_is_left_hears_nothing(scene, form):
    address = f"{reverse('web:draft')}?place={form.replace('?', '%3F')}&leaving=1"
    assert browser(scene.malo).post(address, TYPED).status_code == 204
    assert Draft.objects.get().fields["text"] == ["Nous achetons"]


def test_the_page_to_come_back_to_is_no_part_of_the_place(scene):
    scene.bring_to(State.AMENDING)
    address = reverse("proposals:amendment", args=[scene.proposal.pk])
    client = browser(scene.malo)
    keep(client, address)
    assert "Nous achetons</textarea>" in client.get(f"{address}?next=/meetings/2/").content.decode()


@pytest.mark.parametrize("place", ["https://ailleurs.example/", "//ailleurs.example/", "/nowhere/at/all/", ""])
def test_it_is_of_a_form_of_ours(scene, place):
    with refused("place"):
        drafts.save(scene.malo, place, [("text", ["x"])])


def test_it_has_a_limit(scene, form):
    with refused("too_long"):
        drafts.save(scene.malo, form, [("text", ["x" * (drafts.LARGEST + 1)])])


def test_it_is_not_saved_without_pause(scene, form):
    for number in range(drafts.MOST_A_MINUTE):
        drafts.save(scene.malo, form, [("text", [f"{number}"])])
    with refused("too_often"):
        drafts.save(scene.malo, form, [("text", ["encore"])])
    drafts.save(scene.zoe, form, [("text", ["celui d’une autre"])])


def test_only_the_last_ones_stay(scene, form, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 3)
    for number in range(5):
        drafts.save(scene.malo, f"{form}&number={number}", [("text", ["x"])])
    assert sorted(draft.place[-1] for draft in Draft.objects.all()) == ["2", "3", "4"]
    Draft.objects.update(saved_at=Draft.objects.latest("saved_at").saved_at - drafts.KEPT - timedelta(days=1))
    drafts.save(scene.malo, form, [("text", ["x"])])
    assert Draft.objects.get().place == form


def test_it_is_forgotten_with_its_person(scene, form, admin):
    drafts.save(scene.malo, form, [("text", ["x"])])
    deactivate(scene.malo, actor=admin)
    forget_member(scene.malo, actor=admin)
    assert not Draft.objects.exists()


def test_two_windows_on_one_text_are_shown_both_and_their_difference(scene):
    """The second to send is told, loses nothing, and chooses."""
    draft = actions.write_proposal(scene.circle, title="Un four", text="Nous achetons un four.", actor=scene.malo)
    address = reverse("proposals:edit", args=[draft.pk])
    client = browser(scene.malo)
    read_from = client.get(address).context["form"].read_from
    sent = TYPED | {"read_from": read_from, "then": "draft"}
    assert client.post(address, sent | {"text": "Nous achetons deux fours."}).status_code == 303
    second = client.post(address, sent | {"text": "Nous louons un four."})
    page = second.content.decode()
    assert second.status_code == 422
    assert "Nous louons un four.</textarea>" in page
    assert "<blockquote>Nous achetons deux fours.</blockquote>" in page
    assert "supprimé\u00a0: </span>achetons deux fours<" in page
    assert "ajouté\u00a0: </span>louons un four<" in page
    again = {"read_from": second.context["form"].read_from}
    client.post(address, sent | again | {"text": "Nous louons un four."})
    assert draft.versions.get().text == "Nous louons un four."


def test_a_draft_of_what_changed_meanwhile_shows_both_when_it_is_sent(scene):
    """What was typed over version 1 does not overwrite version 2 unseen, however late it is sent."""
    scene.bring_to(State.AMENDING)
    address = reverse("proposals:amendment", args=[scene.proposal.pk])
    client = browser(scene.malo)
    read_from = client.get(address).context["form"].read_from
    drafts.save(scene.malo, address, [("text", ["Ma version."]), ("read_from", [read_from])])
    actions.amend(scene.proposal, text="Une autre version.", actor=scene.malo)
    again = client.get(address)
    assert "Ma version.</textarea>" in again.content.decode()
    sent = client.post(address, {"text": "Ma version.", "read_from": again.context["form"].read_from})
    assert sent.status_code == 422
    assert "Une autre version." in sent.content.decode()
    assert scene.proposal.versions.count() == 2


# The forms of one text that a page holds among others


ASKING, REACTING, DECIDING = State.CLARIFICATION, State.REACTIONS, State.OBJECTIONS


def keep_text(client, place: str, text: str = "Et l’hiver ?"):
    return client.post(f"{reverse('web:draft')}?place={place}", {"text": text})


@pytest.mark.parametrize(("state", "name"), [(ASKING, "questions"), (REACTING, "reactions"), (DECIDING, "position")])
def test_what_was_typed_on_the_page_of_the_proposal_is_there_again(scene, state, name):
    scene.bring_to(state)
    place = reverse(f"proposals:{name}", args=[scene.round.pk if state == DECIDING else scene.proposal.pk])
    assert keep_text(browser(scene.rose), place)["Location"] == place
    for address in (scene.proposal.get_absolute_url(), place):
        page = browser(scene.rose).get(address).content.decode()
        assert "Et l’hiver ?</textarea>" in page, address
        assert "Brouillon enregistré à" in page
        assert "Et l’hiver ?" not in browser(scene.zoe).get(address).content.decode()


def test_an_answer_that_was_begun_is_there_again(scene):
    scene.bring_to(ASKING)
    question = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    keep_text(browser(scene.malo), reverse("proposals:answer", args=[question.pk]), "Malo, et")
    assert "Malo, et</textarea>" in browser(scene.malo).get(scene.proposal.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("state", "name", "sent"),
    [
        (ASKING, "questions", {"text": "Et l’hiver ?"}),
        (REACTING, "reactions", {"text": "Et l’hiver ?"}),
        (REACTING, "reactions", {"text": "", "pass": "1"}),
        (DECIDING, "position", {"kind": "concern", "text": "Et l’hiver ?"}),
        (DECIDING, "position", {"kind": "consent"}),
    ],
)
def test_it_is_gone_once_one_has_said_it_or_something_else(scene, state, name, sent):
    scene.bring_to(state)
    place = reverse(f"proposals:{name}", args=[scene.round.pk if state == DECIDING else scene.proposal.pk])
    client = browser(scene.rose)
    keep_text(client, place)
    assert client.post(place, sent).status_code == 303
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["comments", "suggested-edits"])
def test_what_is_said_of_a_passage_is_kept(scene, name):
    scene.bring_to(State.AMENDING)
    place = f"{reverse(f'proposals:{name}', args=[scene.proposal.pk])}?version=1&start=0&end=11"
    client = browser(scene.rose)
    field = "text" if name == "comments" else "reason"
    client.post(reverse("web:draft"), {field: "Trop tôt"}, query_params={"place": place})
    assert "Trop tôt</textarea>" in client.get(place).content.decode()


def test_where_many_words_were_selected_nothing_is_kept_on_the_server(scene):
    scene.bring_to(State.AMENDING)
    text = scene.proposal.versions.get().text
    place = f"{reverse('proposals:comments', args=[scene.proposal.pk])}?version=1&start=0&end=11&before={'x' * 300}"
    page = browser(scene.rose).get(place).content.decode()
    assert text[:11] in page
    assert "data-draft=" not in page
