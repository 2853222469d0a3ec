"""Minutes granted to the stage of an election in a meeting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0038_templates_of_process"),
    ]

    operations = [
        migrations.AddField(
            model_name="election",
            name="extra_minutes",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
