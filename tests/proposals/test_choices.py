"""A proposal that chooses among options, from the draft to the register, to each of its ends."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commissions.changes import Change, ChangeKind
from commissions.models import Circle
from proposals import actions
from proposals.comparison import decisions, versions
from proposals.due import conclude_consultations, conclude_votes
from proposals.models import Decision, Proposal
from proposals.options import METHODS, ProposedOption, with_options
from proposals.process import State
from proposals.queries import current_version
from tests.closing import let_its_time_pass
from tests.proposals.told import body, verbs
from tests.refusals import refused
from votes.actions import cast_vote
from votes.due import close_ballots

BLUE, GREEN, YELLOW = ProposedOption("Bleu", "Comme la mer."), ProposedOption("Vert"), ProposedOption("Jaune")
TEXT = with_options("La porte est à repeindre.", [BLUE, GREEN, YELLOW])
ANSWERS = {
    "approval": {"approve": ["Vert"]},
    "plurality": {"approve": ["Vert"]},
    "score": {"scores": {"Vert": 5, "Bleu": 1}},
    "cumulative": {"scores": {"Vert": 7, "Bleu": 3}},
    "majority_judgment": {"grades": {"Bleu": 1, "Vert": 5, "Jaune": 0}},
    "irv": {"ranking": [["Vert"], ["Bleu"]]},
    "schulze": {"ranking": [["Vert"], ["Bleu"]]},
    "stv_scottish": {"ranking": [["Vert"], ["Bleu"]]},
}


def write(scene, **more) -> Proposal:
    fields = {"title": "La couleur de la porte", "need": "Elle est grise.", "text": TEXT, "process": "choice", **more}
    scene.proposal = actions.write_proposal(
        scene.circle, facilitator=scene.ines, review_on=date(2035, 6, 1), actor=scene.malo, **fields
    )
    actions.agree_to_facilitate(scene.proposal, actor=scene.ines)
    scene.proposal.refresh_from_db()
    return scene.proposal


@pytest.fixture
def choosing(scene) -> Proposal:
    """At its amending."""
    write(scene)
    return scene.bring_to(State.AMENDING)


def run_to_its_end(scene, choice=ANSWERS["approval"], *, voters=("ines", "malo", "rose")):
    closes_at = timezone.now() + timedelta(days=7)
    ballot = actions.vote_online(scene.proposal, closes_at=closes_at, actor=scene.ines).consultation.ballot
    for name in voters:
        voter = getattr(scene, name)
        cast_vote(ballot, elector=voter, choice=choice, actor=voter)
    let_its_time_pass(ballot)
    close_ballots()
    conclude_consultations()
    conclude_votes()
    return ballot


@pytest.mark.parametrize("method", METHODS)
def test_by_each_method_what_is_chosen_is_a_decision_of_the_register(scene, method):
    write(scene, method=method)
    scene.bring_to(State.AMENDING)
    ballot = run_to_its_end(scene, ANSWERS[method])
    decision = Decision.objects.get()
    assert (scene.state, ballot.method, ballot.options) == (State.ADOPTED, method, ["Bleu", "Vert", "Jaune"])
    assert (decision.process, decision.ballot, decision.proposal) == ("choice", ballot, scene.proposal)
    assert decision.title == "La couleur de la porte\xa0: Vert"
    assert decision.text == f"{TEXT}\n\n**Choix retenu\xa0: Vert**"
    assert decision.review_on == date(2035, 6, 1)
    assert [*decisions(), *versions()] == []


def test_the_register_says_the_counts_how_one_chose_and_what_settles_a_tie(scene, choosing):
    ballot = run_to_its_end(scene)
    decision = Decision.objects.get()
    assert ballot.question == (
        "Parmi les options de «\xa0La couleur de la porte\xa0» (version 1), que choisissons-nous\xa0?"
    )
    assert ballot.consultation.text == TEXT
    assert decision.result == (
        "Choix retenu\xa0: Vert (3 voix)\xa0; puis Bleu (0 voix), Jaune (0 voix)\xa0; 3 votants sur 5. "
        "Chaque personne approuve autant de choix qu’elle veut. Retenu\xa0: le choix que le plus de personnes "
        "approuvent. À égalité, un tirage au sort que chacun peut refaire décide."
    )


def test_several_places_are_filled_together(scene):
    write(scene, method="stv_scottish", seats=2)
    scene.bring_to(State.AMENDING)
    run_to_its_end(scene, {"ranking": [["Vert"], ["Jaune"], ["Bleu"]]})
    assert Decision.objects.get().title == "La couleur de la porte\xa0: Vert et Jaune"


def test_without_its_quorum_nothing_is_adopted_and_it_is_set_aside(scene, choosing):
    Circle.objects.update(meeting_quorum="1/1")
    run_to_its_end(scene)
    assert (scene.state, Decision.objects.count(), verbs()[-1]) == (State.SET_ASIDE, 0, "proposal.set_aside")


def test_where_nobody_votes_for_an_option_nothing_is_chosen(scene, choosing):
    run_to_its_end(scene, "blank")
    assert (scene.state, Decision.objects.count(), verbs()[-1]) == (State.REJECTED, 0, "proposal.rejected")


def test_a_board_without_an_article_gives_an_opinion_which_is_no_decision(scene, choosing):
    Circle.objects.update(online_article="")
    run_to_its_end(scene)
    assert (scene.state, Decision.objects.count(), verbs()[-1]) == (State.OPINION, 0, "proposal.opinion")


def test_amending_changes_the_options_and_the_ballot_asks_about_those_that_stand(scene, choosing):
    text = with_options("La porte est à repeindre.", [GREEN, ProposedOption("Rouge")])
    actions.amend(scene.proposal, text=text, actor=scene.malo)
    ballot = run_to_its_end(scene)
    assert ballot.options == ["Vert", "Rouge"]
    assert body("proposal.vote_opened")["version"] == 2


@pytest.mark.parametrize(
    ("options", "code"),
    [([BLUE], "options"), ([BLUE, ProposedOption("bleu")], "options"), ([BLUE, ProposedOption("x" * 121)], "options")],
)
def test_a_new_text_keeps_two_options_that_can_be_told_apart(scene, choosing, options, code):
    with refused(code):
        actions.amend(scene.proposal, text=with_options("La porte.", options), actor=scene.malo)
    assert current_version(choosing).number == 1


def test_it_is_presented_once_it_has_two_options_for_as_many_places(scene):
    write(scene, text="La porte est à repeindre.")
    with refused(options="options"):
        actions.present(scene.proposal, actor=scene.malo)
    write(scene, method="stv_scottish", seats=4)
    with refused(seats="seats"):
        actions.present(scene.proposal, actor=scene.malo)
    write(scene, seats=2, method="irv")
    with refused(seats="seats"):
        actions.present(scene.proposal, actor=scene.malo)


def test_it_is_presented_with_how_one_chooses(scene, choosing):
    told = body("proposal.presented")
    assert (told["method"], told["seats"]) == ("approval", 1)


def test_it_changes_nothing_else_and_ends_nothing_alone(scene):
    with refused(changes="choice"):
        write(scene, change=Change(ChangeKind.DELEGATION, scene.circle.pk, name="les pots de peinture"))
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer()
    with refused(is_repeal="choice"):
        write(scene, replaces=Decision.objects.get(), is_repeal=True)


def test_one_chooses_in_a_way_that_is_offered(scene):
    with refused(method="method"):
        write(scene, method="dates")


def test_no_round_is_asked_and_nobody_objects_beforehand(scene, choosing):
    with refused("majority"):
        actions.open_round(scene.proposal, actor=scene.ines)
    with refused("majority"):
        actions.object_beforehand(scene.proposal, reason={"consequence": "non"}, actor=scene.rose)


def test_the_database_wants_a_method_for_a_choice_alone(scene, choosing):
    for wrong in ({"method": ""}, {"process": "consent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.update(**wrong)


def test_decided_otherwise_a_draft_forgets_how_one_chooses(scene):
    write(scene, method="irv", seats=1)
    kept = {"title": "La porte", "text": "Bleue.", "need": "", "facilitator": None, "review_on": None}
    actions.edit_proposal(scene.proposal, process="consent", audience="members", actor=scene.malo, **kept)
    scene.proposal.refresh_from_db()
    assert (scene.proposal.method, scene.proposal.seats) == ("", 1)


# Its pages, the API, what comes in from elsewhere


def form(scene, **said) -> dict[str, object]:
    return {
        "circle": "ca",
        "title": "La couleur de la porte",
        "need": "Elle est grise.",
        "audience": "members",
        "text": "La porte est à repeindre.",
        "process": "choice",
        "method": "irv",
        "seats": "1",
        "options": "Bleu\nComme la mer.\n\nVert\n\nJaune",
        "facilitator": scene.ines.pk,
        "review_on": "2035-06-01",
        "then": "present",
        **said,
    }


def test_it_is_written_on_the_page_and_a_draft_shows_its_options_again(client, scene):
    client.force_login(scene.malo)
    answer = client.post(reverse("proposals:new"), form(scene, then="draft"))
    proposal = Proposal.objects.latest("pk")
    assert (answer.status_code, current_version(proposal).text) == (303, TEXT)
    assert (proposal.process, proposal.method, proposal.seats) == ("choice", "irv", 1)
    page = client.get(reverse("proposals:edit", args=[proposal.pk]))
    assert page.context["form"]["text"].value() == "La porte est à repeindre."
    assert page.context["form"]["options"].value() == "Bleu\nComme la mer.\n\nVert\n\nJaune"
    sent = client.post(reverse("proposals:edit", args=[proposal.pk]), form(scene, options="Vert"))
    assert list(sent.context["form"].errors) == ["options"]


def test_its_page_says_its_options_and_how_one_chooses(client, scene, choosing):
    client.force_login(scene.rose)
    page = client.get(choosing.get_absolute_url()).content.decode()
    for words in (">Bleu</h3>", "Comme la mer.", "par un choix entre plusieurs options", "Retenu\xa0: le choix que"):
        assert words in page


def test_the_page_of_its_ballot_puts_the_options_under_a_heading_of_its_own(client, scene, choosing):
    client.force_login(scene.rose)
    ballot = run_to_its_end(scene)
    page = client.get(reverse("votes:ballot", args=[ballot.pk])).content.decode()
    assert page.index("</h1>") < page.index("avant de répondre</h2>") < page.index(">Bleu</h3>")


def test_decided_otherwise_what_was_typed_of_options_is_left_out(client, scene):
    client.force_login(scene.malo)
    client.post(reverse("proposals:new"), form(scene, process="consent"))
    proposal = Proposal.objects.latest("pk")
    assert (current_version(proposal).text, proposal.method) == ("La porte est à repeindre.", "")


def test_it_is_written_and_read_through_the_api(client, scene):
    client.force_login(scene.malo)
    sent = form(scene, present=True, seats=1) | {"options": [{"title": "Bleu", "text": "Comme la mer."}]}
    del sent["then"]
    url = reverse("api-proposal-list")
    answer = client.post(url, sent, content_type="application/json")
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"options"})
    sent["options"] = [*sent["options"], {"title": "Vert"}]  # type: ignore[misc]
    made = client.post(url, sent, content_type="application/json").json()
    assert (made["process"], made["method"], made["seats"]) == ("choice", "irv", 1)
    read = client.get(reverse("api-proposal-detail", args=[made["id"]])).json()
    assert read["versions"][0]["options"] == [
        {"title": "Bleu", "text": "Comme la mer."},
        {"title": "Vert", "text": ""},
    ]


def test_taken_away_and_brought_in_it_goes_on_choosing(client, scene):
    write(scene, method="stv_scottish", seats=2)
    client.force_login(scene.malo)
    taken = client.get(reverse("proposals:proposal-json", args=[scene.proposal.pk])).content
    again = actions.import_proposal(scene.circle, content=taken, actor=scene.malo)
    assert (again.process, again.method, again.seats) == ("choice", "stv_scottish", 2)
    assert current_version(again).text == TEXT
    document = client.get(reverse("proposals:proposal-md", args=[scene.proposal.pk])).content.decode()
    assert "# Bleu" in document
    assert "- Façon de décider\u00a0: choice\n- Méthode de vote\u00a0: stv\\_scottish\n- Sièges\u00a0: 2\n" in document


def test_by_a_method_that_is_not_offered_here_it_comes_in_as_a_text(client, scene):
    write(scene)
    client.force_login(scene.malo)
    taken = client.get(reverse("proposals:proposal-json", args=[scene.proposal.pk])).json()
    content = json.dumps({**taken, "method": "lot"}).encode()
    again = actions.import_proposal(scene.circle, content=content, actor=scene.malo)
    assert (again.process, again.method) == ("consent", "")


def test_handed_to_another_circle_it_chooses_there(scene):
    write(scene, method="schulze")
    scene.bring_to(State.ESCALATED)
    copy = Proposal.objects.get(origin=scene.proposal)
    assert (copy.process, copy.method, current_version(copy).text) == ("choice", "schulze", TEXT)
