"""The end of a term is told sixty days before, once; whoever holds a role leaves a note for who comes next."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissions.actions import (
    describe_role,
    end_holding,
    end_mandate,
    entrust_role,
    give_mandate,
    write_handover_note,
)
from commissions.actions.handovers import tell_of_term
from commissions.models import Circle, CircleRole, HandoverNote, Mandate, RoleHolding
from commissions.role_due import tell_of_terms
from commissions.role_notifications import notes_to_read
from commissions.role_presenters import role_page
from commissions.terms import end_of_term, told_from
from journal.actions import CLOCK
from journal.queries import entries
from members.actions import deactivate, forget_member
from members.models import Notification
from members.notification_letters import still_waiting
from members.panels import waiting_for
from tests.commissions.helpers import told, verbs
from tests.refusals import refused

TEXTS = {"under_way": "Le bilan.", "where_things_are": "Armoire B.", "whom_to_know": "La banque."}


@pytest.fixture
def treasury(ca, admin) -> CircleRole:
    return describe_role(ca, name="Trésorerie", term_months=12, actor=admin)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def held_until(role: CircleRole, member, days: int, admin) -> RoleHolding:
    return entrust_role(role, member=member, since=in_days(days - 365), until=in_days(days), actor=admin)


def letters() -> list[tuple[str, str]]:
    return sorted(Notification.objects.values_list("member__name", "kind"))


@pytest.mark.parametrize(
    ("since", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 12, date(2027, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_term_ends_on_the_same_day_of_the_month(since, months, end):
    assert end_of_term(since, months) == end


def test_a_short_term_is_told_once_half_of_it_is_over():
    assert told_from(date(2026, 1, 1), date(2027, 1, 1)) == date(2026, 11, 2)
    assert told_from(date(2026, 1, 1), date(2026, 1, 31)) == date(2026, 1, 16)


def test_its_end_is_told_sixty_days_before_and_once(treasury, malo, ines, rose, admin):
    """Nobody coordinates the board: all its members prepare what follows."""
    held_until(treasury, malo, 61, admin)
    tell_of_terms()
    assert letters() == []
    RoleHolding.objects.update(until=in_days(60))
    for _again in range(2):
        tell_of_terms()
    assert letters() == [("Inès", "term_of_circle"), ("Malo", "term"), ("Rose", "term_of_circle")]


def test_those_who_coordinate_are_told_alone(treasury, ca, malo, ines, rose, admin):
    give_mandate(ca, member=ines, role=Mandate.Role.COORDINATOR, actor=admin)
    held_until(treasury, malo, 50, admin)
    tell_of_terms()
    assert letters() == [("Inès", "term_of_circle"), ("Malo", "term")]


def test_a_term_that_is_put_off_is_told_again(treasury, malo, admin):
    holding = held_until(treasury, malo, 50, admin)
    tell_of_terms()
    RoleHolding.objects.filter(pk=holding.pk).update(until=in_days(55))
    tell_of_terms()
    assert Notification.objects.filter(kind="term").count() == 2


def test_what_ended_meanwhile_is_told_no_more(treasury, malo, ines, admin):
    holding = held_until(treasury, malo, 50, admin)
    tell_of_terms()
    (letter,) = Notification.objects.filter(member=malo)
    ((thing, _notifications),) = still_waiting(malo, [letter])
    assert (thing.url, thing.about) == (treasury.get_absolute_url(), treasury.topic)
    end_holding(holding, actor=malo)
    assert still_waiting(malo, [letter]) == []
    assert still_waiting(ines, list(Notification.objects.filter(member=ines))) == []


def test_only_the_clock_tells_it(treasury, malo, admin):
    holding = held_until(treasury, malo, 50, admin)
    with refused("commissions.remind"):
        tell_of_term(holding, actor=admin)
    tell_of_term(holding, actor=CLOCK)
    assert ("Malo", "term") in letters()


def test_a_term_that_was_put_off_meanwhile_is_not_told(treasury, malo, admin):
    holding = held_until(treasury, malo, 50, admin)
    RoleHolding.objects.filter(pk=holding.pk).update(until=in_days(90))
    tell_of_term(holding, actor=CLOCK)
    assert letters() == []


def test_the_note_waits_at_home_until_it_is_written(treasury, malo, rose, admin):
    holding = held_until(treasury, malo, 50, admin)

    def waiting(member):
        return [one.title for one in waiting_for(member) if one.kind == "handover_note"]

    assert len(waiting(malo)) == 1
    assert waiting(rose) == []
    write_handover_note(holding, actor=malo, **TEXTS)
    assert waiting(malo) == []


def test_the_note_is_written_changed_and_never_empty(treasury, malo, rose, admin):
    holding = held_until(treasury, malo, 50, admin)
    with refused("empty"):
        write_handover_note(holding, actor=malo, under_way="  ")
    with refused("commissions.write_handover"):
        write_handover_note(holding, actor=rose, **TEXTS)
    note = write_handover_note(holding, actor=malo, **TEXTS)
    assert told("handover.written") == {
        "holding": holding.pk, "role": treasury.pk, "circle": treasury.circle_id, "member": malo.pk,
    }  # fmt: skip
    assert write_handover_note(holding, actor=malo, **TEXTS) == note
    assert verbs().count("handover.written") == 1
    write_handover_note(holding, actor=malo, under_way="Le bilan et la banque.")
    assert HandoverNote.objects.get().whom_to_know == ""


def test_the_circle_reads_it_and_who_comes_next(treasury, malo, rose, noe, omar, admin):
    holding = held_until(treasury, malo, 50, admin)
    write_handover_note(holding, actor=malo, **TEXTS)

    def reads(member) -> bool:
        return any(line.note for line in role_page(treasury, member).holders)

    assert [reads(one) for one in (malo, rose, omar, noe, admin)] == [True, True, False, False, False]
    entrust_role(treasury, member=noe, since=in_days(50), actor=admin)
    assert reads(noe)


def test_the_journal_tells_the_whole_collective_of_the_note_and_nobody_its_texts(treasury, malo, omar, admin):
    """The board is open: its topics are read by those who may not read its handover notes."""
    write_handover_note(held_until(treasury, malo, 50, admin), actor=malo, **TEXTS)
    for reader in (omar, malo):
        for topic in (treasury.topic, treasury.circle.topic):
            (fact,) = [one for one in entries(reader, topic).facts if one.verb == "handover.written"]
            assert (fact.private, fact.withheld) == ({}, [])


def test_a_closed_circle_shows_the_role_to_who_is_to_hold_it_and_to_who_left_what_was_theirs(
    treasury, ca, malo, rose, noe, omar, admin, client
):
    Circle.objects.filter(pk=ca.pk).update(is_open=False)
    CircleRole.objects.filter(pk=treasury.pk).update(mission="Tenir les comptes.", seats=2)
    holding = held_until(treasury, malo, 50, admin)
    entrust_role(treasury, member=rose, actor=admin)
    write_handover_note(holding, actor=malo, **TEXTS)
    page, note = treasury.get_absolute_url(), reverse("commissions:handover", args=[holding.pk])

    def reads(member) -> list[bool]:
        client.force_login(member)
        shown = client.get(page).content.decode()
        roles_of_circle = reverse("commissions:circle-roles", args=[ca.slug])
        return [text in shown for text in ("Tenir les comptes.", "Rose", "Armoire B.", roles_of_circle)]

    assert reads(malo) == [True, True, True, True]
    assert reads(noe) == reads(omar) == [False, False, False, False]
    assert client.get(page).status_code == 403
    entrust_role(treasury, member=noe, since=in_days(50), actor=admin)
    assert reads(noe) == [True, True, True, False]
    end_mandate(Mandate.objects.get(member=malo, circle=ca), actor=malo)
    assert reads(malo) == [False, False, True, False]
    assert client.post(note, TEXTS | {"whom_to_know": "Rose."}).url == page
    assert client.get(page).status_code == 200


def test_who_comes_next_is_told_of_the_note_whichever_comes_first(treasury, malo, rose, ines, noe, admin):
    holding = held_until(treasury, malo, 50, admin)
    entrust_role(treasury, member=noe, actor=admin)
    assert letters() == []
    write_handover_note(holding, actor=malo, **TEXTS)
    write_handover_note(holding, actor=malo, under_way="Autrement.")
    assert letters() == [("Noé", "handover")]
    entrust_role(treasury, member=rose, is_substitute=True, actor=admin)
    assert letters() == [("Noé", "handover"), ("Rose", "handover")]
    ((thing, _notifications),) = still_waiting(noe, list(Notification.objects.filter(member=noe)))
    assert (thing.about, thing.url) == (treasury.topic, treasury.get_absolute_url())
    assert still_waiting(ines, list(Notification.objects.filter(member=noe))) == []


def test_the_last_note_of_each_role_waits_whatever_their_number_read_at_once(ca, malo, rose, noe, admin):
    roles = [describe_role(ca, name=name, term_months=12, actor=admin) for name in ("Clés", "Trésorerie", "Vélos")]
    for role in roles:
        for writer, days in ((rose, 10), (malo, 40)):
            holding = entrust_role(role, member=writer, since=in_days(days - 30), until=in_days(days), actor=admin)
            write_handover_note(holding, actor=writer, **TEXTS)
    for role in roles[:2]:
        entrust_role(role, member=noe, since=in_days(40), actor=admin)
    with CaptureQueriesContext(connection) as few:
        notes_to_read(noe, {roles[0].topic})
    with CaptureQueriesContext(connection) as many:
        waiting = notes_to_read(noe, {role.topic for role in roles})
    assert len(few) == len(many)
    assert [(one.about, one.title.split()[0]) for one in waiting] == [(role.topic, "Malo") for role in roles[:2]]


def test_what_somebody_wrote_is_forgotten_with_them(treasury, malo, admin):
    write_handover_note(held_until(treasury, malo, 50, admin), actor=malo, **TEXTS)
    deactivate(malo, actor=admin)
    forget_member(malo, actor=admin)
    assert not HandoverNote.objects.exists()


def test_by_the_page(treasury, malo, rose, admin, client):
    holding = held_until(treasury, malo, 50, admin)
    client.force_login(malo)
    address = reverse("commissions:handover", args=[holding.pk])
    assert client.post(address, {"under_way": "", "where_things_are": "", "whom_to_know": ""}).status_code == 422
    assert client.post(address, TEXTS).url == treasury.get_absolute_url()
    client.force_login(rose)
    assert "Armoire B." in client.get(treasury.get_absolute_url()).content.decode()
    client.force_login(admin)
    assert "Armoire B." not in client.get(treasury.get_absolute_url()).content.decode()
