from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commissions", "0033_articles_of_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="circle",
            name="domain",
            field=models.TextField(blank=True, default="", verbose_name="its domain: what it decides by itself"),
        ),
    ]
