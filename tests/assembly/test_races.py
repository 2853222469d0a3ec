"""Two people press at the same instant: one thing happens, and nothing that was written is lost."""

import pytest

from assembly.actions import advance, call_hand, raise_hand, write_notes
from assembly.models import Note, RivalNote, Turn
from tests.votes.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_nexts_at_once_make_one_step(news, items, ines):
    outcomes = at_once(*[lambda: advance(news.meeting, expected=news.pk, actor=ines)] * 2)

    assert outcomes == [items[1], items[1]]
    assert list(news.meeting.items.values_list("state", flat=True)) == ["done", "current", "pending"]
    assert items[1].spans.count() == 1


def test_two_callings_of_one_hand_give_one_turn(news, ines, malo):
    hand = raise_hand(news.meeting, kind="speak", actor=malo)

    outcomes = at_once(*[lambda: call_hand(hand, actor=ines)] * 2)

    assert sorted(isinstance(outcome, Turn) for outcome in outcomes) == [False, True]
    assert None in outcomes
    assert Turn.objects.count() == 1


def test_two_texts_written_at_once_are_both_kept(news, malo, rose):
    outcomes = at_once(
        lambda: write_notes(news, text="De Malo", base=0, actor=malo),
        lambda: write_notes(news, text="De Rose", base=0, actor=rose),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Note", "RivalNote"]
    assert {Note.objects.get().text, RivalNote.objects.get().text} == {"De Malo", "De Rose"}
