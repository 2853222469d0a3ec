"""A proposal with its whole history, to take away: nothing that is hidden, nothing for those who may not read it."""

import json

from django.urls import reverse

from proposals import actions
from proposals.process import State


def data_of(client, proposal) -> dict:
    return json.loads(client.get(reverse("proposals:proposal-json", args=[proposal.pk])).content)


def test_it_tells_all_from_the_idea_to_the_decision(client, scene):
    scene.bring_to(State.PRESENTED)
    question = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    actions.answer(question, text="Deux volontaires.", actor=scene.malo)
    scene.walk_to(State.OBJECTIONS)
    scene.all_answer(rose="objection", paul="concern")
    actions.lift_objection(scene.objection, actor=scene.rose)
    client.force_login(scene.zoe)
    data = data_of(client, scene.proposal)
    assert (data["title"], data["author"], data["facilitator"]) == (scene.proposal.title, "Malo", "Inès")
    assert [(one["name"], one["text"], one["answer"]) for one in data["questions"]] == [
        ("Rose", "Qui ouvre ?", "Deux volontaires.")
    ]
    (round,) = data["rounds"]
    assert [one["name"] for one in round["objections"]] == ["Rose"]
    assert [one["name"] for one in round["concerns"]] == ["Paul"]
    assert data["decision"] == scene.proposal.decision.number
    text = client.get(reverse("proposals:proposal-md", args=[scene.proposal.pk])).content.decode()
    order = [
        "# Ouvrir les visites le samedi",
        "## Version 1",
        "## Question 1",
        "> Qui ouvre ?",
        "**La réponse**",
        "## Tour 1",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert b"pdfuaid:part" in client.get(reverse("proposals:proposal-pdf", args=[scene.proposal.pk])).content


def test_hidden_positions_are_in_none_of_its_files(client, scene):
    scene.bring_to(State.OBJECTIONS)
    actions.take_position(scene.round, kind="concern", text="Un secret.", actor=scene.rose)
    client.force_login(scene.rose)
    (round,) = data_of(client, scene.proposal)["rounds"]
    assert (round["answers"], round["objections"], round["concerns"], round["outcome"]) == ([], [], [], "")
    for kind in ("md", "json"):
        page = client.get(reverse(f"proposals:proposal-{kind}", args=[scene.proposal.pk])).content.decode()
        assert "Un secret." not in page


def test_comments_are_told_with_their_answers_and_come_in_again(client, scene):
    scene.bring_to(State.CLARIFICATION)
    place = {"version": 1, "start": 20, "end": 38}
    comment = actions.comment_passage(scene.proposal, **place, text="Et l’été ?", actor=scene.rose)
    actions.reply_to_comment(comment, text="En août aussi.", actor=scene.malo)
    actions.settle_comment(comment, actor=scene.rose)
    client.force_login(scene.zoe)
    data = data_of(client, scene.proposal)
    (told,) = data["comments"]
    assert (told["name"], told["version"], told["quote"], told["text"], told["settled_by"]) == (
        "Rose", 1, "un samedi sur deux", "Et l’été ?", "Rose",
    )  # fmt: skip
    assert [(one["name"], one["text"]) for one in told["answers"]] == [("Malo", "En août aussi.")]
    text = client.get(reverse("proposals:proposal-md", args=[scene.proposal.pk])).content.decode()
    order = [
        "## Commentaire 1",
        "> Et l’été ?",
        "### Réponse 1",
        "> En août aussi.",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    again = actions.import_proposal(scene.circle, content=json.dumps(data).encode(), actor=scene.malo)
    assert again.imported.history["comments"] == [told]


def test_its_stages_its_pause_and_what_became_of_suggestions_and_objections_are_told_and_come_in_again(client, scene):
    scene.bring_to(State.CLARIFICATION)
    edit = actions.suggest_edit(
        scene.proposal, version=1, start=0, end=6, replacement="Fermer", reason="plus calme", actor=scene.rose
    )
    actions.refuse_edit(edit, reason="Ce serait l’inverse.", actor=scene.malo)
    actions.pause(scene.proposal, days=3, reason="Les congés.", actor=scene.ines)
    actions.end_pause(scene.proposal, actor=scene.ines)
    for _stage in (State.REACTIONS, State.AMENDING):
        actions.next_stage(scene.proposal, actor=scene.ines)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer(rose="objection")
    scene.ask_circle()
    client.force_login(scene.zoe)
    data = data_of(client, scene.proposal)
    assert [one["name"] for one in data["stages"]][:3] == ["brouillon", "présentation", "questions"]
    assert [(one["name"], one["text"]) for one in data["pauses"]] == [("Inès", "Les congés.")]
    (suggested,) = data["edits"]
    assert (suggested["replacement"], suggested["became"], suggested["answer"]) == (
        "Fermer",
        "non reprise",
        "Ce serait l’inverse.",
    )
    (objection,) = data["rounds"][0]["objections"]
    assert objection["tested"] == (
        "examinée à voix haute avec Inès : ni tort ni meilleure voie n’ont été entendus ; "
        "Inès a demandé au cercle de la porter"
    )
    text = client.get(reverse("proposals:proposal-md", args=[scene.proposal.pk])).content.decode()
    for words in ("## Étape 1", "## Pause 1\n\n", "## Modification proposée 1", "> Les congés."):
        assert words in text
    copy = actions.import_proposal(scene.circle, content=json.dumps(data).encode(), actor=scene.ines)
    client.force_login(scene.ines)
    origin = client.get(reverse("proposals:origin", args=[copy.pk])).content.decode()
    assert "Modifications proposées dans le texte" in origin
