"""Whoever facilitates an election is asked first. Those named until now do since it began."""

from django.db import migrations, models
from django.db.models import F


def facilitate_since_the_start(apps, schema_editor):
    apps.get_model("proposals", "Election").objects.update(facilitator_since=F("started_at"))


class Migration(migrations.Migration):
    dependencies = [("proposals", "0046_requests_to_decide_anew_told_to_all")]

    operations = [
        migrations.AddField(
            model_name="election", name="facilitator_since", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.RunPython(facilitate_since_the_start, migrations.RunPython.noop),
    ]
