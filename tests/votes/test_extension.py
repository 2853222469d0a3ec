"""A ballot that announced its end may last longer: never shorter, never again once closed, and the journal says so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from journal.actions import CLOCK
from tests.closing import close_in_time
from tests.refusals import refused
from tests.votes.conftest import ask, told, verbs
from tests.votes.test_ballots import time_passes
from votes.actions import cast_vote, extend_ballot
from votes.models import Ballot


@pytest.fixture
def week(consultation, ines) -> Ballot:
    """Online, open for a week."""
    return ask(consultation, ines, closes_at=timezone.now() + timedelta(days=7))


def test_it_lasts_longer_and_the_journal_says_until_when(week, ines, malo):
    before, later = week.closes_at, week.closes_at + timedelta(days=2)
    extended = extend_ballot(week, closes_at=later, actor=ines)

    assert extended.closes_at == later
    entry = told("ballot.extended")
    assert (entry["ballot"], entry["from"] < entry["until"]) == (week.pk, True)
    assert entry["from"].startswith(before.strftime("%Y-%m-%dT%H:%M"))
    assert cast_vote(week, elector=malo, choice="for", actor=malo)


def test_the_same_end_again_changes_nothing(week, ines):
    later = week.closes_at + timedelta(days=2)
    extend_ballot(week, closes_at=later, actor=ines)
    extend_ballot(week, closes_at=later, actor=ines)
    assert verbs().count("ballot.extended") == 1


def test_it_is_never_shortened(week, ines):
    earlier = week.closes_at - timedelta(hours=1)
    with refused("earlier"):
        extend_ballot(week, closes_at=earlier, actor=ines)
    assert "ballot.extended" not in verbs()


def test_no_end_is_further_than_any_calendar_goes(week, ines):
    never = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)  # no time of Paris: no page could show it
    with refused(closes_at="year"):
        extend_ballot(week, closes_at=never, actor=ines)
    in_300_days = week.closes_at + timedelta(days=300)
    with refused("too_long"):
        extend_ballot(week, closes_at=in_300_days, actor=ines)


def test_it_is_put_off_by_at_most_its_own_length(week, ines):
    length = week.closes_at - week.opened_at
    second = timedelta(seconds=1)
    with refused("too_long"):
        extend_ballot(week, closes_at=week.closes_at + length + second, actor=ines)
    assert extend_ballot(week, closes_at=week.closes_at + length, actor=ines).put_off_from == week.closes_at


def test_it_is_put_off_once(week, ines):
    longer = extend_ballot(week, closes_at=week.closes_at + timedelta(days=1), actor=ines)
    again = longer.closes_at + timedelta(days=1)
    with refused("twice"):
        extend_ballot(longer, closes_at=again, actor=ines)


def test_not_in_its_last_tenth(week, ines):
    now = timezone.now()
    Ballot.objects.filter(pk=week.pk).update(opened_at=now - timedelta(hours=91), closes_at=now + timedelta(hours=9))
    later = now + timedelta(hours=10)
    with refused("last_tenth"):
        extend_ballot(week, closes_at=later, actor=ines)


def test_never_where_the_result_shows_meanwhile(consultation, ines):
    live = ask(consultation, ines, live=True, closes_at=timezone.now() + timedelta(days=7))
    later = live.closes_at + timedelta(days=1)
    with refused("live"):
        extend_ballot(live, closes_at=later, actor=ines)


def test_everybody_sees_that_it_was_put_off(client, week, ines, malo):
    extend_ballot(week, closes_at=week.closes_at + timedelta(days=1), actor=ines)
    client.force_login(malo)
    shown = client.get(week.get_absolute_url(), headers={"accept-language": "fr"}).content.decode()
    assert "La fin a été repoussée, une fois." in shown


def test_a_ballot_that_announced_no_end_has_none_to_move(ballot, ines):
    later = timezone.now() + timedelta(days=1)
    with refused("no_end"):
        extend_ballot(ballot, closes_at=later, actor=ines)


def test_what_has_closed_stays_closed_counted_or_not(week, ines):
    later = week.closes_at + timedelta(days=2)
    time_passes(week)
    with refused("closed"):
        extend_ballot(week, closes_at=later, actor=ines)
    close_in_time(week, actor=ines)
    with refused("closed"):
        extend_ballot(week, closes_at=later, actor=ines)


@pytest.mark.parametrize("who", ["malo", "omar", "admin", "clock"])
def test_only_who_conducts_extends(who, week, request):
    actor = CLOCK if who == "clock" else request.getfixturevalue(who)
    with refused("votes.conduct"):
        extend_ballot(week, closes_at=week.closes_at + timedelta(days=1), actor=actor)
    assert "ballot.extended" not in verbs()
