"""Help to word an objection to a name; and where what was begun before the round opens goes on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0040_files_that_are_erased"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="wordinghelp",
            name="help_is_for_one_objection",
        ),
        migrations.AddField(
            model_name="wordinghelp",
            name="answer",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="wording_help",
                to="proposals.candidacyanswer",
            ),
        ),
        migrations.AddField(
            model_name="wordinghelp",
            name="begun_as",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="wordinghelp",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", None), ("position__isnull", False), ("written", None)),
                    models.Q(("answer", None), ("position", None), ("written__isnull", False)),
                    models.Q(("answer__isnull", False), ("position", None), ("written", None)),
                    _connector="OR",
                ),
                name="help_is_for_one_objection",
            ),
        ),
    ]
