from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_one_letter_per_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="about",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
