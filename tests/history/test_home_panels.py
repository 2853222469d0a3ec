"""What home tells of the house."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assembly.models import Meeting
from commissions.models import Circle
from history.home_panels import minutes_lately
from members.combined_reads import fetch


@pytest.mark.parametrize(("days", "told"), [(6, ["Procès-verbal\xa0: CA de ce soir"]), (8, [])])
def test_minutes_are_on_home_for_a_week(ca, ines, noe, days, told):
    closed = timezone.now() - timedelta(days=days)
    start = closed - timedelta(hours=2)
    meeting = Meeting.objects.create(
        circle=ca,
        title="CA de ce soir",
        starts_at=start,
        ends_at=closed,
        opened_at=start,
        closed_at=closed,
        state=Meeting.State.CLOSED,
        created_by=ines,
    )
    assert [item.title for item in fetch(minutes_lately(noe))] == told
    assert all(item.url == f"/meetings/{meeting.pk}/minutes/" for item in fetch(minutes_lately(noe)))
    Circle.objects.filter(pk=ca.pk).update(is_open=False)
    assert fetch(minutes_lately(noe)) == []
    assert [item.title for item in fetch(minutes_lately(ines))] == told
