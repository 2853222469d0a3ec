"""What a review settled before its meeting talked about it."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0018_decisions_that_enter_an_agenda"),
        ("proposals", "0039_minutes_granted_to_an_election_stage"),
    ]

    operations = [
        migrations.AddField(
            model_name="broughtdecision",
            name="brought_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="broughtdecision",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="proposals.review",
            ),
        ),
    ]
