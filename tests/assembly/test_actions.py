"""The acts of an evening. Each works, is denied, is invalid, is repeated; the journal says so each time."""

import pytest

from assembly.actions import (
    add_item,
    advance,
    change_item,
    close_meeting,
    conclude_item,
    defer_item,
    extend_item,
    give_task,
    move_item,
    name_roles,
    open_meeting,
    plan_meeting,
    remove_item,
    reopen_item,
    write_notes,
)
from assembly.models import AgendaItem, Meeting, MeetingRole
from proposals.actions import write_proposal
from tests.assembly.conftest import EVENING, HARD_END, later
from tests.refusals import refused

# Planning


def test_whoever_plans_a_meeting_facilitates_it(clock, ca, malo, recorded):
    meeting = plan_meeting(ca, title="CA", starts_at=EVENING, ends_at=HARD_END, actor=malo)

    assert meeting.state == Meeting.State.PLANNED
    assert meeting.roles.get().role == MeetingRole.Role.FACILITATOR
    assert meeting.roles.get().member == malo
    assert recorded() == ["meeting.planned"]


@pytest.mark.parametrize("who", ["omar", "noe", "lise", "admin"])
def test_nobody_plans_a_meeting_of_a_circle_where_they_do_not_sit(clock, ca, who, request, recorded):
    actor = request.getfixturevalue(who)

    with refused("assembly.plan"):
        plan_meeting(ca, title="CA", starts_at=EVENING, ends_at=HARD_END, actor=actor)

    assert not Meeting.objects.exists()
    assert recorded() == []


@pytest.mark.parametrize(("hours", "code"), [(-1, "order"), (0, "order"), (6, "midnight")])
def test_a_meeting_ends_after_it_starts_and_before_midnight(clock, ca, ines, hours, code):
    ends_at = EVENING.replace(hour=17 + hours) if hours < 6 else EVENING.replace(hour=23, minute=0)

    with refused(ends_at=code):
        plan_meeting(ca, title="CA", starts_at=EVENING, ends_at=ends_at, actor=ines)


# Roles


def test_the_roles_are_shared_out_among_the_circle(meeting, ines, malo, recorded):
    recorded()

    name_roles(meeting, roles={"scribe": malo, "timekeeper": ines}, actor=malo)

    held = {role.role: role.member for role in meeting.roles.all()}
    assert held["scribe"] == malo
    assert held["timekeeper"] == ines
    assert recorded() == ["meeting.role_named", "meeting.role_named"]

    name_roles(meeting, roles={"scribe": malo}, actor=malo)
    assert recorded() == []


def test_once_the_meeting_is_open_only_those_who_hold_a_role_hand_them_over(evening, ca, ines, malo, request):
    from tests.conftest import person

    sara = person("Sara", ca)
    with refused("assembly.hand_over"):
        name_roles(evening, roles={"facilitator": sara}, actor=sara)

    name_roles(evening, roles={"facilitator": sara}, actor=ines)

    assert evening.roles.get(role="facilitator").member == sara
    with refused("assembly.conduct"):
        advance(evening, expected=None, actor=ines)


@pytest.mark.parametrize(
    ("wanted", "role", "code"),
    [
        ({"facilitator": ""}, "facilitator", "nobody"),
        ({"chair": "rose", "secretary": "rose"}, "secretary", "same"),
        ({"scribe": "omar"}, "scribe", "circle"),
    ],
)
def test_a_role_that_cannot_be_is_refused_on_its_field(meeting, ines, wanted, role, code, request):
    people = {name: request.getfixturevalue(who) if who else None for name, who in wanted.items()}

    with refused(**{role: code}):
        name_roles(meeting, roles=people, actor=ines)


def test_an_item_with_a_proposal_that_everybody_reads_is_open(meeting, ca, ines):
    proposal = write_proposal(ca, title="Compost", text="Chaque jeudi.", actor=ines)

    with refused(is_closed="readers"):
        add_item(meeting, title="Compost", minutes=10, kind="consent", proposal=proposal, is_closed=True, actor=ines)


# Opening


def test_opening_marks_the_facilitator_present(meeting, ines, recorded):
    recorded()

    opened = open_meeting(meeting, actor=ines)

    assert opened.state == Meeting.State.OPEN
    assert opened.opened_at == EVENING
    assert [presence.member for presence in opened.gathering.presences.all()] == [ines]
    assert recorded() == ["gathering.opened", "meeting.opened", "presence.arrived"]


def test_opening_twice_changes_nothing(evening, clock, ines, recorded):
    recorded()
    later(clock, minutes=5)

    again = open_meeting(evening, actor=ines)

    assert again.opened_at == EVENING
    assert recorded() == []


@pytest.mark.parametrize("who", ["malo", "omar", "noe", "lise", "admin"])
def test_only_the_facilitator_opens(meeting, who, request, recorded):
    recorded()

    with refused("assembly.conduct"):
        open_meeting(meeting, actor=request.getfixturevalue(who))

    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.PLANNED
    assert recorded() == []


def test_a_closed_meeting_does_not_open_again(evening, ines):
    close_meeting(evening, actor=ines)

    with refused("closed"):
        open_meeting(evening, actor=ines)


# The agenda


def test_an_item_goes_to_the_end_of_the_agenda(meeting, malo, recorded):
    recorded()

    item = add_item(meeting, title="Bistro", minutes=20, owner=malo, actor=malo)

    assert item.position == 4
    assert list(meeting.items.values_list("title", flat=True))[-1] == "Bistro"
    assert recorded() == ["item.added"]


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"minutes": 0}, "minutes", "duration"),
        ({"minutes": 241}, "minutes", "duration"),
        ({"kind": "consent"}, "proposal", "text"),
    ],
)
def test_an_item_that_cannot_be_is_refused_on_its_field(meeting, ines, given, field, code):
    with refused(**{field: code}):
        add_item(meeting, title="Bistro", actor=ines, **given)

    assert meeting.items.count() == 3


def test_during_the_meeting_only_the_facilitator_changes_the_agenda(evening, ines, malo):
    with refused("assembly.conduct"):
        add_item(evening, title="Urgence", actor=malo)

    assert add_item(evening, title="Urgence", actor=ines).convocation is None


def test_changing_an_item_to_what_it_is_changes_nothing(items, malo, recorded):
    recorded()
    first = items[0]

    change_item(first, title="Nouvelles du lieu", kind="information", minutes=15, actor=malo)
    assert recorded() == ["item.changed"]

    change_item(first, title="Nouvelles du lieu", kind="information", minutes=15, actor=malo)
    assert recorded() == []


def test_items_are_moved_one_place_at_a_time(meeting, items, malo):
    move_item(items[2], up=True, actor=malo)
    assert titles(meeting) == ["Nouvelles", "Travaux", "Rachat du bâtiment"]

    move_item(AgendaItem.objects.get(pk=items[2].pk), up=True, actor=malo)
    assert titles(meeting) == ["Travaux", "Nouvelles", "Rachat du bâtiment"]

    move_item(AgendaItem.objects.get(pk=items[2].pk), up=True, actor=malo)
    assert titles(meeting) == ["Travaux", "Nouvelles", "Rachat du bâtiment"]

    move_item(AgendaItem.objects.get(pk=items[0].pk), up=False, actor=malo)
    assert titles(meeting) == ["Travaux", "Rachat du bâtiment", "Nouvelles"]


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


@pytest.mark.parametrize("kept", ["note", "task"])
def test_what_notes_or_tasks_came_from_is_deferred_and_not_removed(news, items, ines, malo, kept):
    """Notes may be written before the item is reached, and nothing that was saved is lost."""
    if kept == "note":
        write_notes(items[2], text="Le devis est arrivé.", base=0, actor=malo)
    else:
        give_task(news.meeting, title="Relire le devis", item=items[2], actor=malo)
    with refused("kept"):
        remove_item(items[2], actor=ines)
    assert items[2].note_texts.count() == (kept == "note")


def test_what_was_begun_is_deferred_and_not_removed(news, items, ines, recorded):
    recorded()

    with refused("current"):
        remove_item(news, actor=ines)

    remove_item(items[2], actor=ines)
    assert titles(news.meeting) == ["Nouvelles", "Rachat du bâtiment"]
    assert recorded() == ["item.removed"]

    with refused("removed"):
        remove_item(items[2], actor=ines)


# From item to item


def test_the_agenda_advances_item_by_item(evening, clock, items, ines, recorded):
    recorded()
    first, second, third = items

    assert advance(evening, expected=None, actor=ines) == first
    later(clock, minutes=12)
    assert advance(evening, expected=first.pk, actor=ines) == second
    later(clock, minutes=20)
    assert advance(evening, expected=second.pk, actor=ines) == third
    assert advance(evening, expected=third.pk, actor=ines) is None

    assert [span.seconds(EVENING) for span in first.spans.all()] == [12 * 60]
    assert [span.seconds(EVENING) for span in second.spans.all()] == [20 * 60]
    assert set(evening.items.values_list("state", flat=True)) == {"done"}
    assert recorded() == [
        "item.started",
        "item.done",
        "item.started",
        "item.done",
        "item.started",
        "item.done",
    ]


def test_two_presses_of_next_make_one_step(news, items, ines, recorded):
    recorded()

    advance(news.meeting, expected=news.pk, actor=ines)
    current = advance(news.meeting, expected=news.pk, actor=ines)

    assert current == items[1]
    assert AgendaItem.objects.get(pk=items[2].pk).state == "pending"
    assert recorded() == ["item.done", "item.started"]


def test_the_facilitator_may_begin_another_item(news, items, ines):
    advance(news.meeting, expected=news.pk, to=items[2], actor=ines)

    assert states(items) == ["done", "pending", "current"]


def states(items: list[AgendaItem]) -> list[str]:
    found = dict(AgendaItem.objects.filter(pk__in=[item.pk for item in items]).values_list("pk", "state"))
    return [found[item.pk] for item in items]


@pytest.mark.parametrize("who", ["malo", "omar", "noe", "lise", "admin"])
def test_only_the_facilitator_advances(evening, who, request, recorded):
    recorded()

    with refused("assembly.conduct"):
        advance(evening, expected=None, actor=request.getfixturevalue(who))

    assert recorded() == []


def test_nothing_advances_before_the_meeting_is_open(meeting, ines):
    with refused("planned"):
        advance(meeting, expected=None, actor=ines)


def test_five_minutes_more_count_once(news, ines, recorded):
    recorded()

    extend_item(news, granted=0, actor=ines)
    assert extend_item(news, granted=0, actor=ines).extra_minutes == 5

    assert AgendaItem.objects.get(pk=news.pk).planned_seconds == 15 * 60
    assert recorded() == ["item.extended"]


def test_deferring_an_item_stops_its_time(news, clock, items, ines, recorded):
    recorded()
    later(clock, minutes=3)

    defer_item(news, actor=ines, reason="il manque un chiffre")
    later(clock, minutes=30)
    defer_item(news, actor=ines)

    assert states(items) == ["deferred", "pending", "pending"]
    assert [span.seconds(EVENING) for span in news.spans.all()] == [180]
    assert recorded() == ["item.deferred"]


def test_a_concluded_item_can_be_taken_up_again(news, clock, items, ines, recorded):
    recorded()

    conclude_item(news, actor=ines)
    conclude_item(news, actor=ines)
    assert states(items)[0] == "done"
    with refused("done"):
        defer_item(news, actor=ines)

    reopen_item(news, actor=ines)
    reopen_item(news, actor=ines)

    assert states(items)[0] == "pending"
    assert recorded() == ["item.done", "item.reopened"]


# Closing


def test_closing_ends_everything_and_defers_the_rest(news, clock, items, ines, recorded):
    recorded()
    at = later(clock, minutes=7)

    closed = close_meeting(news.meeting, actor=ines)

    assert closed.state == Meeting.State.CLOSED
    assert closed.closed_at == at
    assert states(items) == ["done", "deferred", "deferred"]
    assert closed.gathering.closed_at == at
    assert closed.checkpoint_size > 0
    assert recorded() == ["gathering.closed", "meeting.closed"]

    close_meeting(closed, actor=ines)
    assert recorded() == []


def test_only_the_facilitator_closes(evening, malo):
    with refused("assembly.conduct"):
        close_meeting(evening, actor=malo)
