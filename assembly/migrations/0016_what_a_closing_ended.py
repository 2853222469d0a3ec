from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0015_noted_decisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem", name="is_ended_by_closing", field=models.BooleanField(default=False)
        ),
    ]
