"""What a circle decided and has not carried out in time enters its next agenda by itself."""

from datetime import timedelta

from django.utils import timezone

from assembly.actions import plan_meeting
from proposals.models import Decision, FollowUp


def late(circle, title, *, days, member):
    year = timezone.localdate().year
    serial = Decision.objects.count() + 1
    decision = Decision.objects.create(
        circle=circle,
        title=title,
        text="Le texte.",
        process=Decision.Process.CONSENT,
        result="",
        year=year,
        serial=serial,
        number=f"{year}-{serial:03d}",
        decided_at=timezone.now(),
    )
    day = timezone.localdate() - timedelta(days=days)
    return FollowUp.objects.create(
        decision=decision, state="to_do", responsible=member, due_on=day, noted_at=timezone.now()
    )


def plan(circle, actor, days):
    starts_at = timezone.now() + timedelta(days=days)
    return plan_meeting(circle, title="CA", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), actor=actor)


def test_what_is_late_is_on_the_next_agenda_once(ca, ines, rose):
    late(ca, "Les volets", days=1, member=rose)
    late(ca, "Le toit", days=9, member=None)
    late(ca, "Le four", days=-9, member=rose)
    first, second = plan(ca, ines, 20), plan(ca, ines, 40)
    items = list(first.items.all())
    assert [item.title.split(" · ")[1] for item in items] == ["Le toit", "Les volets"]
    assert [(item.owner, item.minutes) for item in items] == [(None, 5), (rose, 5)]
    assert not second.items.exists()
