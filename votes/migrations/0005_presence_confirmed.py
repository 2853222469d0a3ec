"""What somebody else marked or entered counts once it is confirmed: held by the database too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("votes", "0004_presence_marked_by"),
    ]

    operations = [
        migrations.AlterField(
            "presence",
            "marked_by",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            "presence",
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by=F("member"), confirmed_at__isnull=False)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("marked_by")),
                name="presence_confirmed_by_the_person_or_a_second",
            ),
        ),
        migrations.RemoveConstraint("proxy", "one_proxy_per_giver"),
        migrations.AddConstraint(
            "proxy",
            models.UniqueConstraint(
                fields=["gathering", "giver"],
                condition=Q(ended_at__isnull=True) & (Q(entered_by__isnull=True) | Q(confirmed_at__isnull=False)),
                name="one_proxy_per_giver",
            ),
        ),
        migrations.AddConstraint(
            "proxy",
            models.UniqueConstraint(
                fields=["gathering", "giver"],
                condition=Q(ended_at__isnull=True, entered_by__isnull=False, confirmed_at__isnull=True),
                name="one_unconfirmed_form_per_giver",
            ),
        ),
        migrations.AddConstraint(
            "proxy",
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("entered_by")),
                name="a_form_is_confirmed_by_a_second",
            ),
        ),
        migrations.AddConstraint(
            "proxy",
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True) | Q(confirmed_at__isnull=False) | Q(accepted_at__isnull=True),
                name="an_unconfirmed_form_does_not_count",
            ),
        ),
    ]
