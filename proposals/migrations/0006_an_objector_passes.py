from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0005_somebody_else_leaves_a_question_open_or_takes_a_text_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="objection",
            name="passed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
