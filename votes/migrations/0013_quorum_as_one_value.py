from django.db import migrations
from django.db.models import Value
from django.db.models.functions import Concat, Substr


def in_one_column(apps, schema_editor):
    """ "1/2" that must be passed becomes ">1/2"."""
    for model in (apps.get_model("votes", "Ballot"), apps.get_model("votes", "Gathering")):
        strict = model.objects.filter(quorum_strict=True).exclude(quorum="")
        strict.update(quorum=Concat(Value(">"), "quorum"))


def in_two_columns(apps, schema_editor):
    for model in (apps.get_model("votes", "Ballot"), apps.get_model("votes", "Gathering")):
        strict = model.objects.filter(quorum__startswith=">")
        strict.update(quorum=Substr("quorum", 2), quorum_strict=True)


class Migration(migrations.Migration):
    dependencies = [
        ("votes", "0012_method_names"),
    ]

    operations = [
        migrations.RunPython(in_one_column, in_two_columns),
        migrations.RemoveField(model_name="ballot", name="quorum_strict"),
        migrations.RemoveField(model_name="gathering", name="quorum_strict"),
    ]
