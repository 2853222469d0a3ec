from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0014_questions_answered_aloud"),
    ]

    operations = [
        migrations.AddField(model_name="stage", name="is_skipped", field=models.BooleanField(default=False)),
    ]
