import django.db.models.deletion
from django.db import migrations, models


def name_versions(apps, schema_editor):
    """The version that stood when somebody reacted."""
    reactions = apps.get_model("proposals", "Reaction").objects
    versions = apps.get_model("proposals", "Version").objects
    for reaction in reactions.all():
        of_proposal = versions.filter(proposal=reaction.proposal_id).order_by("-number")
        reaction.version = of_proposal.filter(created_at__lte=reaction.reacted_at).first() or of_proposal.last()
        reaction.save(update_fields=["version"])
    if schema_editor.connection.vendor == "postgresql":  # it alters no table whose keys still wait to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    """Back to one reaction a proposal is refused where somebody has reacted to two texts."""

    dependencies = [("proposals", "0015_skipped_stages")]

    operations = [
        migrations.AddField(
            "reaction",
            "version",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proposals.version"
            ),
        ),
        migrations.RunPython(name_versions, migrations.RunPython.noop),
        migrations.AlterField(
            "reaction",
            "version",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proposals.version"),
        ),
        migrations.RemoveConstraint("reaction", "one_reaction_per_person"),
        migrations.AddConstraint(
            "reaction", models.UniqueConstraint(fields=["version", "member"], name="one_reaction_per_version")
        ),
    ]
