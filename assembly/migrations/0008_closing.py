"""A vote that closes by itself is concluded by the clock, once."""

import django.db.models.deletion
from django.db import migrations, models


def conclude_what_has_closed(apps, schema_editor):
    """What closed before wrote its decision in the same instant."""
    for link in apps.get_model("assembly", "ItemBallot").objects.filter(ballot__closed_at__isnull=False):
        link.concluded_at = link.ballot.closed_at
        link.save(update_fields=["concluded_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0007_items_that_ratify"),
        ("votes", "0007_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemballot",
            name="concluded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="itemballot",
            name="ballot",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="item_ballot", to="votes.ballot"
            ),
        ),
        migrations.RunPython(conclude_what_has_closed, migrations.RunPython.noop),
    ]
