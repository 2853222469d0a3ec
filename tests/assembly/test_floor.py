"""Who speaks next: those who have spoken least first, and one person at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from assembly.actions import advance, call_hand, close_meeting, end_turn, lower_hand, raise_hand
from assembly.models import Turn
from assembly.presenters.meeting import MeetingSheet
from assembly.speaking_order import Raised, in_order, shares
from tests.assembly.conftest import later
from tests.refusals import refused

START = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def hand(key: int, member: int, kind: str = "speak", minute: int = 0) -> Raised:
    return Raised(key, member, kind, START + timedelta(minutes=minute))


@pytest.mark.parametrize(
    ("hands", "spoken", "order"),
    [
        ([hand(1, 10, minute=2), hand(2, 11, minute=1)], {}, [2, 1]),
        ([hand(1, 10, minute=1), hand(2, 11, minute=2)], {10: 300}, [2, 1]),
        ([hand(1, 10, minute=1), hand(2, 11, "answer", 5)], {11: 900}, [2, 1]),
        ([hand(1, 10, "clarify"), hand(2, 11, "process", 9), hand(3, 12, "answer")], {}, [2, 1, 3]),
        ([hand(2, 11), hand(1, 10)], {}, [1, 2]),
    ],
    ids=["who waited longest", "who spoke least", "an answer first", "the process before all", "the same instant"],
)
def test_the_order_of_the_queue(hands, spoken, order):
    assert [raised.key for raised in in_order(hands, spoken)] == order


@pytest.mark.parametrize(
    ("seconds", "said"),
    [([], "even"), ([60, 60], "even"), ([60, 60, 60, 60], "even"), ([100, 10, 10, 10], "few"),
     ([90, 30, 30, 30, 30], "few"),
     ([50, 20, 20, 20, 20, 20], "even"), ([70, 15, 15, 15, 15, 15], "few")],
)  # fmt: skip
def test_how_speech_is_shared_is_one_word_without_a_name(seconds, said):
    assert shares(seconds) == said


def queue_of(meeting) -> list:
    return [line.hand.member for line in MeetingSheet.of(meeting.pk).queue]


def test_changing_its_kind_brings_no_hand_forward(news, clock, malo, rose):
    """Malo waits first; Rose changes her kind as often as she likes."""
    raise_hand(news.meeting, kind="speak", actor=malo)
    later(clock, seconds=10)
    for kind in ("speak", "process", "clarify", "answer"):
        assert raise_hand(news.meeting, kind=kind, actor=rose).kind == kind
        assert queue_of(news.meeting) == [malo, rose]


def test_a_word_on_the_process_that_becomes_a_speech_waits_with_the_others(news, clock, malo, rose):
    raise_hand(news.meeting, kind="speak", actor=malo)
    later(clock, seconds=10)
    raise_hand(news.meeting, kind="process", actor=rose)
    assert queue_of(news.meeting) == [rose, malo]
    raise_hand(news.meeting, kind="speak", actor=rose)
    assert queue_of(news.meeting) == [malo, rose]


def test_one_goes_before_the_queue_once_an_item(news, clock, ines, malo, rose):
    raise_hand(news.meeting, kind="speak", actor=malo)
    for kind in ("process", "clarify"):
        later(clock, seconds=10)
        raise_hand(news.meeting, kind=kind, actor=rose)
        if kind == "process":
            assert queue_of(news.meeting) == [rose, malo]
            end_turn(call_hand(news.meeting.hands.get(member=rose, lowered_at=None), actor=ines), actor=ines)
    assert queue_of(news.meeting) == [malo, rose]
    advance(news.meeting, expected=news.pk, actor=ines)
    raise_hand(news.meeting, kind="speak", actor=malo)
    raise_hand(news.meeting, kind="clarify", actor=rose)
    assert queue_of(news.meeting) == [rose, malo]


def test_a_sentence_on_the_process_is_counted_apart_and_no_more_than_a_sentence(news, clock, ines, malo):
    raise_hand(news.meeting, kind="process", actor=malo)
    call_hand(news.meeting.hands.get(), actor=ines)
    later(clock, seconds=20)
    assert MeetingSheet.of(news.meeting.pk).spoken == {malo.pk: 0}
    later(clock, seconds=40)
    assert MeetingSheet.of(news.meeting.pk).spoken == {malo.pk: 30}


def test_a_speech_that_is_called_a_word_on_the_process_counts_as_a_speech(news, clock, ines, malo, rose):
    """Malo speaks half a minute each time: once before the queue, once in it, once after changing his kind in it."""
    for kinds in (["process"], ["process"], ["speak", "process"]):
        for kind in kinds:
            hand = raise_hand(news.meeting, kind=kind, actor=malo)
        turn = call_hand(hand, actor=ines)
        later(clock, seconds=30)
        end_turn(turn, actor=ines)
    assert MeetingSheet.of(news.meeting.pk).spoken == {malo.pk: 60}
    raise_hand(news.meeting, kind="process", actor=malo)
    later(clock, seconds=10)
    raise_hand(news.meeting, kind="speak", actor=rose)
    assert queue_of(news.meeting) == [rose, malo]


def test_whoever_spoke_least_is_called_first(news, clock, ines, malo, rose):
    raise_hand(news.meeting, kind="speak", actor=malo)
    call_hand(news.meeting.hands.get(), actor=ines)
    later(clock, minutes=3)
    raise_hand(news.meeting, kind="speak", actor=malo)
    later(clock, seconds=10)
    raise_hand(news.meeting, kind="speak", actor=rose)

    sheet = MeetingSheet.of(news.meeting.pk)

    assert [line.hand.member for line in sheet.queue] == [rose, malo]
    assert sheet.turn.member == malo
    assert sheet.spoken == {malo.pk: 190}


def test_a_raised_hand_keeps_its_place_when_its_kind_changes(evening, clock, malo):
    first = raise_hand(evening, kind="speak", actor=malo)
    later(clock, minutes=1)

    again = raise_hand(evening, kind="process", actor=malo)

    assert again.pk == first.pk
    assert again.raised_at == first.raised_at
    assert again.kind == "process"


def test_giving_the_floor_ends_the_turn_before(news, clock, ines, malo, rose):
    for member in (malo, rose):
        raise_hand(news.meeting, kind="speak", actor=member)
    first, second = news.meeting.hands.all()
    call_hand(first, actor=ines)
    later(clock, minutes=2)

    call_hand(second, actor=ines)

    assert [(turn.member, turn.ended_at is None) for turn in Turn.objects.all()] == [(malo, False), (rose, True)]
    assert Turn.objects.first().item == news


def test_a_hand_called_twice_gives_one_turn(news, ines, malo):
    hand = raise_hand(news.meeting, kind="speak", actor=malo)

    assert call_hand(hand, actor=ines) is not None
    assert call_hand(hand, actor=ines) is None
    assert Turn.objects.count() == 1


def test_whoever_speaks_may_say_they_have_finished_and_nobody_else(news, clock, ines, malo, rose):
    turn = call_hand(raise_hand(news.meeting, kind="speak", actor=malo), actor=ines)
    later(clock, seconds=40)

    with refused("assembly.conduct"):
        end_turn(turn, actor=rose)
    end_turn(turn, actor=malo)
    later(clock, seconds=40)
    end_turn(turn, actor=malo)

    assert Turn.objects.get().seconds(later(clock)) == 40


def test_another_item_lowers_hands_and_ends_the_turn(news, ines, malo, rose):
    call_hand(raise_hand(news.meeting, kind="speak", actor=malo), actor=ines)
    raise_hand(news.meeting, kind="speak", actor=rose)

    advance(news.meeting, expected=news.pk, actor=ines)

    assert not news.meeting.hands.filter(lowered_at=None).exists()
    assert not news.meeting.turns.filter(ended_at=None).exists()


@pytest.mark.parametrize("who", ["omar", "noe", "lise", "admin"])
def test_who_does_not_sit_in_the_circle_raises_no_hand(evening, who, request):
    with refused("assembly.speak"):
        raise_hand(evening, kind="speak", actor=request.getfixturevalue(who))


def test_hands_are_raised_during_the_meeting_only(meeting, malo, ines):
    with refused("planned"):
        raise_hand(meeting, kind="speak", actor=malo)


def test_lowering_a_hand_that_is_down_changes_nothing(evening, malo, recorded):
    lower_hand(evening, actor=malo)
    raise_hand(evening, kind="speak", actor=malo)
    recorded()
    lower_hand(evening, actor=malo)

    assert not evening.hands.filter(lowered_at=None).exists()
    assert recorded() == []  # hands are touched, never recorded


def test_the_database_lets_one_person_speak_and_one_item_be_current(news, items, malo, rose, clock, ines):
    Turn.objects.create(meeting=news.meeting, member=malo, started_at=START)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(meeting=news.meeting, member=rose, started_at=START)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(news).objects.filter(pk=items[1].pk).update(state="current")
    close_meeting(news.meeting, actor=ines)
