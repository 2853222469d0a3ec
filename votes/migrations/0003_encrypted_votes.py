"""What a ballot without a name answers is encrypted, until the close, under a key outside the database.

`votes_encryptedvote` is made by raw SQL, as `votes_signature` and `votes_sealedvote` are (see the migration before
this one). A receipt code is one ballot's from now on: two ballots are open at once, and neither reads the other's.
What was cast already in a ballot that is open now stays as it was written; what follows in it is encrypted.
"""

import django.db.models.deletion
from django.db import migrations, models

from votes.encryption import lock_of
from votes.keys import make
from votes.queries.paper import Papers, encrypt

ENCRYPTED_VOTE = """
CREATE TABLE votes_encryptedvote (
    mark varchar(32) NOT NULL PRIMARY KEY,
    ballot_id bigint NOT NULL,
    content {binary} NOT NULL
)"""
SEALED_VOTE = """
CREATE TABLE votes_sealedvote (
    ballot_id bigint NOT NULL,
    code varchar(16) NOT NULL,
    choice {json} NOT NULL,
    PRIMARY KEY (ballot_id, code)
)"""


def make_tables(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    tail = " WITHOUT ROWID" if on_sqlite else ""
    schema_editor.execute(ENCRYPTED_VOTE.format(binary="blob" if on_sqlite else "bytea") + tail)
    schema_editor.execute("CREATE INDEX votes_encryptedvote_ballot ON votes_encryptedvote (ballot_id)")
    schema_editor.execute("CREATE TEMPORARY TABLE kept AS SELECT ballot_id, code, choice FROM votes_sealedvote")
    schema_editor.execute("DROP TABLE votes_sealedvote")
    json = "text CHECK (json_valid(choice))" if on_sqlite else "jsonb"
    schema_editor.execute(SEALED_VOTE.format(json=json) + tail)
    schema_editor.execute("INSERT INTO votes_sealedvote SELECT ballot_id, code, choice FROM kept ORDER BY 1, 2")
    schema_editor.execute("DROP TABLE kept")


def encrypt_what_waits(apps, schema_editor):
    """Each secret ballot that is open, and each with papers that wait to be confirmed, gets its key."""
    open_ones = apps.get_model("votes", "Ballot").objects.filter(closed_at=None)
    batches = apps.get_model("votes", "PaperBatch").objects.filter(confirmed_at=None, ballot__closed_at=None)
    for ballot in open_ones.filter(models.Q(is_secret=True) | models.Q(pk__in=batches.values("ballot"))):
        ballot.key_name = make()
        ballot.save(update_fields=["key_name"])
        for batch in batches.filter(ballot=ballot):
            papers = Papers(batch.electors, batch.lines, batch.spoilt)
            batch.content = encrypt(papers, lock_of(ballot), batch.number)
            batch.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("votes", "0002_methods_secrets_paper")]

    operations = [
        migrations.AddField("ballot", "key_name", models.CharField(blank=True, default="", max_length=32), False),
        migrations.AddField("paperbatch", "content", models.BinaryField(default=b"")),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="EncryptedVote",
                    fields=[
                        ("mark", models.CharField(max_length=32, primary_key=True, serialize=False)),
                        ("content", models.BinaryField()),
                        (
                            "ballot",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="encrypted",
                                to="votes.ballot",
                            ),
                        ),
                    ],
                ),
                migrations.DeleteModel("SealedVote"),
                migrations.CreateModel(
                    name="SealedVote",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "ballot_id", "code", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("code", models.CharField(max_length=16)),
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
                    options={"ordering": ["code"]},
                ),
            ],
            database_operations=[migrations.RunPython(make_tables)],
        ),
        migrations.RunPython(encrypt_what_waits),
        migrations.RemoveField("paperbatch", "electors"),
        migrations.RemoveField("paperbatch", "lines"),
        migrations.RemoveField("paperbatch", "spoilt"),
    ]
