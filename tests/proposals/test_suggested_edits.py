"""Changes suggested in place: by whom, taken, refused, carried over, obsolete; two on the same words."""

import pytest
from django.test import Client
from django.urls import reverse

from journal.clock import now
from members.combined_reads import fetch
from members.models import Notification
from proposals import actions
from proposals.actions.suggested_edits import EditAnswer
from proposals.anchoring import overlapping
from proposals.models import SuggestedEdit
from proposals.notifications import ended_edits
from proposals.panels import waiting_for
from proposals.process import State
from proposals.queries import current_version
from proposals.queries.suggested_edits import open_edits_of
from tests.proposals.told import body, everything, verbs
from tests.refusals import refused

Status = SuggestedEdit.Status
TEXT = "Les visites ouvrent un samedi sur deux, de 10 h à 12 h."


def suggest(scene, words, replacement, *, by="rose", version=None) -> SuggestedEdit:
    text = current_version(scene.proposal)
    start = text.text.index(words)
    return actions.suggest_edit(
        scene.proposal,
        version=version or text.number,
        start=start,
        end=start + len(words),
        replacement=replacement,
        reason="on le verra mieux",
        actor=getattr(scene, by),
    )


def status(edit) -> str:
    edit.refresh_from_db()
    return edit.status


def text(scene) -> str:
    return current_version(scene.proposal).text


def test_a_member_suggests_other_words_in_place(scene):
    scene.bring_to(State.CLARIFICATION)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    assert (edit.quote, edit.start, edit.status) == ("un samedi sur deux", 20, Status.OPEN)
    assert body("edit.suggested") == {"proposal": scene.proposal.pk, "edit": edit.pk, "version": 1}
    assert "chaque samedi" in everything()
    assert text(scene) == TEXT


def test_the_blanks_around_the_words_are_not_replaced(scene):
    scene.bring_to(State.CLARIFICATION)
    assert suggest(scene, " un samedi ", "un dimanche").quote == "un samedi"


def test_what_is_refused(scene):
    scene.bring_to(State.CLARIFICATION)
    given = {"version": 1, "start": 20, "end": 38, "reason": "pourquoi pas", "actor": scene.rose}
    with refused(replacement="same"):
        actions.suggest_edit(scene.proposal, **{**given, "replacement": "un samedi sur deux"})
    with refused(reason="reason"):
        actions.suggest_edit(scene.proposal, **{**given, "replacement": "chaque samedi", "reason": " "})
    for place in ({"start": 30, "end": 20}, {"end": 4000}, {"version": 7}, {"start": 3, "end": 4}):
        with refused("passage"):
            actions.suggest_edit(scene.proposal, **{**given, "replacement": "x", **place})
    with refused("proposals.suggest_edit"):
        actions.suggest_edit(scene.proposal, **{**given, "replacement": "x", "actor": scene.malo})
    assert not SuggestedEdit.objects.exists()


def test_words_of_a_former_version_are_found_in_the_text_as_it_stands(scene):
    scene.bring_to(State.AMENDING)
    actions.amend(scene.proposal, text=f"Cet été. {TEXT}", actor=scene.malo)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    old = actions.suggest_edit(
        scene.proposal, version=1, start=20, end=38, replacement="le samedi", reason="ici", actor=scene.paul
    )
    assert (old.start, old.version.number) == (edit.start, 2)
    actions.amend(scene.proposal, text="Plus de visites.", actor=scene.malo)
    with refused("passage"):
        suggest_on_first = {"version": 1, "start": 20, "end": 38, "replacement": "le samedi", "reason": "ici"}
        actions.suggest_edit(scene.proposal, **suggest_on_first, actor=scene.paul)


def test_the_author_takes_it_in_one_act_which_makes_a_version(scene):
    scene.bring_to(State.AMENDING)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    version = actions.take_edit(edit, actor=scene.malo)
    assert version.text == "Les visites ouvrent chaque samedi, de 10 h à 12 h."
    assert (status(edit), edit.ended_in) == (Status.TAKEN, version)
    assert body("edit.taken") == {
        "proposal": scene.proposal.pk, "edit": edit.pk, "suggester": scene.rose.pk, "version": 2,
    }  # fmt: skip
    with refused("ended"):
        actions.take_edit(edit, actor=scene.malo)


def test_only_the_author_takes_or_refuses_and_only_its_time(scene):
    scene.bring_to(State.CLARIFICATION)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    with refused("stage"):
        actions.take_edit(edit, actor=scene.malo)
    for name in ("rose", "ines", "paul"):
        with refused("proposals.amend"):
            actions.take_edit(edit, actor=getattr(scene, name))
        with refused("proposals.refuse_edit"):
            actions.refuse_edit(edit, reason="non", actor=getattr(scene, name))
    with refused("reason"):
        actions.refuse_edit(edit, reason=" ", actor=scene.malo)
    actions.refuse_edit(edit, reason="il faut deux personnes", actor=scene.malo)
    assert (status(edit), edit.answer) == (Status.REFUSED, "il faut deux personnes")
    with refused("ended"):
        actions.refuse_edit(edit, reason="encore", actor=scene.malo)


def test_a_new_version_says_of_each_what_becomes_of_it(scene):
    scene.bring_to(State.AMENDING)
    carried = suggest(scene, "de 10 h à 12 h", "de 14 h à 16 h")
    whole = suggest(scene, "Les visites", "Les portes ouvertes")
    partly = suggest(scene, "samedi", "samedi et un dimanche", by="paul")
    no = suggest(scene, "sur deux", "sur trois", by="zoe")
    actions.amend(
        scene.proposal,
        text="Les portes ouvertes ont lieu un samedi ou un dimanche sur deux, de 10 h à 12 h.",
        edits={partly.pk: EditAnswer(Status.TAKEN), no.pk: EditAnswer(Status.REFUSED, "trop rare")},
        actor=scene.malo,
    )
    assert [status(edit) for edit in (carried, whole, partly, no)] == [
        Status.OPEN, Status.TAKEN, Status.PARTLY_TAKEN, Status.REFUSED,
    ]  # fmt: skip
    assert (carried.version.number, carried.first_version.number, carried.is_carried_over) == (2, 1, True)
    assert carried.passage.of(text(scene)) == "de 10 h à 12 h"
    assert {"edit.taken", "edit.partly_taken", "edit.refused"} <= set(verbs())

    actions.amend(scene.proposal, text="Plus de visites.", actor=scene.malo)
    assert (status(carried), carried.ended_in.number) == (Status.OBSOLETE, 3)


def test_whoever_suggested_what_is_carried_over_is_told_at_each_version(scene):
    scene.bring_to(State.AMENDING)
    place = {"version": 1, "start": 20, "end": 38}
    edit = actions.suggest_edit(
        scene.proposal, **place, replacement="chaque samedi", reason="on le verra mieux", actor=scene.rose
    )
    assert ended_edits(scene.rose, {scene.proposal.topic}) == []
    text = scene.proposal.versions.get().text
    for line in ("Un.", "Deux."):
        text = f"{text}\n\n{line}"
        actions.amend(scene.proposal, text=text, actor=scene.malo)
    edit.refresh_from_db()
    assert (edit.status, edit.version.number) == ("open", 3)
    told = Notification.objects.filter(kind="edit_ended", member=scene.rose).values_list("key", flat=True)
    versions = scene.proposal.versions.exclude(number=1).order_by("number")
    assert list(told) == [f"edit:{edit.pk}:version:{version.pk}" for version in versions]
    assert [letter.kind for letter in ended_edits(scene.rose, {scene.proposal.topic})] == ["edit_ended"]


def test_a_refusal_without_its_reason_keeps_the_version_from_being_written(scene):
    scene.bring_to(State.AMENDING)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    with refused("reason"):
        actions.amend(scene.proposal, text="Autre.", edits={edit.pk: EditAnswer(Status.REFUSED)}, actor=scene.malo)
    assert scene.proposal.versions.count() == 1


def test_two_on_the_same_words_stand_side_by_side_and_one_is_taken(scene):
    scene.bring_to(State.AMENDING)
    first = suggest(scene, "un samedi sur deux", "chaque samedi")
    second = suggest(scene, "samedi", "dimanche", by="paul")
    apart = suggest(scene, "de 10 h", "dès 9 h", by="zoe")
    assert overlapping(open_edits_of(scene.proposal)) == [[first, second], [apart]]
    actions.take_edit(second, actor=scene.malo)
    assert [status(edit) for edit in (first, second, apart)] == [Status.OBSOLETE, Status.TAKEN, Status.OPEN]


def test_whoever_suggested_it_takes_it_back(scene):
    scene.bring_to(State.CLARIFICATION)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    with refused("proposals.withdraw_edit"):
        actions.withdraw_edit(edit, actor=scene.paul)
    actions.withdraw_edit(edit, actor=scene.rose)
    actions.withdraw_edit(edit, actor=scene.rose)
    assert status(edit) == Status.WITHDRAWN
    assert verbs().count("edit.withdrawn") == 1


def test_sent_back_and_presented_again_with_another_text(scene):
    scene.bring_to(State.CLARIFICATION)
    gone = suggest(scene, "un samedi sur deux", "chaque samedi")
    kept = suggest(scene, "de 10 h à 12 h", "le matin")
    actions.send_back(scene.proposal, reason="à revoir", actor=scene.ines)
    actions.resume(scene.proposal, actor=scene.malo)
    scene.proposal.refresh_from_db()
    fields = {name: getattr(scene.proposal, name) for name in ("title", "need", "facilitator", "review_on", "audience")}
    for words in ("Ouvert, de 10 h à 12 h.", "Tout est ouvert, de 10 h à 12 h."):
        actions.edit_proposal(scene.proposal, text=words, process="consent", actor=scene.malo, **fields)
    actions.present(scene.proposal, actor=scene.malo)
    assert (status(gone), status(kept)) == (Status.OBSOLETE, Status.OPEN)
    assert kept.passage.of(text(scene)) == "de 10 h à 12 h"


@pytest.mark.parametrize("replacement", ["", "chaque samedi"])
def test_words_may_be_left_out(scene, replacement):
    scene.bring_to(State.AMENDING)
    edit = suggest(scene, " un samedi sur deux", replacement)
    actions.take_edit(edit, actor=scene.malo)
    assert status(edit) == Status.TAKEN


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name, thing) -> str:
    return reverse(f"proposals:{name}", args=[thing.pk])


def test_selected_words_open_the_form_with_these_words(scene):
    scene.bring_to(State.CLARIFICATION)
    rose = browser(scene.rose)
    url = address("suggested-edits", scene.proposal)
    page = rose.get(url, {"words": "un samedi sur deux", "before": "Les visites ouvrent ", "version": 1})
    assert "un samedi sur deux</textarea>" in page.content.decode()
    place = {name: page.context["form"].initial[name] for name in ("version", "start", "end")}
    assert place == {"version": 1, "start": 20, "end": 38}
    sent = rose.post(url, {**place, "replacement": "chaque samedi", "reason": "on le verra mieux"})
    assert (sent.status_code, sent["Location"]) == (303, scene.proposal.get_absolute_url())
    assert scene.proposal.suggested_edits.get().replacement == "chaque samedi"

    lost = rose.get(url, {"words": "des mots d’ailleurs"})
    assert (lost.status_code, lost["Location"]) == (303, address("passages", scene.proposal))


def test_words_that_are_gone_meanwhile_lose_nothing_that_was_typed(scene):
    scene.bring_to(State.AMENDING)
    actions.amend(scene.proposal, text="Autre.", actor=scene.malo)
    place = {"version": 1, "start": 20, "end": 38}
    sent = browser(scene.rose).post(
        address("suggested-edits", scene.proposal), {**place, "replacement": "chaque samedi", "reason": "mieux"}
    )
    assert sent.status_code == 422
    assert "chaque samedi</textarea>" in sent.content.decode()


def test_each_paragraph_has_its_link_and_what_is_suggested_there(scene):
    scene.bring_to(State.AMENDING)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    suggest(scene, "samedi", "dimanche", by="paul")
    read = browser(scene.zoe).get(address("passages", scene.proposal)).content.decode()
    assert "start=0&amp;end=55" in read
    assert "<ins>chaque samedi</ins>" in read or "chaque" in read
    assert 'class="side-by-side"' in read
    assert address("edit-taking", edit) not in read
    assert address("edit-taking", edit) in browser(scene.malo).get(address("passages", scene.proposal)).content.decode()


def test_the_author_takes_it_with_one_press_and_whoever_suggested_it_is_credited(scene):
    scene.bring_to(State.AMENDING)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    malo = browser(scene.malo)
    assert address("edit-taking", edit) in malo.get(scene.proposal.get_absolute_url()).content.decode()
    assert malo.post(address("edit-taking", edit)).status_code == 303
    assert text(scene) == "Les visites ouvrent chaque samedi, de 10 h à 12 h."
    for client in (malo, browser(scene.rose)):
        assert "modifications proposées par Rose" in client.get(scene.proposal.get_absolute_url()).content.decode()
        assert "modifications proposées par Rose" in client.get(address("versions", scene.proposal)).content.decode()
    assert "reprise dans le texte" in browser(scene.rose).get(address("mine", scene.proposal)).content.decode()


def test_in_the_form_of_the_next_version_a_press_puts_it_into_what_was_typed(scene):
    scene.bring_to(State.AMENDING)
    edit = suggest(scene, "un samedi sur deux", "chaque samedi")
    other = suggest(scene, "de 10 h à 12 h", "le matin", by="paul")
    malo, url = browser(scene.malo), address("amendment", scene.proposal)
    typed = TEXT.replace("Les visites", "Cet été, les visites")
    page = malo.post(url, {"text": typed, "take": edit.pk, f"edit_{other.pk}": "refused"}).content.decode()
    assert "Cet été, les visites ouvrent chaque samedi, de 10 h à 12 h.</textarea>" in page
    assert scene.proposal.versions.count() == 1
    sent = {"text": "Cet été, les visites ouvrent chaque samedi, de 10 h à 12 h.", f"edit_{edit.pk}": "taken"}
    without_reason = malo.post(url, {**sent, f"edit_{other.pk}": "refused"})
    assert without_reason.status_code == 422
    malo.post(url, {**sent, f"edit_{other.pk}": "refused", f"why_{other.pk}": "le soir aussi"})
    assert (status(edit), status(other), other.answer) == (Status.TAKEN, Status.REFUSED, "le soir aussi")

    gone = malo.post(url, {"text": "Autre chose.", "take": edit.pk})
    assert "Autre chose.</textarea>" in gone.content.decode()


def letters(member) -> list[str]:
    return list(Notification.objects.filter(member=member, kind__startswith="edit").values_list("kind", flat=True))


@pytest.mark.parametrize("reached", ["settled_at", "read_at"])
def test_what_is_suggested_after_a_letter_left_or_was_read_is_told_anew(scene, reached):
    scene.bring_to(State.AMENDING)
    suggest(scene, "un samedi sur deux", "chaque samedi")
    Notification.objects.filter(member=scene.malo, kind="edit").update(**{reached: now()})
    suggest(scene, "de 10 h", "dès 9 h")
    suggest(scene, "Les visites", "Les portes")
    assert letters(scene.malo) == ["edit", "edit"]


def test_the_author_is_asked_once_a_text_and_whoever_suggested_is_told_what_became_of_each(scene):
    scene.bring_to(State.AMENDING)
    edits = [suggest(scene, "un samedi sur deux", "chaque samedi"), suggest(scene, "de 10 h", "dès 9 h")]
    assert letters(scene.malo) == ["edit"]
    assert "edit" in [waiting.kind for waiting in fetch(waiting_for(scene.malo))]
    for edit in edits:
        actions.refuse_edit(edit, reason="non", actor=scene.malo)
    assert letters(scene.rose) == ["edit_ended", "edit_ended"]
    assert "edit" not in [waiting.kind for waiting in fetch(waiting_for(scene.malo))]
    assert [it.about for it in ended_edits(scene.rose, {scene.proposal.topic})] == [scene.proposal.topic]
    assert ended_edits(scene.paul, {scene.proposal.topic}) == []
