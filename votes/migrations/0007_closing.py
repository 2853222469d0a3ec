"""A ballot is closed by hand a minute after that was announced, and a secret one has its end."""

from datetime import timedelta

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def give_an_end(apps, schema_editor):
    """A secret ballot that is open ends in ten minutes, as those that open from now on."""
    ballots = apps.get_model("votes", "Ballot").objects.filter(is_secret=True, closed_at=None, closes_at=None)
    ballots.update(closes_at=timezone.now() + timedelta(minutes=10))


class Migration(migrations.Migration):
    dependencies = [
        ("votes", "0006_opinions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="ballot",
            name="announced_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ballot",
            name="shows_outcome_alone",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(give_an_end, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_secret", False), ("closed_at__isnull", False), ("closes_at__isnull", False), _connector="OR"
                ),
                name="a_secret_has_its_end",
            ),
        ),
    ]
