"""The bar of a phone on the page of a proposal, and on that of an election: what waits for each person first."""

from django.test import Client
from django.urls import reverse

from members.models import Member
from proposals import actions
from proposals.election_live import ElectionPage
from proposals.election_process import ElectionState
from proposals.live import ProposalPage
from proposals.models import Election
from proposals.presenters.act_bar import election_bar, proposal_bar
from proposals.presenters.election_part import part_of_election
from proposals.presenters.own_panel import part_of
from proposals.process import State
from tests.proposals.election_scene import election_scene
from tests.proposals.scene import Scene
from web.act_bar import ActBar


def browser(person: Member) -> Client:
    client = Client()
    client.force_login(person)
    return client


def bar_of(scene: Scene, member: Member) -> ActBar | None:
    scene.proposal.refresh_from_db()
    return proposal_bar(part_of(member, scene.proposal))


def name_of(scene: Scene, member: Member) -> str:
    bar = bar_of(scene, member)
    return bar.name if bar else ""


def test_a_draft_is_presented_by_its_author_from_the_bar(scene):
    assert bar_of(scene, scene.malo).buttons[0].url == reverse("proposals:presentation", args=[scene.proposal.pk])


def test_a_question_is_asked_then_answered_by_the_author_and_a_reaction_said_once(scene):
    scene.bring_to(State.CLARIFICATION)
    assert (name_of(scene, scene.rose), bar_of(scene, scene.rose).opens) == ("look", "Poser une question")
    actions.ask(scene.proposal, text="Combien cela coûte-t-il ?", actor=scene.rose)
    bar = bar_of(scene, scene.malo)
    assert (bar.name, bar.about, bar.announcement) == ("answer", scene.question.pk, "Rose vous pose une question")
    actions.answer(scene.question, text="Rien.", actor=scene.malo)
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert name_of(scene, scene.rose) == "react"
    actions.react(scene.proposal, text="Cela me va.", actor=scene.rose)
    assert name_of(scene, scene.rose) == "look"


def test_a_position_is_asked_over_its_text_and_stays_in_sight_once_it_is_taken(scene):
    scene.bring_to(State.OBJECTIONS)
    bar = bar_of(scene, scene.rose)
    assert (bar.name, bar.look, bar.about, bar.counted) == ("position", "lamp", scene.round.pk, "")
    assert bar.step is None
    assert (bar.reading.text, bar.reading.is_unfolded) == (scene.round.version.text, True)
    scene.answers("rose", "consent")
    bar = bar_of(scene, scene.rose)
    assert (bar.name, bar.look, bar.counted, bar.reading.is_unfolded) == ("look", "", "Vous consentez.", False)


def test_whoever_objects_reads_in_the_bar_that_it_stands_until_they_lift_it(scene, evening):
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    scene.walk_to(State.OBJECTIONS)
    scene.all_answer(rose="objection")
    assert scene.state == State.EXAMINATION
    bar = bar_of(scene, scene.rose)
    assert (bar.name, bar.counted) == ("suggest", "")
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    bar = bar_of(scene, scene.rose)
    assert (bar.name, bar.counted) == ("look", "Vous objectez.")
    assert bar_of(scene, scene.malo).counted == ""
    actions.lift_objection(scene.objection, actor=scene.rose)
    assert bar_of(scene, scene.rose) is None


def test_whoever_facilitates_has_the_next_step_beside_their_own_answer_then_alone(scene, evening):
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    scene.walk_to(State.OBJECTIONS)
    closing = reverse("proposals:closing", args=[scene.round.pk])
    bar = bar_of(scene, scene.ines)
    assert (bar.name, bar.step.url) == ("position", closing)
    scene.answers("ines", "consent")
    bar = bar_of(scene, scene.ines)
    assert (bar.name, bar.buttons[0].url, bar.step) == ("conduct", closing, None)


def test_online_a_round_closes_by_itself_and_nobody_is_offered_to_close_it(scene):
    scene.bring_to(State.OBJECTIONS)
    closing = reverse("proposals:closing", args=[scene.round.pk])
    assert bar_of(scene, scene.ines).step is None
    scene.answers("ines", "consent")
    assert name_of(scene, scene.ines) == "look"
    client = browser(scene.ines)
    assert closing not in client.get(scene.proposal.get_absolute_url()).content.decode()
    answer = client.post(closing, headers={"X-Act": "1", "Accept": "application/json"}).json()
    assert "4\xa0personnes" in answer["message"] or "4 personnes" in answer["message"]


def test_whoever_only_reads_has_no_bar(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer()
    assert scene.state == State.ADOPTED
    assert bar_of(scene, scene.rose) is None
    page = browser(scene.rose).get(scene.proposal.get_absolute_url()).content.decode()
    assert 'id="act-bar"' not in page
    assert 'id="my-part"' in page


def test_the_page_and_the_part_that_is_read_again_hold_the_bar_and_what_it_opens(scene):
    scene.bring_to(State.OBJECTIONS)
    for address in (scene.proposal.get_absolute_url(), reverse("proposals:mine", args=[scene.proposal.pk])):
        page = browser(scene.rose).get(address).content.decode()
        assert page.index('id="act-bar"') < page.index('popovertarget="my-part"') < page.index('id="my-part"')


def test_an_election_asks_for_a_name_and_whoever_facilitates_goes_on_to_its_next_stage(ca, ines, malo, rose):
    scene = election_scene(ca, ines, malo, rose)
    scene.next()
    scene.election.refresh_from_db()
    part = part_of_election(scene.rose, scene.election)
    bar = election_bar(part)
    assert (bar.name, bar.about) == ("nominate", scene.election.pk)
    bar = election_bar(part_of_election(scene.ines, scene.election))
    stage = reverse("proposals:election-stage", args=[scene.election.pk])
    assert (bar.name, bar.step) == ("nominate", None)  # online they are shown at the end that was announced
    page = browser(scene.rose).get(scene.election.get_absolute_url()).content.decode()
    assert page.index('id="act-bar"') < page.index('id="my-part"')
    scene.all_name()
    bar = election_bar(part_of_election(scene.ines, Election.objects.get()))
    assert (bar.name, bar.buttons[0].url) == ("conduct", stage)


def test_what_is_ones_own_is_never_older_than_the_regions(scene, monkeypatch):
    """The round opens just before the regions are read: the panel beside them asks for a position."""
    scene.bring_to(State.AMENDING)
    load = ProposalPage.load

    def load_once_it_is_open(page, key):
        actions.open_round(scene.proposal, actor=scene.ines)
        return load(page, key)

    monkeypatch.setattr(ProposalPage, "load", load_once_it_is_open)
    page = browser(scene.rose).get(scene.proposal.get_absolute_url()).content.decode()
    assert 'data-key="position ' in page


def test_what_an_election_asks_is_never_older_than_its_regions(ca, ines, malo, rose, monkeypatch):
    scene = election_scene(ca, ines, malo, rose)
    load = ElectionPage.load

    def load_once_names_are_asked(page, key):
        scene.next()
        return load(page, key)

    monkeypatch.setattr(ElectionPage, "load", load_once_names_are_asked)
    page = browser(scene.rose).get(scene.election.get_absolute_url()).content.decode()
    assert reverse("proposals:election-nomination", args=[scene.election.pk]) in page


def test_the_author_is_asked_for_a_new_version_until_it_is_written(scene, evening):
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    scene.walk_to(State.OBJECTIONS)
    scene.all_answer(rose="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    assert (name_of(scene, scene.malo), bar_of(scene, scene.malo).opens) == ("rewrite", "Améliorer")
    actions.amend(scene.proposal, text="Ouvrir le mercredi, sauf en août.", actor=scene.malo)
    assert name_of(scene, scene.malo) == "look"


def test_whoever_objects_to_a_name_reads_in_the_bar_that_it_stands(ca, ines, malo, rose):
    scene = election_scene(ca, ines, malo, rose)
    scene.bring_to(ElectionState.OBJECTIONS)
    scene.all_answer(malo="objection")
    election = Election.objects.get()
    assert election_bar(part_of_election(scene.malo, election)).counted == "Vous objectez."
    assert election_bar(part_of_election(scene.ines, election)).counted == ""
