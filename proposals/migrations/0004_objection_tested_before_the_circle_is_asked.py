import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def end_at_once(apps, schema_editor):
    """What was asked before had no time to answer: it ends when it was asked, and the objection stands."""
    requests = apps.get_model("proposals", "CircleRequest").objects.filter(ends_at__isnull=True)
    requests.update(ends_at=F("asked_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0003_choice_among_options"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ObjectionTest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shows_harm", models.BooleanField(default=False)),
                ("shows_better_way", models.BooleanField(default=False)),
                ("tested_at", models.DateTimeField()),
                (
                    "objection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="test", to="proposals.objection"
                    ),
                ),
                (
                    "tested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddField("circlerequest", "ends_at", models.DateTimeField(null=True)),
        migrations.RunPython(end_at_once, migrations.RunPython.noop),
        migrations.AlterField("circlerequest", "ends_at", models.DateTimeField()),
    ]
