"""A proposal may choose among the options that its text holds, by a method that it names."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0049_requests_that_wait_for_a_meeting"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="method",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="proposal",
            name="seats",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="processtemplate",
            name="process",
            field=models.CharField(
                choices=[
                    ("consent", "by consent"),
                    ("majority", "by majority"),
                    ("choice", "by a choice among options"),
                    ("advice", "by one person, after advice"),
                    ("information", "for information only"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="process",
            field=models.CharField(
                choices=[
                    ("consent", "by consent"),
                    ("majority", "by majority"),
                    ("choice", "by a choice among options"),
                    ("advice", "by one person, after advice"),
                    ("information", "for information only"),
                ],
                default="consent",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("process", "choice"), ("seats__gte", 1), models.Q(("method", ""), _negated=True)),
                    models.Q(models.Q(("process", "choice"), _negated=True), ("method", ""), ("seats", 1)),
                    _connector="OR",
                ),
                name="a_choice_among_options_has_its_method",
            ),
        ),
    ]
