from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat, Substr


def in_one_column(apps, schema_editor):
    """ "1/2" that must be passed becomes ">1/2"."""
    strict = apps.get_model("commissions", "Circle").objects.filter(is_quorum_strict=True).exclude(meeting_quorum="")
    strict.update(meeting_quorum=Concat(Value(">"), "meeting_quorum"))


def in_two_columns(apps, schema_editor):
    strict = apps.get_model("commissions", "Circle").objects.filter(meeting_quorum__startswith=">")
    strict.update(meeting_quorum=Substr("meeting_quorum", 2), is_quorum_strict=True)


class Migration(migrations.Migration):
    dependencies = [
        ("commissions", "0010_what_a_ground_allows_once"),
    ]

    operations = [
        migrations.AlterField(
            model_name="circle",
            name="meeting_quorum",
            field=models.CharField(blank=True, max_length=20, verbose_name="quorum of a meeting"),
        ),
        migrations.AlterField(
            model_name="circle",
            name="second_quorum",
            field=models.CharField(blank=True, max_length=20, verbose_name="quorum of the second meeting"),
        ),
        migrations.AlterField(
            model_name="circle",
            name="consent_quorum",
            field=models.CharField(blank=True, default="1/2", max_length=20, verbose_name="quorum of a consent"),
        ),
        migrations.RunPython(in_one_column, in_two_columns),
        migrations.RemoveField(model_name="circle", name="is_quorum_strict"),
    ]
