"""A hand keeps its place when its kind changes; a turn says of which kind it was, and whether it went ahead."""

from django.db import migrations, models
from django.db.models import F

KINDS = [
    ("process", "on the process"),
    ("clarify", "to clarify"),
    ("answer", "to answer directly"),
    ("speak", "to speak"),
]


def kind() -> models.CharField:
    return models.CharField(choices=KINDS, default="speak", max_length=8)


def place(apps, schema_editor):
    apps.get_model("assembly", "Hand").objects.update(placed_as=F("kind"))


class Migration(migrations.Migration):
    dependencies = [("assembly", "0005_second_meetings")]

    operations = [
        migrations.AddField("hand", "placed_as", kind()),
        migrations.AddField("turn", "kind", kind()),
        migrations.AddField("turn", "went_ahead", models.BooleanField(default=False)),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
