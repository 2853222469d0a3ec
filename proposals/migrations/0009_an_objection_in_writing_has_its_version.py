import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the one that fills it: PostgreSQL alters no table whose foreign keys still wait to be checked."""

    dependencies = [("proposals", "0008_an_objection_in_writing_is_on_one_version")]

    operations = [
        migrations.AlterField(
            "writtenobjection",
            "version",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proposals.version"),
        ),
    ]
