"""Methods beyond the majority, secret ballots, paper ballots, consultations online, proxies that are accepted.

`votes_signature` and `votes_sealedvote` are made by raw SQL: on SQLite without rowid, so that they keep
no order of insertion. Never alter them through Django there: it remakes a table, and would lose that.
They have no foreign key: to check one, PostgreSQL locks the row that it names, and so writes into an
elector's row the number of the transaction that cast their ballot.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SIGNATURE = """
CREATE TABLE votes_signature (
    entry_id bigint NOT NULL PRIMARY KEY
)"""
SEALED_VOTE = """
CREATE TABLE votes_sealedvote (
    code varchar(16) NOT NULL PRIMARY KEY,
    ballot_id bigint NOT NULL,
    choice {json} NOT NULL
)"""


def make_tables(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    tail = " WITHOUT ROWID" if on_sqlite else ""
    schema_editor.execute(SIGNATURE + tail)
    json = "text CHECK (json_valid(choice))" if on_sqlite else "jsonb"
    schema_editor.execute(SEALED_VOTE.format(json=json) + tail)
    schema_editor.execute("CREATE INDEX votes_sealedvote_ballot ON votes_sealedvote (ballot_id)")


def drop_tables(apps, schema_editor):
    schema_editor.execute("DROP TABLE votes_sealedvote")
    schema_editor.execute("DROP TABLE votes_signature")


class Migration(migrations.Migration):
    dependencies = [
        ("votes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="ballot",
            name="is_poll",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="ballot",
            name="is_secret",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="ballot",
            name="options",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="ballot",
            name="proxies_count",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="ballot",
            name="quorum",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ballot",
            name="quorum_strict",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="ballot",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ballot",
            name="shuffled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_secret", False), ("is_live", False), _connector="OR"),
                name="a_secret_is_never_live",
            ),
        ),
        migrations.AddField(
            model_name="proxy",
            name="accepted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proxy",
            name="instructions",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="proxy",
            name="is_on_paper",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="ballot",
            name="method",
            field=models.CharField(
                choices=[
                    ("majority", "majority"),
                    ("approval", "approval"),
                    ("score", "scores"),
                    ("borda", "points by rank (Borda)"),
                    ("irv", "instant run-off"),
                    ("schulze", "Schulze"),
                    ("ranked_pairs", "ranked pairs"),
                    ("stv_scottish", "single transferable vote"),
                    ("stv_meek", "single transferable vote (Meek)"),
                    ("majority_judgment", "majority judgment"),
                    ("pav", "proportional approval"),
                    ("equal_shares", "equal shares of a budget"),
                    ("dates", "dates"),
                ],
                default="majority",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="proxy",
            name="end",
            field=models.CharField(
                blank=True,
                choices=[
                    ("arrived", "the giver arrived"),
                    ("taken_back", "taken back by the giver"),
                    ("given_back", "given back by the holder"),
                    ("off_roll", "no longer on the roll"),
                    ("declined", "declined by the holder"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="proxy",
            name="holder",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proxies_held",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("host", models.CharField(db_index=True, max_length=40)),
                ("question", models.TextField()),
                ("text", models.TextField(blank=True)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("majority", "majority"),
                            ("approval", "approval"),
                            ("score", "scores"),
                            ("borda", "points by rank (Borda)"),
                            ("irv", "instant run-off"),
                            ("schulze", "Schulze"),
                            ("ranked_pairs", "ranked pairs"),
                            ("stv_scottish", "single transferable vote"),
                            ("stv_meek", "single transferable vote (Meek)"),
                            ("majority_judgment", "majority judgment"),
                            ("pav", "proportional approval"),
                            ("equal_shares", "equal shares of a budget"),
                            ("dates", "dates"),
                        ],
                        default="majority",
                        max_length=20,
                    ),
                ),
                ("options", models.JSONField(blank=True, default=list)),
                ("rules", models.JSONField(default=dict)),
                ("is_secret", models.BooleanField(default=False)),
                ("is_live", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                ("closes_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ballot",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation",
                        to="votes.ballot",
                    ),
                ),
                (
                    "casting_voter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_at__isnull", True), ("closes_at__gt", models.F("opens_at")), _connector="OR"
                        ),
                        name="consultation_closes_after_it_opens",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("electors", models.JSONField(default=list)),
                ("lines", models.JSONField(default=list)),
                ("number", models.PositiveIntegerField()),
                ("spoilt", models.PositiveIntegerField(default=0)),
                ("entered_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper_batches", to="votes.ballot"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["entered_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("entered_by", models.F("confirmed_by")), _negated=True), name="two_tellers"
                    )
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="signature",
                                serialize=False,
                                to="votes.rollentry",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SealedVote",
                    fields=[
                        ("code", models.CharField(max_length=16, primary_key=True, serialize=False)),
                        ("choice", models.JSONField()),
                        (
                            "ballot",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sealed",
                                to="votes.ballot",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
            ],
            database_operations=[migrations.RunPython(make_tables, drop_tables)],
        ),
        migrations.RunSQL(
            "UPDATE votes_proxy SET accepted_at = given_at WHERE accepted_at IS NULL", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            """UPDATE votes_ballot SET
                quorum = (SELECT g.quorum FROM votes_gathering g WHERE g.id = gathering_id),
                quorum_strict = (SELECT g.quorum_strict FROM votes_gathering g WHERE g.id = gathering_id),
                proxies_count = (SELECT g.proxies_count FROM votes_gathering g WHERE g.id = gathering_id)""",
            migrations.RunSQL.noop,
        ),
    ]
