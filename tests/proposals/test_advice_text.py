"""The text of a decision after advice, made better together: suggested edits, comments, who answers them."""

import pytest
from django.urls import reverse

from members.models import Notification
from members.panels import waiting_for
from proposals import actions
from proposals.actions.suggested_edits import EditAnswer
from proposals.models import Comment, SuggestedEdit
from proposals.notifications import comments_on_texts
from proposals.presenters.act_bar import proposal_bar
from proposals.presenters.own_panel import part_of
from proposals.presenters.passages import passages_of
from proposals.process import State
from proposals.queries import current_version
from tests.proposals.advice_scene import AdviceScene, set_scene
from tests.proposals.told import body, everything
from tests.refusals import refused

Status = SuggestedEdit.Status


@pytest.fixture
def asked(ca, malo, ines, rose, omar) -> AdviceScene:
    """Malo wrote, Inès decides, Rose and Omar are asked."""
    scene = set_scene(ca, malo, ines, rose, omar)
    scene.present()
    return scene


@pytest.fixture
def deciding(asked) -> AdviceScene:
    asked.all_advise()
    asked.answer_all()
    asked.proposal.refresh_from_db()
    return asked


def suggest(scene, words, replacement, *, by) -> SuggestedEdit:
    version = current_version(scene.proposal)
    start = version.text.index(words)
    place = {"version": version.number, "start": start, "end": start + len(words)}
    return actions.suggest_edit(scene.proposal, **place, replacement=replacement, reason="il gèle", actor=by)


def comment(scene, words, *, by) -> Comment:
    version = current_version(scene.proposal)
    start = version.text.index(words)
    place = {"version": version.number, "start": start, "end": start + len(words)}
    return actions.comment_passage(scene.proposal, **place, text="Quel jour ?", actor=by)


def status(edit) -> str:
    edit.refresh_from_db()
    return edit.status


def kinds(member) -> list[str]:
    return [waiting.kind for waiting in waiting_for(member)]


@pytest.mark.parametrize("name", ["rose", "omar"])
def test_the_circle_and_those_who_are_asked_suggest_other_words(asked, name):
    edit = suggest(asked, "en mars", "en mai", by=getattr(asked, name))
    assert (edit.quote, edit.replacement, edit.status) == ("en mars", "en mai", Status.OPEN)
    assert body("edit.suggested") == {"proposal": asked.proposal.pk, "edit": edit.pk, "version": 1}
    assert "en mai" in everything()


def test_whoever_writes_the_text_suggests_nothing_and_a_stranger_to_the_circle_neither(asked, noe):
    for person in (asked.malo, asked.ines, noe):
        with refused("proposals.suggest_edit"):
            suggest(asked, "en mars", "en mai", by=person)
    assert not SuggestedEdit.objects.exists()


def test_whoever_is_asked_to_decide_suggests_until_they_agree(asked):
    type(asked.proposal).objects.update(decider_since=None)
    edit = suggest(asked, "en mars", "en mai", by=asked.ines)
    with refused("proposals.refuse_edit"):
        actions.refuse_edit(edit, reason="Non.", actor=asked.ines)


def test_whoever_decides_answers_each_in_a_new_version(deciding):
    taken = suggest(deciding, "en mars", "en mai", by=deciding.rose)
    no = suggest(deciding, "Nous peignons", "Omar peint", by=deciding.omar)
    actions.amend(
        deciding.proposal,
        text="Nous peignons le portail en mai.",
        edits={taken.pk: EditAnswer(Status.TAKEN), no.pk: EditAnswer(Status.REFUSED, "à plusieurs")},
        actor=deciding.ines,
    )
    assert [status(edit) for edit in (taken, no)] == [Status.TAKEN, Status.REFUSED]
    assert no.answer == "à plusieurs"
    assert body("edit.taken") == {
        "proposal": deciding.proposal.pk, "edit": taken.pk, "suggester": deciding.rose.pk, "version": 2,
    }  # fmt: skip
    told = set(Notification.objects.filter(kind="edit_ended").values_list("member__name", flat=True))
    assert told == {"Rose", "Omar"}


@pytest.mark.parametrize("name", ["malo", "ines"])
def test_the_author_and_whoever_decides_take_it_with_one_press(asked, name):
    edit = suggest(asked, "en mars", "en mai", by=asked.rose)
    version = actions.take_edit(edit, actor=getattr(asked, name))
    assert (version.text, status(edit)) == ("Nous peignons le portail en mai.", Status.TAKEN)
    with refused("ended"):
        actions.take_edit(edit, actor=asked.ines)


@pytest.mark.parametrize("name", ["rose", "omar"])
def test_nobody_else_answers_it(asked, name):
    edit = suggest(asked, "en mars", "en mai", by=asked.rose)
    with refused("proposals.amend"):
        actions.take_edit(edit, actor=getattr(asked, name))
    with refused("proposals.refuse_edit"):
        actions.refuse_edit(edit, reason="Non.", actor=getattr(asked, name))


def test_both_who_write_the_text_are_asked_and_told(asked):
    suggest(asked, "en mars", "en mai", by=asked.rose)
    comment(asked, "le portail", by=asked.omar)
    for person in (asked.malo, asked.ines):
        assert "edit" in kinds(person)
        assert [it.kind for it in comments_on_texts(person, {asked.proposal.topic})] == ["comment"]
    told = set(Notification.objects.filter(kind__in=["edit", "comment"]).values_list("member__name", "kind"))
    assert told == {("Malo", "edit"), ("Inès", "edit"), ("Malo", "comment"), ("Inès", "comment")}


def test_whoever_decides_hears_nothing_before_they_agree(asked):
    type(asked.proposal).objects.update(decider_since=None)
    asked.proposal.refresh_from_db()
    suggest(asked, "en mars", "en mai", by=asked.rose)
    assert "edit" not in kinds(asked.ines)
    assert not Notification.objects.filter(member=asked.ines, kind="edit").exists()


def test_everybody_who_reads_it_comments_and_whoever_writes_settles(asked, noe):
    for person in (asked.malo, asked.ines, asked.rose, asked.omar, noe):
        comment(asked, "le portail", by=person)
    made = Comment.objects.get(member=asked.omar)
    assert actions.reply_to_comment(made, text="Un samedi.", actor=asked.rose).text == "Un samedi."
    with refused("proposals.settle_comment"):
        actions.settle_comment(made, actor=asked.rose)
    assert actions.settle_comment(made, actor=asked.ines).settled_by == asked.ines
    assert body("comment.settled") == {
        "proposal": asked.proposal.pk, "comment": made.pk, "commenter": asked.omar.pk,
    }  # fmt: skip
    assert not actions.reopen_comment(made, actor=asked.omar).is_settled


def test_once_it_is_decided_nothing_more_is_said_of_its_words(deciding):
    actions.take_decision(deciding.proposal, is_adopted=True, reasons="Il rouille.", actor=deciding.ines)
    with refused("stage"):
        suggest(deciding, "en mars", "en mai", by=deciding.rose)
    with refused("stage"):
        comment(deciding, "le portail", by=deciding.rose)
    assert deciding.state == State.ADOPTED


def test_the_page_offers_to_each_what_they_may_do_with_the_words(asked, client):
    suggest(asked, "en mars", "en mai", by=asked.rose)
    sheets = {name: passages_of(asked.proposal, getattr(asked, name)) for name in ("malo", "ines", "omar")}
    assert {name: (it.may_suggest, it.may_comment, it.may_amend) for name, it in sheets.items()} == {
        "malo": (False, True, True),
        "ines": (False, True, True),
        "omar": (True, True, False),
    }
    client.force_login(asked.omar)
    page = client.get(asked.proposal.get_absolute_url()).content.decode()
    assert reverse("proposals:passages", args=[asked.proposal.pk]) in page
    assert "data-passage-acts" in page
    client.force_login(asked.ines)
    page = client.get(asked.proposal.get_absolute_url()).content.decode()
    assert "Modifications proposées dans le texte" in page
    assert "attend une réponse" in page
    assert proposal_bar(part_of(asked.ines, asked.proposal)).name == "edits"


def test_the_form_of_the_next_version_asks_whoever_decides_what_becomes_of_each(asked, client):
    edit = suggest(asked, "en mars", "en mai", by=asked.omar)
    client.force_login(asked.ines)
    url = reverse("proposals:amendment", args=[asked.proposal.pk])
    assert f"edit_{edit.pk}" in client.get(url).content.decode()
    client.post(url, {"text": "Nous peignons le portail en mai.", f"edit_{edit.pk}": "taken"})
    assert (status(edit), edit.ended_in.author) == (Status.TAKEN, asked.ines)


def test_the_api_suggests_comments_and_answers(asked, client):
    def post(by, path, **sent):
        client.force_login(by)
        return client.post(f"/api/v1/{path}/", sent, content_type="application/json")

    path, place = f"proposals/{asked.proposal.pk}", {"version": 1, "start": 25, "end": 32}
    edit = post(asked.omar, f"{path}/suggested-edits", **place, replacement="en mai", reason="il gèle")
    assert (edit.status_code, edit.json()["quote"]) == (201, "en mars")
    said = post(asked.omar, f"{path}/comments", **place, text="Quel jour ?")
    assert said.status_code == 201
    assert post(asked.rose, f"comments/{said.json()['id']}/replies", text="Un samedi.").status_code == 201
    assert post(asked.ines, f"comments/{said.json()['id']}/settling").status_code == 200
    taken = post(asked.ines, f"suggested-edits/{edit.json()['id']}/taking")
    assert (taken.status_code, taken.json()["status"]) == (200, "taken")
    assert current_version(asked.proposal).text == "Nous peignons le portail en mai."
