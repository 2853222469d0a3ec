from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0008_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="signature",
            name="data",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="signature",
            name="masked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signature",
            name="name",
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name="signature",
            name="open_data",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="signature",
            name="open_digest",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="signature",
            name="open_text",
            field=models.TextField(blank=True),
        ),
    ]
