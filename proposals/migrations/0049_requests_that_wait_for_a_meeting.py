"""What a circle is asked about an objection has no end while its proposal waits for a meeting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0048_texts_taken_up"),
    ]

    operations = [
        migrations.AlterField(
            model_name="circlerequest",
            name="ends_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
