from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0042_electors_who_left"),
    ]

    operations = [
        migrations.AddField(model_name="stage", name="time_left", field=models.DurationField(blank=True, null=True)),
    ]
