"""Who let more people read a decision, or fewer, and when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0044_presumed_consents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReaderChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "former",
                    models.CharField(
                        choices=[
                            ("public", "everybody, once it is decided"),
                            ("members", "the members of the collective"),
                            ("circle", "the circle alone (a person’s situation)"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "everybody, once it is decided"),
                            ("members", "the members of the collective"),
                            ("circle", "the circle alone (a person’s situation)"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reader_changes",
                        to="proposals.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
    ]
