import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_its_day(apps, schema_editor):
    """The day of its next review is the one with which it was decided."""
    apps.get_model("proposals", "Decision").objects.update(next_review_on=models.F("review_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0025_presumed_consent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="next_review_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(keep_its_day, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept", "kept"),
                            ("reopened", "to be decided anew"),
                            ("abandoned", "left before its end: another decision took its place"),
                        ],
                        max_length=10,
                    ),
                ),
                ("occasion", models.CharField(blank=True, max_length=40)),
                ("next_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="proposals.decision"
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("keep", "keep it"), ("change", "change it"), ("stop", "stop it")], max_length=6
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="proposals.review"
                    ),
                ),
            ],
            options={
                "ordering": ["answered_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewElector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="electors", to="proposals.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "member__name"],
            },
        ),
        migrations.CreateModel(
            name="ReopeningRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fact", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopening_requests",
                        to="proposals.decision",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopening_request",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("decision", "asked_by"),
                        name="one_waiting_reopening_request_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True), ("answered_by__isnull", True), ("proposal__isnull", True)
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(
                                    models.Q(("reason", ""), _negated=True),
                                    ("proposal__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_reopening_request_is_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)), fields=("decision",), name="one_open_review_a_decision"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("outcome", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_closed_review_has_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewanswer",
            constraint=models.UniqueConstraint(fields=("review", "member"), name="one_answer_a_review"),
        ),
        migrations.AddConstraint(
            model_name="reviewanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice", "keep"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="to_change_a_decision_takes_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewelector",
            constraint=models.UniqueConstraint(fields=("review", "member"), name="asked_once_a_review"),
        ),
    ]
