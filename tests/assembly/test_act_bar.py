"""The bar of a phone: what each person can do now, one thing at a time, as the evening goes on."""

from datetime import date

from django.urls import reverse

from assembly.actions import (
    add_item,
    advance,
    arrive,
    ask_conductor,
    call_hand,
    close_meeting,
    convene,
    depart,
    lower_hand,
    open_item_ballot,
    raise_hand,
    reply,
)
from assembly.live import MeetingPage
from assembly.models import Meeting
from assembly.presenters.act_bar import act_bar
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.own_part import own_part
from members.models import Member
from proposals.actions import (
    ask,
    note_answered_aloud,
    open_round,
    present,
    put_to_meeting,
    reopen_question,
    take_position,
    write_proposal,
)
from proposals.models import Proposal
from proposals.queries import last_round_of
from tests.assembly.conftest import later
from votes.actions import accept_proxy, cast_vote, give_proxy, note_vote
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec
from web.act_bar import ActBar

QUESTION = QuestionSpec("Racheter le bâtiment ?", MajorityRules())


def bar_of(member: Member, meeting: Meeting) -> ActBar | None:
    """The bar as this person sees it now, each with the class of viewers that the page gives them."""
    sheet = MeetingSheet.of(meeting.pk)
    viewers = MeetingPage().audience(str(meeting.pk), member)
    return act_bar(sheet, viewers, own_part(sheet, viewers, member))


def name_of(member: Member, meeting: Meeting) -> str:
    bar = bar_of(member, meeting)
    return bar.name if bar else ""


def proposed(evening: Meeting, *, author: Member, facilitator: Member) -> Proposal:
    """A text that this meeting talks about now, by consent."""
    proposal = write_proposal(
        evening.circle, title="Ouvrir le mercredi", need="On nous le demande.", text="Ouvrir le mercredi.",
        facilitator=facilitator, review_on=date(2035, 6, 1), actor=author,
    )  # fmt: skip
    item = add_item(
        evening, title="Ouvrir", kind="consent", proposal=present(proposal, actor=author), actor=facilitator
    )
    put_to_meeting(proposal, occasion=evening.topic, actor=facilitator)
    advance(evening, expected=None, to=item, actor=facilitator)
    return proposal


def test_before_the_meeting_one_says_whether_one_comes_and_may_then_look_at_ones_part(meeting, ines, malo, clock):
    later(clock, days=-1)
    assert name_of(malo, meeting) == "look"
    convene(meeting, actor=ines)
    assert [button.value for button in bar_of(malo, meeting).buttons] == ["yes", "no"]
    reply(meeting, is_coming=True, actor=malo)
    assert name_of(malo, meeting) == "look"


def test_whoever_facilitates_opens_the_meeting_once_it_is_time(meeting, ines, clock):
    later(clock, days=-1)
    convene(meeting, actor=ines)
    assert name_of(ines, meeting) == "reply"
    reply(meeting, is_coming=True, actor=ines)
    assert name_of(ines, meeting) == "conduct"
    clock.move_to(meeting.starts_at)
    bar = bar_of(ines, meeting)
    assert (bar.name, bar.buttons[0].url) == ("open", reverse("assembly:opening", args=[meeting.pk]))


def test_one_arrives_then_asks_to_speak_speaks_and_has_finished(evening, ines, malo):
    assert name_of(malo, evening) == "arrive"
    arrive(evening, member=malo, actor=malo)
    assert name_of(malo, evening) == "raise_hand"
    hand = raise_hand(evening, kind="speak", actor=malo)
    assert name_of(malo, evening) == "lower_hand"
    turn = call_hand(hand, actor=ines)
    bar = bar_of(malo, evening)
    assert (bar.name, bar.since, bar.announcement) == ("speak", turn.started_at, bar.text)
    lower_hand(evening, actor=malo)
    assert name_of(ines, evening) == "conduct"


def test_a_vote_comes_first_and_what_was_answered_stays_in_sight_beside_what_comes_next(
    evening, items, ines, malo, rose
):
    arrive(evening, member=malo, actor=malo)
    accept_proxy(give_proxy(evening.gathering, giver=rose, holder=malo, actor=rose), actor=malo)
    advance(evening, expected=None, to=items[1], actor=ines)
    ballot = open_item_ballot(items[1], QUESTION, actor=ines).ballot
    bar = bar_of(malo, evening)
    assert (bar.name, bar.counted, bar.announcement) == ("vote", "", "")
    assert QUESTION.question in bar.text
    assert bar.shown == bar.text
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    bar = bar_of(malo, evening)
    assert bar.name == "proxy_vote"
    assert rose.name in bar.text
    assert bar.counted
    cast_vote(ballot, elector=rose, choice="against", actor=malo)
    assert name_of(malo, evening) == "raise_hand"
    assert bar_of(malo, evening).counted


def test_a_title_of_more_than_two_lines_is_left_to_the_page_and_to_the_sheet(evening, items, ines, malo, rose):
    arrive(evening, member=malo, actor=malo)
    accept_proxy(give_proxy(evening.gathering, giver=rose, holder=malo, actor=rose), actor=malo)
    advance(evening, expected=None, to=items[1], actor=ines)
    long = QuestionSpec("Racheter le bâtiment avec la commune et le département ?", MajorityRules())
    ballot = open_item_ballot(items[1], long, actor=ines).ballot
    bar = bar_of(malo, evening)
    assert (bar.text, bar.shown) == (f"Voter\u00a0: {long.question}", "Votre vote")
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert bar_of(malo, evening).shown == f"Voter au nom de {rose.name}"


def test_whoever_conducts_has_the_next_step_beside_what_is_asked_of_them(evening, items, ines, malo):
    for member in (ines, malo):
        arrive(evening, member=member, actor=member)
    assert (bar_of(ines, evening).name, bar_of(ines, evening).step) == ("conduct", None)
    advance(evening, expected=None, to=items[1], actor=ines)
    ballot = open_item_ballot(items[1], QUESTION, actor=ines).ballot
    bar = bar_of(ines, evening)
    closing = reverse("assembly:ballot-closing", args=[items[1].pk, ballot.pk])
    assert (bar.name, bar.step.url) == ("vote", closing)
    assert bar_of(malo, evening).step is None
    cast_vote(ballot, elector=ines, choice="for", actor=ines)
    bar = bar_of(ines, evening)
    assert (bar.name, bar.buttons[0].url, bar.step) == ("conduct", closing, None)


def test_a_position_is_asked_with_the_text_that_it_is_about(evening, ines, malo, rose):
    proposal = proposed(evening, author=malo, facilitator=ines)
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    assert name_of(rose, evening) == "raise_hand"
    open_round(proposal, actor=ines)
    bar = bar_of(rose, evening)
    assert (bar.name, bar.reading.text, bar.reading.is_unfolded) == ("position", "Ouvrir le mercredi.", True)
    take_position(last_round_of(proposal), kind="consent", actor=rose)
    assert (name_of(rose, evening), bool(bar_of(rose, evening).counted)) == ("raise_hand", True)


def test_whoever_was_answered_aloud_as_another_noted_says_so_or_reopens_their_question(evening, ines, malo, rose):
    proposal = proposed(evening, author=malo, facilitator=ines)
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    question = ask(proposal, text="Qui ouvre ?", actor=rose)
    note_answered_aloud(question, actor=ines)

    bar = bar_of(rose, evening)
    assert (bar.name, bar.text) == ("own_question", "Inès a noté que vous avez eu votre réponse à voix haute")
    assert bar.announcement == bar.text
    assert [(button.url, button.value) for button in bar.buttons] == [
        (reverse(f"proposals:{name}", args=[question.pk]), evening.get_absolute_url())
        for name in ("answered-aloud", "reopening")
    ]
    assert "own_question" not in {name_of(person, evening) for person in (ines, malo)}

    reopen_question(question, actor=rose)
    assert name_of(rose, evening) == "raise_hand"
    note_answered_aloud(question, actor=rose)
    assert name_of(rose, evening) == "raise_hand"


def test_what_others_noted_of_somebody_comes_before_all(evening, ines, malo):
    arrive(evening, member=malo, actor=malo)
    depart(evening, member=malo, actor=ines)
    bar = bar_of(malo, evening)
    assert (bar.name, len(bar.buttons), bool(bar.announcement)) == ("own_presence", 2, True)


def test_whoever_facilitates_and_is_asked_whether_they_are_there_answers_first(evening, ines, malo):
    arrive(evening, member=malo, actor=malo)
    ask_conductor(evening, actor=malo)
    assert name_of(ines, evening) == "still_conducts"


def test_once_it_is_closed_one_reads_the_minutes(evening, ines, malo):
    close_meeting(evening, actor=ines)
    assert {name_of(person, evening) for person in (ines, malo)} == {"read"}


def test_whoever_only_follows_has_no_bar(evening, noe):
    assert bar_of(noe, evening) is None


def test_the_personal_panel_holds_the_bar_and_announces_what_no_region_does(client, evening, ines, malo, clock):
    arrive(evening, member=malo, actor=malo)
    client.force_login(malo)
    address = reverse("assembly:mine", args=[evening.pk])
    assert "data-announce" not in client.get(address).content.decode()
    hand = raise_hand(evening, kind="speak", actor=malo)
    later(clock, seconds=1)
    call_hand(hand, actor=ines)
    page = client.get(address).content.decode()
    assert page.count("data-announce") == 1
    assert 'id="act-bar"' in page


def test_a_vote_noted_for_somebody_waits_for_them_first_and_for_a_second_holder_of_a_role(
    evening, items, ines, malo, rose
):
    """Inès, who conducts, notes Malo's vote: he confirms it, or Rose, who presides."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    advance(evening, expected=None, to=items[2], actor=ines)
    ballot = open_item_ballot(items[2], QUESTION, actor=ines).ballot
    note_vote(ballot, elector=malo, choice="for", actor=ines)
    for member in (ines, rose):
        cast_vote(ballot, elector=member, choice="for", actor=member)

    assert name_of(malo, evening) == "own_answer"
    assert bar_of(malo, evening).text == "Inès a noté votre vote"
    assert (name_of(rose, evening), bar_of(rose, evening).text) == ("vouch", "Inès a noté le vote de Malo")
    assert name_of(ines, evening) != "vouch"
