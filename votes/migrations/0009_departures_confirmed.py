"""A departure that somebody else noted waits until the person, or a second holder of a role, has confirmed it.

What was noted before held at once, and stays as it is.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("votes", "0008_put_off"),
    ]

    operations = [
        migrations.AddField("presence", "departure_noted_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "presence",
            "departure_noted_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("presence", "departure_told_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "presence",
            models.CheckConstraint(
                condition=Q(departure_noted_at__isnull=True, departure_noted_by__isnull=True)
                | Q(departure_noted_at__isnull=False, departure_noted_by__isnull=False)
                & ~Q(departure_noted_by=F("member")),
                name="a_noted_departure_is_another_ones_word",
            ),
        ),
        migrations.AddConstraint(
            "presence",
            models.CheckConstraint(
                condition=Q(left_at__isnull=True)
                | Q(departure_noted_by__isnull=True)
                | Q(left_by__isnull=False) & ~Q(left_by=F("departure_noted_by")),
                name="departure_confirmed_by_the_person_or_a_second",
            ),
        ),
    ]
