"""A reading that is composed once: what it asks with other values is what Django would ask."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from commissions.models import Mandate
from journal.statements import Statement, locked, row
from members.models import Member

pytestmark = pytest.mark.django_db


def seated(name, pk, day):
    """Of a table, with what another says, and with values of the queryset's own among those that are given."""
    seats = Mandate.objects.filter(member=OuterRef("pk"), since__lte=day, role=Mandate.Role.MEMBER)
    people = Member.objects.annotate(is_seated=Exists(seats), is_known=Exists(Member.objects.filter(language="fr")))
    return people.filter(name=name, pk=pk, is_active=True).order_by("pk")[:3]


SEATED = Statement(seated, str, int, date)


@pytest.mark.parametrize("days", [0, -1])
def test_it_reads_what_the_queryset_reads(days, ines, malo):
    day = Mandate.objects.get(member=ines).since + timedelta(days=days)
    with CaptureQueriesContext(connection) as asked:
        [read] = SEATED.rows("Inès", ines.pk, day)
        [given] = seated("Inès", ines.pk, day)
    assert (read, read.email, read.is_seated, read.is_known) == (given, given.email, given.is_seated, given.is_known)
    assert bool(read.is_seated) is (days == 0)
    ours, django = asked.captured_queries
    assert ours["sql"] == django["sql"]
    assert SEATED.first("Inès", malo.pk, day) is SEATED.first("x", ines.pk, day) is None


def test_it_is_asked_anew_each_time(ines):
    named = Statement(lambda pk: Member.objects.filter(pk=pk), int)
    assert named.first(ines.pk).name == "Inès"
    Member.objects.filter(pk=ines.pk).update(name="Inès B.")
    assert named.first(ines.pk).name == "Inès B."


def test_each_value_is_given():
    with pytest.raises(TypeError, match="3 values are needed, not 1"):
        SEATED.rows("Inès")


def test_a_row_is_read_by_its_key_and_what_is_not_there_is_an_error(ines):
    assert row(Member, ines.pk) == ines
    with transaction.atomic():
        assert locked(Member, ines.pk).name == "Inès"
        for read in (row, locked):
            with pytest.raises(Member.DoesNotExist, match=r"members\.Member"):
                read(Member, 0)
