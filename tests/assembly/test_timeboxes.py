"""The minutes of a stage, on the pages of a meeting: counted by the server, ticking in the browser."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from assembly.actions import add_item, advance, arrive, start_item_election
from assembly.live import MeetingPage, ScreenPage
from assembly.models import AgendaItem
from assembly.presenters.meeting import MeetingSheet
from journal.models import Entry
from proposals.actions import (
    grant_election_minutes,
    grant_minutes,
    next_election_stage,
    next_stage,
    put_to_vote,
    set_election_aside,
    write_proposal,
)
from proposals.models import Election, Proposal, Stage
from realtime.pages import Audience
from tests.assembly.conftest import EVENING

TAKEN_UP = EVENING + timedelta(minutes=10)


@pytest.fixture
def visits(evening, ca, ines, malo, rose, clock) -> AgendaItem:
    """A proposal presented at the beginning of the evening, that the room takes up ten minutes later, for 5 minutes."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    proposal = write_proposal(
        ca, title="Visites", need="On nous le demande.", text="Chaque mercredi.", facilitator=malo,
        review_on=date(2027, 5, 1), is_presented=True, actor=rose,
    )  # fmt: skip
    item = add_item(evening, title="Visites", kind="consent", minutes=5, proposal=proposal, actor=ines)
    clock.move_to(TAKEN_UP)
    advance(evening, expected=None, to=item, actor=ines)
    return AgendaItem.objects.select_related("meeting__circle", "proposal").get(pk=item.pk)


def region(page: Any, name: str, meeting, audience: str) -> str:
    with override("fr"):
        return page.regions[name].render(page.load(str(meeting.pk)), Audience(audience, "fr"))


def on_page(meeting) -> str:
    return region(MeetingPage(), "ballot", meeting, "member")


def test_it_counts_from_when_the_item_is_taken_up_then_from_each_stage(visits, evening, ines, clock):
    assert MeetingSheet.of(evening.pk).timebox.until == TAKEN_UP + timedelta(minutes=5)
    clock.move_to(TAKEN_UP + timedelta(minutes=3))
    next_stage(visits.proposal, actor=ines)
    assert MeetingSheet.of(evening.pk).timebox.until == TAKEN_UP + timedelta(minutes=3 + 5)


def test_it_stands_on_the_page_and_on_the_wall_beside_the_stage(visits, evening):
    for shown in (on_page(evening), region(ScreenPage(), "wall", evening, "screen")):
        assert 'data-tick="down"' in shown
        assert 'data-until="2026-11-24T18:45:00+01:00"' in shown
        assert 'data-over="temps dépassé de {}\xa0min"' in shown
        assert "jusqu’à 18\xa0h\xa045" in shown


def test_over_its_time_it_says_by_how_much_and_blocks_nothing(visits, evening, ines, clock):
    clock.move_to(TAKEN_UP + timedelta(minutes=7, seconds=20))
    assert "temps dépassé de 2\xa0min" in on_page(evening)
    next_stage(visits.proposal, actor=ines)
    assert Proposal.objects.get().state == "clarification"


def test_whoever_conducts_gives_two_minutes_from_the_page_and_all_are_told(visits, evening, client, ines, malo):
    conduct = region(MeetingPage(), "conduct", evening, "facilitator")
    address = reverse("proposals:stage-minutes", args=[visits.proposal_id, "presented"])
    assert address in conduct
    assert "+2\xa0min pour cette étape" in conduct
    assert address not in region(MeetingPage(), "conduct", evening, "member")

    client.force_login(ines)
    answers = [client.post(address, {"granted": "0"}) for _press in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(303, evening.get_absolute_url())] * 2
    assert MeetingSheet.of(evening.pk).timebox.until == TAKEN_UP + timedelta(minutes=7)
    assert 'data-announce="Présentation\xa0: 2\xa0minutes de plus en tout, jusqu’à 18\xa0h\xa047."' in on_page(evening)


def test_the_end_of_the_evening_counts_what_is_left_of_the_stage_at_least(visits, evening, clock):
    planned = sum(item.minutes for item in evening.items.exclude(pk=visits.pk))
    Stage.objects.filter(left_at=None).update(extra_minutes=6)
    clock.move_to(TAKEN_UP + timedelta(minutes=4))
    ends_at = MeetingSheet.of(evening.pk).forecast.ends_at
    assert ends_at == TAKEN_UP + timedelta(minutes=11 + planned)  # seven minutes of the stage, one of the item


def told_by_the_latest_act() -> set[str]:
    """The topics of which every open page heard."""
    return set(Entry.objects.latest("seq").topics.values_list("topic", flat=True))


def test_the_end_of_the_evening_follows_the_minutes_that_are_given_at_once(visits, evening, clock, ines):
    clock.move_to(TAKEN_UP + timedelta(minutes=5))
    before, ends_at = MeetingSheet.of(evening.pk), MeetingSheet.of(evening.pk).forecast.ends_at
    grant_minutes(visits.proposal, stage="presented", granted=0, actor=ines)
    assert MeetingSheet.of(evening.pk).forecast.ends_at == ends_at + timedelta(minutes=2)
    assert MeetingPage.regions["evening"].topics(before) & told_by_the_latest_act() == {visits.proposal.topic}
    assert ScreenPage.regions["wall"].topics(before) & told_by_the_latest_act() == {visits.proposal.topic}


def test_a_vote_has_no_minutes_of_a_stage_nor_what_goes_on_elsewhere(visits, evening, ines):
    Proposal.objects.update(occasion="")
    assert MeetingSheet.of(evening.pk).timebox is None
    Proposal.objects.update(occasion=evening.topic, process="majority")
    visits.proposal.refresh_from_db()
    put_to_vote(visits.proposal, actor=ines)
    assert MeetingSheet.of(evening.pk).timebox is None
    assert "data-tick" not in on_page(evening)


# An election without candidate


@pytest.fixture
def treasury(evening, ca, ines, malo, rose, clock) -> Election:
    """The role of the treasurer, said in an item of 6 minutes that the room takes up; in this circle for 8 minutes."""
    ca.stage_minutes = {"election_role": 8}
    ca.save(update_fields=["stage_minutes"])
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    item = add_item(evening, title="Trésorerie", kind="election", minutes=6, actor=ines)
    clock.move_to(TAKEN_UP)
    advance(evening, expected=None, to=item, actor=ines)
    role = {"title": "Trésorerie", "mission": "Tenir les comptes.", "until": date(2035, 12, 31)}
    start_item_election(item, actor=ines, **role)
    return Election.objects.get()


def test_each_stage_of_an_election_counts_its_minutes_on_the_page_and_on_the_wall(treasury, evening, ines, clock):
    assert MeetingSheet.of(evening.pk).timebox.until == TAKEN_UP + timedelta(minutes=8)
    clock.move_to(TAKEN_UP + timedelta(minutes=1))
    next_election_stage(treasury, actor=ines)
    assert MeetingSheet.of(evening.pk).timebox.until == TAKEN_UP + timedelta(minutes=1 + 5)
    for shown in (on_page(evening), region(ScreenPage(), "wall", evening, "screen")):
        assert 'data-tick="down"' in shown
        assert 'data-until="2026-11-24T18:46:00+01:00"' in shown
        assert "jusqu’à 18\xa0h\xa046" in shown
    assert "Cette étape se termine" not in on_page(evening)
    assert region(ScreenPage(), "wall", evening, "screen").count("data-until") == 1


def test_whoever_conducts_gives_a_stage_of_an_election_two_minutes(treasury, evening, client, ines):
    conduct = region(MeetingPage(), "conduct", evening, "facilitator")
    address = reverse("proposals:election-stage-minutes", args=[treasury.pk, "role"])
    assert address in conduct
    assert "+2\xa0min pour cette étape" in conduct
    assert address not in region(MeetingPage(), "conduct", evening, "member")

    client.force_login(ines)
    answers = [client.post(address, {"granted": "0"}) for _press in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(303, evening.get_absolute_url())] * 2
    assert MeetingSheet.of(evening.pk).timebox.until == TAKEN_UP + timedelta(minutes=10)
    assert 'data-announce="Rôle\xa0: 2\xa0minutes de plus en tout, jusqu’à 18\xa0h\xa050."' in on_page(evening)


def test_the_end_of_the_evening_counts_what_is_left_of_the_stage_of_an_election(treasury, evening, clock):
    current = AgendaItem.objects.get(election=treasury)
    planned = sum(item.minutes for item in evening.items.exclude(pk=current.pk))
    clock.move_to(TAKEN_UP + timedelta(minutes=5))
    ends_at = MeetingSheet.of(evening.pk).forecast.ends_at
    assert ends_at == TAKEN_UP + timedelta(minutes=8 + planned)  # three minutes of the stage, one of the item


def test_the_end_of_the_evening_follows_the_minutes_given_to_an_election_at_once(treasury, evening, clock, ines):
    clock.move_to(TAKEN_UP + timedelta(minutes=8))
    before, ends_at = MeetingSheet.of(evening.pk), MeetingSheet.of(evening.pk).forecast.ends_at
    grant_election_minutes(treasury, stage="role", granted=0, actor=ines)
    assert MeetingSheet.of(evening.pk).forecast.ends_at == ends_at + timedelta(minutes=2)
    assert MeetingPage.regions["evening"].topics(before) & told_by_the_latest_act() == {treasury.topic}


def test_an_election_that_is_over_has_no_minutes_nor_one_that_goes_on_elsewhere(treasury, evening, ines):
    Election.objects.update(occasion="")
    assert MeetingSheet.of(evening.pk).timebox is None
    Election.objects.update(occasion=evening.topic)
    set_election_aside(treasury, reason="plus tard", actor=ines)
    assert MeetingSheet.of(evening.pk).timebox is None
