"""The end of a ballot is put off once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("votes", "0007_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="ballot",
            name="put_off_from",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
