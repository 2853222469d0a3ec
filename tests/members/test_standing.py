"""Memberships of the calendar year, its grace, and spaces rented."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from members.actions import (
    cancel_membership,
    edit_collective,
    end_residency,
    record_membership,
    record_memberships,
    record_residency,
)
from members.models import Membership
from members.queries import directory, is_paid_up, paid_up, residents
from tests.refusals import refused


def test_a_membership_is_recorded_once(admin, ines, told) -> None:
    record_membership(ines, actor=admin, year=2026, paid_on=date(2026, 2, 1), price_cents=1500)
    record_membership(ines, actor=admin, year=2026, paid_on=date(2026, 3, 1))
    assert Membership.objects.get().paid_on == date(2026, 2, 1)
    assert told() == ["membership.recorded"]
    with pytest.raises(IntegrityError):
        Membership.objects.create(member=ines, year=2026, paid_on=date(2026, 2, 1))


def test_only_an_administrator_records_memberships(ines) -> None:
    for act in (record_membership, record_memberships):
        with refused("members.record_membership"):
            act(ines if act is record_membership else [ines], actor=ines, year=2026, paid_on=date(2026, 1, 1))
    with refused("members.record_membership"):
        cancel_membership(ines, actor=ines, year=2026)


def test_a_payment_of_another_decade_is_a_slip(admin, ines) -> None:
    with refused(paid_on="year"):
        record_membership(ines, actor=admin, year=2026, paid_on=date(2062, 1, 1))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 1, 31), False),  # not paid yet
        (date(2026, 2, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), True),  # the grace
        (date(2027, 3, 31), True),  # its 90th day
        (date(2027, 4, 1), False),
        (date(2028, 1, 1), False),
    ],
)
def test_up_to_date_until_the_end_of_the_grace(admin, ines, malo, on: date, expected: bool) -> None:
    record_membership(ines, actor=admin, year=2026, paid_on=date(2026, 2, 1))
    assert is_paid_up(ines, on) is expected
    assert malo not in paid_up(on)


def test_without_grace_the_first_of_january_ends_it(admin, ines) -> None:
    edit_collective(actor=admin, name="L’Usine", grace_days=0)
    record_membership(ines, actor=admin, year=2026, paid_on=date(2026, 2, 1))
    assert is_paid_up(ines, date(2026, 12, 31))
    assert not is_paid_up(ines, date(2027, 1, 1))


def test_somebody_who_left_is_not_up_to_date(admin, ines) -> None:
    record_membership(ines, actor=admin, year=2026, paid_on=date(2026, 2, 1))
    ines.is_active = False
    ines.save()
    assert not is_paid_up(ines, date(2026, 6, 1))


def test_a_slip_is_taken_back(admin, ines, told) -> None:
    record_membership(ines, actor=admin, year=2026, paid_on=date(2026, 2, 1))
    cancel_membership(ines, actor=admin, year=2026)
    cancel_membership(ines, actor=admin, year=2026)
    assert not Membership.objects.exists()
    assert told() == ["membership.recorded", "membership.cancelled"]


def test_a_year_is_written_down_in_one_sitting(admin, ines, malo, rose, client) -> None:
    record_membership(rose, actor=admin, year=2026, paid_on=date(2026, 1, 9))
    client.force_login(admin)
    address = reverse("members:memberships", args=[2026])

    kept = client.post(address, {"paid": [ines.pk, malo.pk, "x"], "paid_on": "2026-05-02"})
    assert kept.status_code == 303
    assert set(Membership.objects.values_list("member__name", "paid_on")) == {
        ("Inès", date(2026, 5, 2)),
        ("Malo", date(2026, 5, 2)),
        ("Rose", date(2026, 1, 9)),
    }

    wrong = client.post(address, {"paid": [admin.pk], "paid_on": "hier"})
    assert wrong.status_code == 422
    assert f'value="{admin.pk}" id="paid-{admin.pk}" checked' in wrong.content.decode()


def test_a_space_is_rented_until_it_is_left(admin, ines, malo, told) -> None:
    residency = record_residency(ines, actor=admin, trade="Potière", pole="crafts", since=date(2026, 1, 1))
    assert [rented.member for rented in residents(date(2026, 6, 1))] == [ines]
    with refused(until="order"):
        end_residency(residency, actor=admin, until=date(2025, 1, 1))
    end_residency(residency, actor=admin, until=date(2026, 6, 1))
    assert not residents(date(2026, 6, 1))
    assert told() == ["residency.recorded", "residency.ended"]
    with refused("members.record_residency"):
        record_residency(malo, actor=malo, trade="Potier", pole="crafts", since=date(2026, 1, 1))
    with refused(pole="invalid_choice"):
        record_residency(malo, actor=admin, trade="Potier", pole="nowhere", since=date(2026, 1, 1))


def test_the_directory_is_searched_without_accents(admin, ines, malo) -> None:
    today = date(2026, 6, 1)
    record_membership(ines, actor=admin, year=2026, paid_on=date(2026, 2, 1))
    record_residency(malo, actor=admin, trade="Menuisier", pole="building", since=date(2026, 1, 1))

    def names(**wanted: str) -> list[str]:
        return [card.member.name for card in directory(today, **wanted)]

    assert names() == ["Ada", "Inès", "Malo"]
    assert names(name="INES") == ["Inès"]
    assert names(standing="paid") == ["Inès"]
    assert names(standing="unpaid") == ["Ada", "Malo"]
    assert names(pole="building") == ["Malo"]
    assert names(name="zzz") == []
