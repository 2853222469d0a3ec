from django.db import migrations

import journal.fields


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0006_letter_about"),
    ]

    operations = [
        migrations.AddField(
            model_name="collective",
            name="address",
            field=journal.fields.Line(
                blank=True,
                help_text="It stands at the head of the minutes.",
                max_length=200,
                verbose_name="postal address",
            ),
        ),
    ]
