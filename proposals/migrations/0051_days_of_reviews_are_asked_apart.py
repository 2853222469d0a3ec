"""The day on which a decision is looked at again is asked by a letter of its own kind: what waits goes on waiting."""

from django.db import migrations


def ask_apart(apps, schema_editor):
    notifications = apps.get_model("members", "Notification").objects
    notifications.filter(kind="review", key="review day").update(kind="review_day", key="")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0050_choices_among_options"), ("members", "0011_closed_days")]

    operations = [migrations.RunPython(ask_apart, migrations.RunPython.noop)]
