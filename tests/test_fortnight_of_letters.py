"""A fortnight of letters to one member of two circles: few, and none about the same thing twice."""

from datetime import date

from tests.fortnight import Fortnight, told_twice


def test_twelve_proposals_three_meetings_and_two_votes_are_seven_letters_that_tell_nothing_twice(db, settings) -> None:
    settings.MAIL_LEAVES = True
    letters = Fortnight(date(2026, 11, 27)).run()
    assert told_twice(letters) == []
    assert [(letter.left_at, len(letter.things)) for letter in letters] == [
        ("Mon 07/12 08:00", 4),
        ("Tue 08/12 10:00", 1),
        ("Thu 10/12 08:00", 6),
        ("Sat 12/12 10:00", 1),
        ("Mon 14/12 08:00", 6),
        ("Wed 16/12 10:00", 1),
        ("Thu 17/12 08:00", 5),
    ]
