import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_facilitators(apps, schema_editor):
    """Whoever facilitates by now was named when the proposal was written."""
    proposals = apps.get_model("proposals", "Proposal").objects
    proposals.filter(facilitator__isnull=False).update(facilitator_since=models.F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0028_imported_histories"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("proposal", "facilitator_since", models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="FacilitatorChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facilitator_choices",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["proposal", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "chosen_by"), name="each_would_ask_one_person_to_facilitate"
                    )
                ],
            },
        ),
        migrations.RunPython(name_facilitators, migrations.RunPython.noop),
    ]
