"""One person decides after advice: asked by name, answered in writing, decided with reasons."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commissions.changes import Change, ChangeKind
from commissions.models import Circle
from journal.actions import CLOCK
from journal.clock import now, telling
from members.models import Notification
from members.panels import waiting_for
from proposals import actions, due
from proposals.models import Advice, Decision
from proposals.presenters.act_bar import proposal_bar
from proposals.presenters.histories import history_data
from proposals.presenters.history_documents import history_document
from proposals.presenters.own_panel import part_of
from proposals.presenters.pictures import path_of
from proposals.process import State
from tests.proposals.advice_scene import AdviceScene, set_scene, write
from tests.proposals.told import body, everything, verbs
from tests.refusals import refused


@pytest.fixture
def scene(ca, malo, ines, rose, omar) -> AdviceScene:
    return set_scene(ca, malo, ines, rose, omar)


@pytest.fixture
def asked(scene) -> AdviceScene:
    scene.present()
    return scene


@pytest.fixture
def answered(asked) -> AdviceScene:
    asked.all_advise()
    asked.answer_all()
    asked.proposal.refresh_from_db()
    return asked


def kinds(member) -> list[str]:
    return [waiting.kind for waiting in waiting_for(member)]


# Asking


def test_those_who_are_named_are_asked_and_the_others_are_not(asked):
    assert asked.state == State.ADVISING
    assert kinds(asked.rose) == kinds(asked.omar) == ["advice"]
    assert "advice" not in kinds(asked.ines)
    assert body("proposal.presented")["decider"] == asked.ines.pk


def test_letters_ask_each_adviser_and_tell_whoever_decides(asked):
    actions.advise(asked.proposal, text="En mai.", actor=asked.rose)
    told = set(Notification.objects.values_list("member__name", "kind"))
    assert {("Rose", "advice"), ("Omar", "advice"), ("Inès", "advice_answer")} <= told
    assert ("Inès", "advice") not in told


def test_an_adviser_reads_what_is_kept_to_its_circle(asked, client):
    type(asked.proposal).objects.update(audience="circle")
    client.force_login(asked.omar)
    assert client.get(asked.proposal.get_absolute_url()).status_code == 200


def test_more_people_are_asked_while_advice_is_given(asked, noe):
    actions.ask_advice(asked.proposal, advisers=[noe, asked.rose], actor=asked.malo)
    assert body("advice.asked")["advisers"] == [noe.pk]  # Rose was asked already
    assert kinds(noe) == ["advice"]


def test_whoever_decides_is_not_asked_for_advice(asked):
    with refused(advisers="itself"):
        actions.ask_advice(asked.proposal, advisers=[asked.ines], actor=asked.malo)


def test_an_adviser_asks_nobody_else(asked, noe):
    with refused("proposals.ask_advice"):
        actions.ask_advice(asked.proposal, advisers=[noe], actor=asked.rose)


# What it may be used for


def test_without_the_circles_rule_nobody_decides_alone(ca, malo):
    with refused(process="advice"):
        write(ca, malo, decider=malo)


def test_a_board_without_an_article_on_deciding_outside_a_meeting_lets_nobody_decide_alone(scene):
    Circle.objects.update(online_article="")
    scene.circle.refresh_from_db()
    with refused(process="advice"):
        write(scene.circle, scene.malo)


def test_a_rule_that_changed_since_the_draft_keeps_it_a_draft(scene):
    Circle.objects.update(allows_advice=False)
    with refused(process="advice"):
        scene.present()
    assert scene.state == State.DRAFT


def test_what_is_under_way_keeps_the_rule_that_it_began_with(answered):
    Circle.objects.update(allows_advice=False)
    assert actions.take_decision(answered.proposal, is_adopted=True, reasons="Oui.", actor=answered.ines)


@pytest.mark.parametrize("kind", [ChangeKind.RULES, ChangeKind.MANDATE, ChangeKind.DELEGATION])
def test_it_changes_neither_rules_nor_places(scene, kind):
    with refused(changes="advice"):
        write(scene.circle, scene.malo, change=Change(kind, scene.circle.pk))


def test_a_new_version_changes_no_rules_either(asked):
    change = Change(ChangeKind.RULES, asked.circle.pk)
    with refused(changes="advice"):
        actions.amend(asked.proposal, text="Autrement.", change=change, actor=asked.malo)


def consented(circle, **fields) -> Decision:
    said = {"title": "Un", "text": "Un.", "process": "consent", "result": "Adoptée."}
    where = {"year": 2025, "serial": 1, "number": "2025-001", "decided_at": now()}
    return Decision.objects.create(circle=circle, **{**said, **where, **fields})


def test_it_ends_nothing_that_a_consent_decided(scene):
    with refused(replaces="advice"):
        write(scene.circle, scene.malo, replaces=consented(scene.circle))


def test_it_repeals_nothing_of_another_circle(scene):
    below = Circle.objects.create(kind="working_group", name="Verger", slug="verger", parent=scene.circle)
    decision = consented(below, process="advice")
    with refused(replaces="advice"):
        write(scene.circle, scene.malo, replaces=decision, is_repeal=True)


def test_it_replaces_what_one_person_decided(answered):
    first = actions.take_decision(answered.proposal, is_adopted=True, reasons="Oui.", actor=answered.ines)
    again = write(answered.circle, answered.malo, replaces=first, decider=answered.malo, advisers=[answered.rose])
    assert again.replaces == first


@pytest.mark.parametrize(
    ("lacking", "field", "code"),
    [("decider", "decider", "decider"), ("advisers", "advisers", "advisers")],
)
def test_to_leave_the_draft_somebody_decides_and_somebody_else_is_asked(scene, lacking, field, code):
    said = {"decider": scene.malo, "advisers": [scene.rose, scene.malo], "is_presented": True}
    said[lacking] = None if lacking == "decider" else []
    with refused(**{field: code}):
        write(scene.circle, scene.malo, **said)


def test_whoever_decides_is_of_the_circle(scene, omar):
    with refused(decider="decider"):
        write(scene.circle, scene.malo, decider=omar, advisers=[scene.rose], is_presented=True)


def test_a_draft_asks_nobody_and_the_journal_hears_nothing(scene):
    assert "advice" not in kinds(scene.rose)
    assert verbs().count("advice.asked") == 0


def test_nobody_puts_it_to_a_meeting(asked, ca):
    with refused("proposals.bring_to_meeting"):
        actions.put_to_meeting(asked.proposal, occasion="meeting:1", actor=asked.malo)


# Giving and answering


def test_advice_is_given_on_the_text_as_it_stands(asked):
    actions.amend(asked.proposal, text="Nous peignons le portail en avril.", actor=asked.malo)
    advice = actions.advise(asked.proposal, text=" Plutôt en mai. ", actor=asked.rose)
    assert (advice.text, advice.version.number) == ("Plutôt en mai.", 2)
    assert body("advice.given") == {"proposal": asked.proposal.pk, "advice": advice.pk, "version": 2}
    assert "Plutôt en mai." in everything()
    assert kinds(asked.ines) == ["advice_answer"]


def test_advice_without_words_is_none(asked):
    with refused("text"):
        actions.advise(asked.proposal, text="  ", actor=asked.rose)


def test_advice_is_said_better_until_it_is_answered(asked):
    actions.advise(asked.proposal, text="En mai.", actor=asked.rose)
    again = actions.advise(asked.proposal, text="En juin.", actor=asked.rose)
    assert again.text == "En juin."
    actions.answer_advice(again, text="D’accord.", actor=asked.ines)
    with refused("answered"):
        actions.advise(asked.proposal, text="En juillet.", actor=asked.rose)


def test_whoever_was_not_asked_gives_no_advice(asked):
    with refused("proposals.advise"):
        actions.advise(asked.proposal, text="Moi aussi.", actor=asked.malo)


def test_once_all_have_given_their_advice_the_decision_is_prepared(asked):
    asked.all_advise()
    assert asked.state == State.DECIDING
    with refused("stage"):
        actions.advise(asked.proposal, text="Trop tard.", actor=asked.rose)


def test_who_has_left_the_collective_is_waited_for_no_more(asked):
    asked.omar.is_active = False
    asked.omar.save(update_fields=["is_active"])
    actions.advise(asked.proposal, text="En mai.", actor=asked.rose)
    assert asked.state == State.DECIDING


def test_whoever_decides_waits_for_those_who_may_still_answer(asked):
    actions.advise(asked.proposal, text="En mai.", actor=asked.rose)
    with refused("awaited"):
        actions.next_stage(asked.proposal, actor=asked.ines)


def test_at_the_deadline_the_silent_are_noted_and_nothing_waits(asked):
    actions.advise(asked.proposal, text="En mai.", actor=asked.rose)
    with telling(now() + timedelta(days=8)):
        due.end_stages()
        assert asked.state == State.DECIDING
        assert kinds(asked.omar) == []
        actions.answer_advice(asked.advice_of(asked.rose), text="Oui.", actor=asked.ines)
        decision = actions.take_decision(asked.proposal, is_adopted=True, reasons="Il rouille.", actor=asked.ines)
    assert decision.result == "Décidée par Inès après avis de Rose. Sans réponse : Omar. Ses raisons : Il rouille."


def test_an_answer_is_said_better_until_the_decision(answered):
    advice = actions.answer_advice(answered.advice_of(answered.rose), text="En juin.", actor=answered.ines)
    assert (advice.answer, advice.answered_by) == ("En juin.", answered.ines)
    assert body("advice.answered")["adviser"] == answered.rose.pk


def test_silence_is_not_answered(asked):
    with refused("silent"):
        actions.answer_advice(asked.advice_of(asked.rose), text="Oui.", actor=asked.ines)


def test_the_author_does_not_answer_in_the_place_of_whoever_decides(asked):
    actions.advise(asked.proposal, text="En mai.", actor=asked.rose)
    with refused("proposals.answer_advice"):
        actions.answer_advice(asked.advice_of(asked.rose), text="Oui.", actor=asked.malo)


# Deciding


def test_it_is_written_in_the_register_as_what_it_is(answered):
    decision = actions.take_decision(answered.proposal, is_adopted=True, reasons="Il rouille.", actor=answered.ines)
    assert answered.state == State.ADOPTED
    assert (decision.process, decision.get_process_display()) == ("advice", "par une personne, après avis")
    assert decision.result == "Décidée par Inès après avis de Rose et d’Omar. Ses raisons : Il rouille."
    assert decision.text == "Nous peignons le portail en mars."
    assert body("decision.recorded")["process"] == "advice"


def test_nobody_decides_before_each_advice_is_answered(asked):
    asked.all_advise()
    actions.answer_advice(asked.advice_of(asked.rose), text="Oui.", actor=asked.ines)
    with refused("unanswered"):
        actions.take_decision(asked.proposal, is_adopted=True, reasons="Oui.", actor=asked.ines)


def test_nobody_decides_without_reasons(answered):
    with refused("reasons"):
        actions.take_decision(answered.proposal, is_adopted=True, reasons=" ", actor=answered.ines)


def test_nobody_decides_while_advice_is_given(asked):
    with refused("stage"):
        actions.take_decision(asked.proposal, is_adopted=True, reasons="Oui.", actor=asked.ines)


@pytest.mark.parametrize("name", ["malo", "rose", "omar"])
def test_nobody_else_decides(answered, name):
    with refused("proposals.take_decision"):
        actions.take_decision(answered.proposal, is_adopted=True, reasons="Oui.", actor=getattr(answered, name))


def test_deciding_twice_decides_once(answered):
    actions.take_decision(answered.proposal, is_adopted=True, reasons="Oui.", actor=answered.ines)
    with refused("stage"):
        actions.take_decision(answered.proposal, is_adopted=True, reasons="Oui.", actor=answered.ines)
    assert Decision.objects.count() == 1


def test_one_person_may_decide_not_to_do_it(answered):
    assert actions.take_decision(answered.proposal, is_adopted=False, reasons="Trop cher.", actor=answered.ines) is None
    assert answered.state == State.REJECTED
    assert answered.proposal.end_reason == "Trop cher."
    assert not Decision.objects.exists()
    assert body("proposal.not_done")["decider"] == answered.ines.pk


def test_without_a_decision_it_is_extended_once_then_lapses(answered):
    start = now()
    with telling(start + timedelta(days=6)):
        due.end_stages()
        assert answered.state == State.DECIDING
    with telling(start + timedelta(days=11)):
        due.end_stages()
        assert answered.state == State.LAPSED
    assert verbs().count("stage.extended") == 1


def test_the_clock_decides_nothing(answered):
    with refused("proposals.take_decision"):
        actions.take_decision(answered.proposal, is_adopted=True, reasons="Oui.", actor=CLOCK)


# What is shown


def test_its_path_is_its_own(asked):
    steps = path_of(asked.proposal, list(asked.proposal.stages.all()))
    assert [(step.label, step.state) for step in steps] == [("Avis", "current"), ("Décision", "pending")]


def test_what_may_be_done_stands_on_the_page(asked, client):
    client.force_login(asked.rose)
    page = client.get(asked.proposal.get_absolute_url()).content.decode()
    assert "Donner mon avis" in page
    client.post(reverse("proposals:advice", args=[asked.proposal.pk]), {"text": "Plutôt en mai."})
    assert asked.advice_of(asked.rose).text == "Plutôt en mai."
    client.force_login(asked.ines)
    assert "Répondre à Rose" in client.get(asked.proposal.get_absolute_url()).content.decode()


def test_whoever_decides_finds_the_decision_once_all_is_answered(answered, client):
    assert part_of(answered.ines, answered.proposal).advice.may_decide
    client.force_login(answered.ines)
    sent = {"is_adopted": "yes", "reasons": "Il rouille."}
    client.post(reverse("proposals:taken-decision", args=[answered.proposal.pk]), sent)
    assert answered.state == State.ADOPTED


def test_the_bar_of_a_phone_offers_what_waits_for_each(asked):
    assert proposal_bar(part_of(asked.rose, asked.proposal)).name == "advise"
    asked.all_advise()
    asked.proposal.refresh_from_db()
    assert proposal_bar(part_of(asked.ines, asked.proposal)).name == "answer_advice"
    asked.answer_all()
    assert proposal_bar(part_of(asked.ines, asked.proposal)).name == "take_decision"


def test_its_history_tells_the_advice(answered):
    data = history_data(answered.proposal, answered.omar)
    assert data["decider"] == "Inès"
    assert [(row["name"], row["text"], row["answer"]) for row in data["advices"]] == [
        ("Rose", "Rose : plutôt en mai.", "Oui, en mai."),
        ("Omar", "Omar : plutôt en mai.", "Oui, en mai."),
    ]
    assert "Avis" in [part.title for part in history_document(data).parts]


def test_it_is_written_by_the_api(scene, client):
    client.force_login(scene.malo)
    sent = {"circle": "ca", "title": "Un banc", "text": "Un banc.", "need": "On est debout.", "process": "advice"}
    sent |= {"decider": scene.malo.pk, "advisers": [scene.omar.pk], "review_on": "2035-06-01", "present": True}
    answer = client.post("/api/v1/proposals/", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["state"], answer.json()["decider"]["name"]) == (201, "advising", "Malo")
    whole = client.get(f"/api/v1/proposals/{answer.json()['id']}/").json()
    assert [advice["adviser"]["name"] for advice in whole["advices"]] == ["Omar"]


def post(client, by, path, **sent):
    client.force_login(by)
    return client.post(f"/api/v1/{path}/", sent, content_type="application/json")


def test_the_api_goes_from_the_person_who_is_named_to_the_decision(ca, malo, ines, rose, omar, client):
    ca.allows_advice = True
    ca.save()
    proposal = actions.present(write(ca, malo, decider=rose, advisers=[omar]), actor=malo)
    path = f"proposals/{proposal.pk}"
    named = post(client, malo, f"{path}/next-decider", person=ines.pk)
    assert (named.status_code, named.json()["decider"]["name"]) == (200, "Inès")
    assert post(client, ines, f"{path}/decider-agreement").status_code == 200
    asked = post(client, ines, f"{path}/advisers", advisers=[rose.pk]).json()
    assert [advice["adviser"]["name"] for advice in asked] == ["Omar", "Rose"]
    given = [post(client, member, f"{path}/advice", text="Plutôt en mai.").json() for member in (omar, rose)]
    assert [advice["text"] for advice in given] == ["Plutôt en mai.", "Plutôt en mai."]
    for advice in given:
        answer = post(client, ines, f"advices/{advice['id']}/answer", text="Oui, en mai.").json()
        assert answer["answer"] == "Oui, en mai."
    decided = post(client, ines, f"{path}/taken-decision", is_adopted=True, reasons="Le temps y est.")
    assert (decided.status_code, decided.json()["state"]) == (200, "adopted")
    assert Decision.objects.get(proposal=proposal).process == "advice"


def test_the_api_declines_to_decide(ca, malo, rose, omar, client):
    ca.allows_advice = True
    ca.save()
    proposal = actions.present(write(ca, malo, decider=rose, advisers=[omar]), actor=malo)
    answer = post(client, rose, f"proposals/{proposal.pk}/decider-refusal")
    assert (answer.status_code, answer.json()["decider"]) == (200, None)


def test_the_api_refuses_what_the_page_refuses(asked, client):
    path = f"proposals/{asked.proposal.pk}"
    silent = asked.advice_of(asked.rose).pk
    assert list(post(client, asked.malo, f"{path}/next-decider", person=asked.omar.pk).json()["errors"]) == ["person"]
    assert list(post(client, asked.malo, f"{path}/advisers", advisers=[asked.ines.pk]).json()["errors"]) == ["advisers"]
    assert post(client, asked.ines, f"advices/{silent}/answer", text="Oui.").json()["errors"] == {
        "__all__": ["Cette personne n’a pas donné d’avis\xa0: il n’y a rien à quoi répondre."]
    }
    assert post(client, asked.malo, f"{path}/advice", text="Moi aussi.").status_code == 403
    assert post(client, asked.malo, f"advices/{silent}/answer", text="Oui.").status_code == 403
    asked.all_advise()
    early = post(client, asked.ines, f"{path}/taken-decision", is_adopted=True, reasons="Le temps y est.")
    assert (early.status_code, asked.state) == (400, State.DECIDING)


def test_a_draft_by_advice_is_written_on_the_page(scene, client):
    client.force_login(scene.malo)
    url = reverse("proposals:new")
    page = client.get(url, {"circle": "ca", "process": "advice"}).content.decode()
    assert "À qui demandez-vous un avis" in page
    sent = {"circle": "ca", "title": "Un banc", "text": "Un banc.", "need": "Debout.", "process": "advice"}
    sent |= {"audience": "members", "review_on": "2035-06-01", "decider": scene.ines.pk, "advisers": [scene.omar.pk]}
    client.post(url, {**sent, "then": "present", "facilitator": scene.rose.pk})
    proposal = type(scene.proposal).objects.get(title="Un banc")
    assert (proposal.state, proposal.decider, proposal.facilitator) == ("advising", scene.ines, None)
    assert [advice.adviser for advice in Advice.objects.filter(proposal=proposal)] == [scene.omar]
