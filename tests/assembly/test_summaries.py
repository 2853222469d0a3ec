"""What a phone shows beside the title of each folded part of a meeting."""

import pytest

from assembly.actions import arrive, call_hand, convene, raise_hand, reply
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.summaries import (
    agenda_summary,
    floor_summary,
    kept_summary,
    presence_summary,
    presence_title,
)
from tests.assembly.conftest import later


def sheet_of(meeting) -> MeetingSheet:
    return MeetingSheet.of(meeting.pk)


def test_the_agenda_says_at_which_item_the_meeting_is(evening, news):
    assert agenda_summary(sheet_of(evening).lines) == "1/3"


def test_before_it_the_agenda_says_how_many_items_there_are(meeting):
    assert agenda_summary(sheet_of(meeting).lines) == "3 points"


def test_the_floor_says_who_speaks_and_how_many_wait(evening, ines, malo):
    assert floor_summary(sheet_of(evening)) == ""
    hand = raise_hand(evening, kind="speak", actor=malo)
    raise_hand(evening, kind="speak", actor=ines)
    assert floor_summary(sheet_of(evening)) == "2 mains levées"
    call_hand(hand, actor=ines)
    assert floor_summary(sheet_of(evening)) == "Malo a la parole, 1 main levée"


def test_presence_says_how_many_are_there_and_the_quorum(evening, malo):
    arrive(evening, member=malo, actor=malo)
    assert presence_title(sheet_of(evening)) == "Qui est là"
    assert presence_summary(sheet_of(evening)).endswith("(quorum 2)")


def test_before_the_meeting_it_says_how_many_come(meeting, ines, malo, clock):
    later(clock, days=-1)
    convene(meeting, actor=ines)
    assert presence_summary(sheet_of(meeting)) == ""
    reply(meeting, is_coming=True, actor=malo)
    assert (presence_title(sheet_of(meeting)), presence_summary(sheet_of(meeting))) == (
        "Qui vient",
        "1 personne vient (quorum 2)",
    )


@pytest.mark.parametrize(
    ("decisions", "tasks", "text"),
    [(2, 1, "2 décisions, 1 tâche"), (0, 3, "3 tâches"), (0, 0, "aucune décision")],
    ids=["both", "tasks alone", "nothing yet"],
)
def test_what_is_kept_is_counted(decisions, tasks, text):
    assert kept_summary(decisions, tasks) == text
