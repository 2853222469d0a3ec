import django.db.models.deletion
from django.db import migrations, models


def on_the_text_as_it_was(apps, schema_editor):
    """Each was written on the latest version that there was at that instant."""
    versions = apps.get_model("proposals", "Version").objects
    for written in apps.get_model("proposals", "WrittenObjection").objects.filter(version__isnull=True):
        texts = versions.filter(proposal=written.proposal_id)
        there = texts.filter(created_at__lte=written.written_at)
        written.version = there.order_by("-number").first() or texts.order_by("number").first()
        written.save(update_fields=["version"])


class Migration(migrations.Migration):
    dependencies = [("proposals", "0007_earlier_decisions")]

    operations = [
        migrations.AddField("position", "is_beforehand", models.BooleanField(default=False)),
        migrations.AddField(
            "writtenobjection",
            "version",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proposals.version"
            ),
        ),
        migrations.RunPython(on_the_text_as_it_was, migrations.RunPython.noop),
    ]
