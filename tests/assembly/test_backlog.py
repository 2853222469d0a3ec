"""What a meeting put off comes back: on a later agenda, once, or as no longer needed (§3.4)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assembly.actions import (
    add_item,
    advance,
    bring_back_item,
    close_meeting,
    close_overdue,
    defer_item,
    dismiss_item,
    open_meeting,
    plan_meeting,
    remove_item,
    reopen_item,
    reopen_meeting,
    take_back_dismissal,
)
from assembly.models import AgendaItem, ItemDismissal, Meeting
from assembly.queries.backlog import backlog_of, dismissed_of
from commissions.models import Circle
from journal.actions import CLOCK
from members.models import Membership
from proposals import actions
from proposals.models import Proposal
from tests.assembly.conftest import EVENING, later
from tests.conftest import person
from tests.proposals.told import body, verbs
from tests.refusals import refused


def plan(circle, actor, days, **fields) -> Meeting:
    begins = EVENING + timedelta(days=days)
    return plan_meeting(
        circle, title=f"Dans {days} jours", starts_at=begins, ends_at=begins + timedelta(hours=2), actor=actor, **fields
    )


@pytest.fixture
def put_off(evening, items, ines, malo) -> AgendaItem:
    """« Rachat du bâtiment », which the board did not come to; « Travaux » neither, « Nouvelles » is done."""
    advance(evening, expected=None, actor=ines)
    close_meeting(evening, actor=ines)
    return AgendaItem.objects.get(pk=items[1].pk)


@pytest.fixture
def coming(put_off, ca, ines) -> Meeting:
    return plan(ca, ines, 14)


def titles(items) -> list[str]:
    return [item.title for item in items]


def test_what_was_put_off_or_not_come_to_waits_and_what_is_done_does_not(coming, ca):
    assert titles(backlog_of(ca)) == ["Rachat du bâtiment", "Travaux"]


def test_it_is_taken_up_as_it_was_by_anybody_of_the_circle(coming, put_off, ca, malo):
    item = bring_back_item(coming, item=put_off, actor=malo)
    assert (item.title, item.kind, item.minutes, item.continues) == ("Rachat du bâtiment", "vote", 25, put_off)
    assert titles(backlog_of(ca)) == ["Travaux"]
    assert AgendaItem.objects.get(pk=put_off.pk).state == "deferred"
    assert body("item.added") == {
        "meeting": coming.pk, "item": item.pk, "kind": "vote", "minutes": 25, "continues": put_off.pk,
    }  # fmt: skip


def test_twice_is_once_and_another_meeting_is_told_which_one_has_it(coming, put_off, ca, ines, malo):
    item = bring_back_item(coming, item=put_off, actor=ines)
    assert bring_back_item(coming, item=put_off, actor=malo) == item
    with refused("continued"):
        bring_back_item(plan(ca, ines, 30), item=put_off, actor=malo)
    assert AgendaItem.objects.filter(title="Rachat du bâtiment").count() == 2


def test_taken_off_the_agenda_it_waits_again(coming, put_off, ca, ines):
    remove_item(bring_back_item(coming, item=put_off, actor=ines), actor=ines)
    assert titles(backlog_of(ca)) == ["Rachat du bâtiment", "Travaux"]


def test_put_off_again_only_the_last_one_waits(coming, put_off, ca, ines, clock):
    item = bring_back_item(coming, item=put_off, actor=ines)
    open_meeting(coming, actor=ines)
    defer_item(item, actor=ines)
    close_meeting(coming, actor=ines)
    assert [one.pk for one in backlog_of(ca) if one.title == "Rachat du bâtiment"] == [item.pk]


def test_what_is_done_or_another_circles_is_not_taken_up(coming, items, put_off, vie_quotidienne, omar, ines):
    with refused("gone"):
        bring_back_item(coming, item=items[0], actor=ines)
    with refused("gone"):
        bring_back_item(plan(vie_quotidienne, omar, 20), item=put_off, actor=omar)
    assert not AgendaItem.objects.filter(continues__isnull=False).exists()


def test_nobody_from_elsewhere_takes_it_up(coming, put_off, omar):
    with refused("assembly.prepare"):
        bring_back_item(coming, item=put_off, actor=omar)


def test_a_second_convocation_adds_nothing(coming, put_off, ines):
    Meeting.objects.filter(pk=coming.pk).update(second_of=put_off.meeting)
    with refused("second"):
        bring_back_item(coming, item=put_off, actor=ines)


def test_the_clock_closing_a_meeting_leaves_what_was_talked_about_too(evening, ca, ines, clock):
    advance(evening, expected=None, actor=ines)
    later(clock, hours=10)
    close_overdue(evening, actor=CLOCK)
    assert titles(backlog_of(ca)) == ["Nouvelles", "Rachat du bâtiment", "Travaux"]


def test_a_meeting_reopened_at_once_takes_its_items_back_but_for_those_taken_up_or_dropped(
    coming, put_off, items, evening, ca, ines
):
    bring_back_item(coming, item=put_off, actor=ines)
    reopen_meeting(evening, actor=ines)
    assert [item.state for item in evening.items.all()] == ["current", "deferred", "pending"]
    with refused("continued"):
        reopen_item(put_off, actor=ines)
    with refused("continued"):
        advance(evening, expected=items[0].pk, to=put_off, actor=ines)


def write(ca, ines, **fields):
    return actions.write_proposal(
        ca, title="Le four", text="Le samedi.", need="Personne ne vient.", facilitator=ines,
        review_on=date(2035, 6, 1), is_presented=True, actor=ines, **fields,
    )  # fmt: skip


@pytest.fixture
def with_text(evening, ca, ines) -> AgendaItem:
    """An item with a proposal of Inès, put off."""
    item = add_item(evening, title="Le four", kind="consent", proposal=write(ca, ines), actor=ines)
    close_meeting(evening, actor=ines)
    return item


def test_its_proposal_comes_with_it_by_the_hand_of_its_author(with_text, ca, ines):
    meeting = plan(ca, ines, 14)
    item = bring_back_item(meeting, item=with_text, actor=ines)
    assert (item.kind, item.proposal) == ("consent", with_text.proposal)
    assert Proposal.objects.get().occasion == meeting.topic


def test_brought_back_by_another_it_waits_for_its_proposal(with_text, ca, ines, malo):
    item = bring_back_item(plan(ca, ines, 14), item=with_text, actor=malo)
    assert (item.kind, item.proposal, item.title) == ("discussion", None, "Le four")


def test_what_ended_since_or_is_on_another_agenda_waits_no_more(with_text, ca, ines):
    other = add_item(plan(ca, ines, 14), title="Le four", kind="consent", proposal=with_text.proposal, actor=ines)
    assert "Le four" not in titles(backlog_of(ca))
    remove_item(other, actor=ines)
    assert "Le four" in titles(backlog_of(ca))
    actions.withdraw(with_text.proposal, actor=ines)
    assert "Le four" not in titles(backlog_of(ca))


def test_somebody_says_that_it_is_no_longer_needed_and_it_is_taken_back(coming, put_off, ca, malo, rose):
    dismiss_item(put_off, actor=malo)
    dismiss_item(put_off, actor=rose)
    assert (titles(backlog_of(ca)), titles(dismissed_of(ca))) == (["Travaux"], ["Rachat du bâtiment"])
    assert ItemDismissal.objects.get().dismissed_by == malo
    assert (body("item.dismissed"), verbs().count("item.dismissed")) == (
        {"meeting": put_off.meeting_id, "item": put_off.pk},
        1,
    )
    with refused("gone"):
        bring_back_item(coming, item=put_off, actor=malo)
    take_back_dismissal(put_off, actor=rose)
    take_back_dismissal(put_off, actor=rose)
    assert titles(backlog_of(ca)) == ["Rachat du bâtiment", "Travaux"]
    assert verbs().count("item.needed_again") == 1


def test_what_is_done_or_taken_up_is_not_dropped_nor_by_somebody_from_elsewhere(coming, put_off, items, ines, omar):
    with refused("gone"):
        dismiss_item(items[0], actor=ines)
    with refused("assembly.dismiss_item"):
        dismiss_item(put_off, actor=omar)
    bring_back_item(coming, item=put_off, actor=ines)
    with refused("continued"):
        dismiss_item(put_off, actor=ines)


def test_what_an_assembly_put_off_is_dropped_by_those_who_may_convene_it(clock, ca, ines, malo):
    assembly = Circle.objects.create(
        kind=Circle.Kind.ASSEMBLY,
        name="AG",
        slug="ag",
    )
    zoe = person("Zoé")
    for member in (ines, malo, zoe):
        Membership.objects.create(member=member, year=2026, paid_on=EVENING.date())
    meeting = plan(assembly, ines, 0)
    item = add_item(meeting, title="Les comptes", actor=ines)
    open_meeting(meeting, actor=ines)
    close_meeting(meeting, actor=ines)
    with refused("assembly.dismiss_item"):
        dismiss_item(item, actor=zoe)
    dismiss_item(item, actor=malo)
    assert titles(dismissed_of(assembly)) == ["Les comptes"]


def test_the_page_offers_it_in_one_press_and_each_meeting_names_the_other(coming, put_off, client, malo):
    client.force_login(malo)
    url = reverse("assembly:agenda-edit", args=[coming.pk])
    page = client.get(url).content.decode()
    assert "Reporté auparavant" in page
    assert "vote · 25 min" in page
    assert "reporté par «\u00a0CA de novembre\u00a0», le 24\u00a0novembre 2026" in page

    answer = client.post(reverse("assembly:backlog", args=[coming.pk]), {"item": put_off.pk})

    assert (answer.status_code, answer["Location"]) == (303, url)
    assert "reporté par «\u00a0CA de novembre\u00a0»" in client.get(coming.get_absolute_url()).content.decode()
    before = client.get(put_off.meeting.get_absolute_url()).content.decode()
    assert "à l’ordre du jour de «\u00a0Dans 14 jours\u00a0», le 8\u00a0décembre 2026" in before


def test_the_page_drops_it_and_brings_it_back(coming, put_off, client, malo):
    client.force_login(malo)
    url, agenda = reverse("assembly:agenda-edit", args=[coming.pk]), {"agenda": coming.pk}
    answer = client.post(reverse("assembly:item-dismissal", args=[put_off.pk]), agenda)
    assert answer["Location"] == url
    said = "Malo a dit le 24\u00a0novembre 2026 que ce n’est plus nécessaire"
    assert said in client.get(url).content.decode()
    assert said in client.get(put_off.meeting.get_absolute_url()).content.decode()
    answer = client.post(reverse("assembly:item-dismissal-withdrawal", args=[put_off.pk]), agenda)
    assert (answer["Location"], said in client.get(url).content.decode()) == (url, False)


def test_the_api_reads_takes_up_and_drops(coming, put_off, items, client, malo):
    client.force_login(malo)
    backlog = f"/api/v1/meetings/{coming.pk}/backlog/"
    first = client.get(backlog).json()[0]
    assert (first["id"], first["title"], first["minutes"], first["dismissed"]) == (
        put_off.pk,
        "Rachat du bâtiment",
        25,
        "",
    )
    brought = client.post(backlog, {"item": put_off.pk}, content_type="application/json")
    assert (brought.status_code, brought.json()["continues"]) == (201, put_off.pk)
    dropped = client.post(f"/api/v1/items/{items[2].pk}/dismissal/", content_type="application/json")
    assert (dropped.status_code, dropped.json()["dismissed"][:10]) == (200, "Malo a dit")
    assert client.get(backlog).json() == []
    assert client.post(f"/api/v1/items/{items[2].pk}/dismissal/withdrawal/").status_code == 200
    assert titles(backlog_of(coming.circle)) == ["Travaux"]
