from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0041_help_to_word_an_objection_to_a_name"),
    ]

    operations = [
        migrations.AddField(model_name="roundelector", name="has_left", field=models.BooleanField(default=False)),
    ]
