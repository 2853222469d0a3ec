"""What set the rules that a circle was founded with, or that were changed before grounds were asked for, as the journal
tells it."""

import json

from django.db import migrations

STRICT = "is_quorum_strict"
NO_RULES = {
    *("id", "kind", "name", "slug", "mission", "parent", "founded_on"),
    *("ended_on", "ended_by", "ended_ground", "left"),
}


def write_down(apps, schema_editor):
    circle_model = apps.get_model("commissions", "Circle")
    change_model = apps.get_model("commissions", "RulesChange")
    member_model = apps.get_model("members", "Member")
    entry_model = apps.get_model("journal", "Entry")
    usual = {field.name: field.get_default() for field in circle_model._meta.get_fields() if field.concrete}
    rules = {name for name in usual if name not in NO_RULES}
    usual[STRICT] = False
    circles = set(circle_model.objects.values_list("pk", flat=True))
    for entry in entry_model.objects.filter(verb__in=["circle.created", "circle.rules_set"]).order_by("seq"):
        content = json.loads(bytes(entry.bytes))
        body, actor = content["body"], content["actor"]
        is_new = entry.verb == "circle.created"
        if body["circle"] not in circles or (not is_new and "ground" in body):
            continue  # gone, or kept as a row when it was changed
        told = {name: value for name, value in body.items() if name in rules | {STRICT}}
        changed = {name: value for name, value in told.items() if not is_new or value != usual[name]}
        prefix, _, key = actor.partition(":")
        member = member_model.objects.filter(pk=key).first() if prefix == "member" else None
        if changed:
            change_model.objects.create(
                circle_id=body["circle"], at=entry.at, ground=body.get("ground", ""), entered_by=member, changed=changed
            )


class Migration(migrations.Migration):
    dependencies = [
        ("commissions", "0031_places_until_the_end"),
        ("journal", "0003_request"),
        ("members", "0011_closed_days"),
    ]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
