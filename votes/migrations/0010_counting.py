"""A large ballot closes before it is counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("votes", "0009_departures_confirmed"),
    ]

    operations = [
        migrations.AddField(
            model_name="ballot",
            name="count_tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RemoveConstraint(model_name="ballot", name="a_closed_ballot_has_its_result"),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, outcome="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(outcome="") & ~models.Q(ballots_hash="")),
                name="a_closed_ballot_has_its_result",
            ),
        ),
    ]
