"""What the room sees on the wall: the text, how a vote goes where it may be seen, its result for a while."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from assembly.actions import add_item, advance, arrive, close_meeting, open_item_ballot, raise_hand, start_item_election
from assembly.changes import said_of
from assembly.live import ScreenPage
from assembly.models import AgendaItem
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.projector import Projection
from proposals.actions import (
    accept_candidacy,
    answer_candidacy,
    next_election_stage,
    next_stage,
    nominate,
    open_round,
    propose_person,
    set_election_aside,
    take_position,
    write_proposal,
)
from proposals.models import Decision, Election, Proposal
from realtime.pages import Audience
from tests.assembly.conftest import later
from tests.closing import close_item_in_time
from votes.actions import cast_vote
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.questions import QuestionSpec
from web.components import Badge


def wall(meeting) -> str:
    """The region, in French, as it is now."""
    page = ScreenPage()
    with override("fr"):
        return page.regions["wall"].render(page.load(str(meeting.pk)), Audience("screen", "fr"))


def projection(meeting) -> Projection:
    sheet = MeetingSheet.of(meeting.pk)
    return Projection(sheet, sheet.lines_for(False), is_hidden=False)


@pytest.fixture
def there(evening, malo, rose):
    """Three of the board are in the room."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    return evening


def take_up(evening, title: str, **fields) -> AgendaItem:
    """An item of this title, under way."""
    ines, current = fields["actor"], evening.items.filter(state="current").first()
    item = add_item(evening, title=title, **fields)
    advance(evening, expected=current and current.pk, to=item, actor=ines)
    return AgendaItem.objects.select_related("meeting__circle", "proposal").get(pk=item.pk)


@pytest.fixture
def visits(there, ca, ines, malo, rose):
    """A proposal of the item that is current, at the end of its stages."""
    proposal = write_proposal(
        ca, title="Visites", need="On nous le demande.", text="Chaque **mercredi**.", facilitator=malo,
        review_on=date(2027, 5, 1), is_presented=True, actor=rose,
    )  # fmt: skip
    item = take_up(there, "Visites", kind="consent", proposal=proposal, actor=ines)
    for _stage in range(3):
        next_stage(item.proposal, actor=ines)
    item.proposal.refresh_from_db()
    return item


def test_before_and_after_the_meeting_the_wall_says_so(evening, ines):
    assert "Point suivant\u00a0: Nouvelles</h2>" in wall(evening)
    close_meeting(evening, actor=ines)
    assert "La réunion est close" in wall(evening)


def test_the_text_under_decision_stands_on_the_wall(visits):
    assert "Chaque <strong>mercredi</strong>." in wall(visits.meeting)
    assert not projection(visits.meeting).has_room


def test_a_round_shows_how_many_answered_and_no_name(visits, ines, malo):
    round = open_round(visits.proposal, actor=ines)
    take_position(round, kind="consent", actor=malo)

    shown = wall(visits.meeting)
    assert "1 réponse sur 3" in shown
    assert "1 consentement" not in shown
    assert "Chaque <strong>mercredi</strong>." in shown


def test_a_consent_is_large_for_three_minutes_whatever_comes_next(visits, clock, ines, malo, rose):
    round = open_round(visits.proposal, actor=ines)
    for member in (ines, malo, rose):
        take_position(round, kind="consent", actor=member)
    advance(visits.meeting, expected=visits.pk, actor=ines)

    result = projection(visits.meeting).result
    assert (str(result.word.text), result.title) == ("Adoptée", "Visites")
    later(clock, minutes=3, seconds=1)
    assert projection(visits.meeting).result is None


def test_a_named_vote_shows_its_count_at_the_close_alone(there, ines, malo, rose):
    item = take_up(there, "Le bail", kind="vote", actor=ines)
    link = open_item_ballot(item, QuestionSpec("Le signons-nous ?", MajorityRules()), actor=ines)
    cast_vote(link.ballot, elector=malo, choice="against", actor=malo)

    shown = wall(there)
    assert "1 vote sur 3" in shown
    assert "Le signons-nous ?" in shown
    assert "Contre" not in shown
    for member in (ines, rose):
        cast_vote(link.ballot, elector=member, choice="against", actor=member)
    close_item_in_time(link, actor=ines)
    shown = wall(there)
    assert "Rejetée" in shown
    assert "Contre" in shown
    assert "Malo" not in shown


def test_a_poll_shows_its_bars_while_people_answer_and_chooses_nothing(there, ines, malo, rose):
    item = take_up(there, "La porte", actor=ines)
    spec = QuestionSpec("Quelle couleur ?", OptionRules("plurality"), options=("bleu", "vert"), poll=True)
    link = open_item_ballot(item, spec, actor=ines)
    cast_vote(link.ballot, elector=malo, choice={"approve": ["bleu"]}, actor=malo)

    shown = wall(there)
    assert "1 vote sur 3" in shown
    assert "bleu" in shown
    close_item_in_time(link, actor=ines)
    result = projection(there).result
    assert (result.word, result.title, result.sentence) == (None, "Quelle couleur ?", "1 vote sur 3")


def test_what_was_chosen_is_the_word(there, ines, malo, rose):
    item = take_up(there, "Trésorerie", kind="election", actor=ines)
    spec = QuestionSpec("Qui tient la trésorerie ?", OptionRules("plurality"), options=("Alix", "Malo"))
    link = open_item_ballot(item, spec, actor=ines)
    for member in (ines, malo, rose):
        cast_vote(link.ballot, elector=member, choice={"approve": ["Alix"]}, actor=member)
    close_item_in_time(link, actor=ines)

    result = projection(there).result
    assert (result.word.text, result.word_size) == ("Alix", "short")
    several = replace(result, word=Badge("Alix Lauzière, Malo Tilleul et Rose Fontanel"))
    assert several.word_size == "long"


def test_an_open_vote_takes_the_place_of_the_last_result(there, ines, malo, rose):
    item = take_up(there, "Le bail", kind="vote", actor=ines)
    link = open_item_ballot(item, QuestionSpec("Le signons-nous ?", MajorityRules()), actor=ines)
    for member in (ines, malo, rose):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)
    close_item_in_time(link, actor=ines)
    assert projection(there).result is not None

    open_item_ballot(item, QuestionSpec("Et le garage ?", MajorityRules(), poll=True), actor=ines)
    assert projection(there).result is None
    assert projection(there).ballot_title == "Et le garage ?"


def test_a_long_title_is_written_smaller_and_whole(there, ines):
    title = "Les travaux de la toiture de l’atelier bois, de la cuisine et des sanitaires : par où commencer ?"
    take_up(there, title, actor=ines)
    assert projection(there).heading_size == "long"
    assert title in wall(there)


@pytest.fixture
def election(there, ines, malo, rose, ca):
    """The election of a treasurer, under way in the meeting: its nominations are open."""
    item = take_up(there, "Trésorerie", kind="election", actor=ines)
    values = {"title": "Trésorerie", "mission": "Tenir les comptes.", "until": date(2030, 1, 1), "role": "coordinator"}
    start_item_election(item, actor=ines, **values)
    return next_election_stage(Election.objects.get(), actor=ines)


def name(election, **named) -> None:
    for member, nominee in named.values():
        nominate(election, nominee=nominee, reason="elle sait compter", actor=member)


def test_nominations_are_counted_on_the_wall_and_nobody_is_named_before_all_are(election, there, ines, malo, rose):
    name(election, first=(malo, rose))
    shown = wall(there)
    assert "Trésorerie (référent·e, CA)" in shown
    assert "Nominations" in shown
    assert "1 réponse sur 3" in shown
    assert "elle sait compter" not in shown
    assert "1 nomination" not in shown

    name(election, second=(ines, rose), third=(rose, malo))
    shown = wall(there)
    assert "2 nominations" in shown
    assert shown.index("Rose</strong>") < shown.index("Malo</strong>")


def test_a_name_that_is_proposed_stands_large_with_how_many_answered(election, there, ines, malo, rose):
    name(election, first=(malo, rose), second=(ines, rose), third=(rose, malo))
    for _stage in range(2):
        next_election_stage(election, actor=ines)
    candidacy = propose_person(election, person=rose, argument="les raisons entendues", actor=ines)
    answer_candidacy(candidacy, kind="concern", text="à soutenir", actor=malo)
    shown = wall(there)
    assert "Nom proposé\u00a0: Rose" in shown
    assert "1 réponse sur 2" in shown
    assert "réserve" not in shown

    answer_candidacy(candidacy, kind="consent", actor=ines)
    shown = wall(there)
    assert "1 consentement" in shown
    assert "à soutenir" not in shown


def test_who_is_elected_is_large_for_three_minutes(election, there, clock, ines, malo, rose):
    name(election, first=(malo, rose), second=(ines, rose), third=(rose, malo))
    for _stage in range(2):
        next_election_stage(election, actor=ines)
    candidacy = propose_person(election, person=rose, argument="les raisons entendues", actor=ines)
    for member in (ines, malo):
        answer_candidacy(candidacy, kind="consent", actor=member)
    accept_candidacy(candidacy, actor=rose)

    with override("fr"):
        result = projection(there).result
        assert (str(result.word.text), result.word.tone, result.title) == ("Élu·e\u00a0: Rose", "leaf", "")
    assert "élection sans candidat" in result.sentence
    later(clock, minutes=3, seconds=1)
    assert projection(there).result is None


def test_an_election_without_anybody_says_why(election, there, ines):
    set_election_aside(election, reason="Personne ne connaît le rôle.", actor=ines)
    with override("fr"):
        result = projection(there).result
        assert (str(result.word.text), result.sentence) == ("Personne n’est élu", "Personne ne connaît le rôle.")


def test_the_queue_and_the_code_to_join_stand_on_the_page(client, there, ines, malo, settings):
    settings.SITE_URL = "https://lieu.example/"
    raise_hand(there, kind="speak", actor=malo)
    client.force_login(ines)

    page = client.get(reverse("assembly:screen", args=[there.pk]))
    assert page.context["address"] == f"https://lieu.example/meetings/{there.pk}/"
    html = page.content.decode()
    assert 'class="qr-code"' in html
    assert "Malo" in html
    assert "Quitter le projecteur" in html


def test_the_projector_opens_in_a_window_of_its_own(client, evening, ines):
    client.force_login(ines)
    html = client.get(reverse("assembly:meeting", args=[evening.pk])).content.decode()
    assert f'href="{reverse("assembly:screen", args=[evening.pk])}" target="projector"' in html


def test_the_wall_asks_the_same_number_of_questions_whatever_there_is(there, ines):
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            wall(there)
        return len(captured)

    item = take_up(there, "Le bail", kind="vote", actor=ines)
    open_item_ballot(item, QuestionSpec("Le signons-nous ?", MajorityRules()), actor=ines)
    few = questions()
    for number in range(20):
        add_item(there, title=f"Point {number}", actor=ines)
    assert questions() == few


def test_what_the_text_would_end_stands_on_the_wall_and_the_agenda(visits):
    former = Decision.objects.create(
        year=2026, serial=900, number="2026-900", circle=visits.meeting.circle, title="Un four", text="Un four.",
        process="majority", result="Adoptée.", decided_at=visits.meeting.starts_at,
    )  # fmt: skip
    Proposal.objects.filter(pk=visits.proposal_id).update(replaces=former, is_repeal=True)
    sentence = f"Elle mettrait fin à la décision {former.number} «\u00a0Un four\u00a0», sans rien mettre à sa place."
    assert f"<p><strong>{sentence}</strong></p>" in wall(visits.meeting)
    with override("fr"):
        assert said_of([visits]) == {visits.pk: sentence}
