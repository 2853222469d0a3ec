from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def write_presumed(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Until now the silence of everybody was, in a round that presumed it, once a reminder was asked for."""
    rounds = apps.get_model("proposals", "Round").objects.filter(
        presumes_consent=True, reminded_at__isnull=False, closed_at__isnull=False
    )
    for round in rounds.iterator():
        silent = round.electors.exclude(member__in=round.positions.values("member"))
        silent.filter(has_left=False).update(is_presumed=True)


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0043_time_left_of_a_stage"),
    ]

    operations = [
        migrations.AddField(model_name="roundelector", name="is_presumed", field=models.BooleanField(default=False)),
        migrations.RunPython(write_presumed, migrations.RunPython.noop),
    ]
