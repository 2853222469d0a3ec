from django.db import migrations

import journal.fields


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0017_expectations_and_follow_up"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="subject",
            field=journal.fields.Line(blank=True, default="", max_length=60, verbose_name="subject"),
        ),
        migrations.AddField(
            model_name="decision",
            name="subject",
            field=journal.fields.Line(blank=True, default="", max_length=60, verbose_name="subject"),
        ),
    ]
