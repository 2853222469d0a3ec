"""Who marked a presence and who confirmed it, who entered a paper proxy and who confirmed that.

What was noted before counted at once: it is taken as each person's own word.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def somebody() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


def instant() -> models.DateTimeField:
    return models.DateTimeField(blank=True, null=True)


def take_their_word(apps, schema_editor):
    apps.get_model("votes", "Presence").objects.update(
        marked_by=F("member"), confirmed_by=F("member"), confirmed_at=F("arrived_at")
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("votes", "0003_encrypted_votes"),
    ]

    operations = [
        migrations.AddField("presence", "marked_by", somebody()),
        migrations.AddField("presence", "confirmed_by", somebody()),
        migrations.AddField("presence", "confirmed_at", instant()),
        migrations.AddField("presence", "told_at", instant()),
        migrations.AddField("presence", "left_by", somebody()),
        migrations.AddField("proxy", "entered_by", somebody()),
        migrations.AddField("proxy", "confirmed_by", somebody()),
        migrations.AddField("proxy", "confirmed_at", instant()),
        migrations.AlterField(
            "proxy",
            "end",
            models.CharField(
                blank=True,
                choices=[
                    ("arrived", "the giver arrived"),
                    ("taken_back", "taken back by the giver"),
                    ("given_back", "given back by the holder"),
                    ("off_roll", "no longer on the roll"),
                    ("declined", "declined by the holder"),
                    ("replaced", "replaced by a paper form"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(take_their_word, migrations.RunPython.noop),
    ]
