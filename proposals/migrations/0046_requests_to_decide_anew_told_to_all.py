"""A request to decide anew that nobody answered in time is told to the whole circle."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0045_who_changed_the_readers")]

    operations = [
        migrations.AddField(
            model_name="reopeningrequest", name="told_at", field=models.DateTimeField(blank=True, null=True)
        )
    ]
