import django.db.models.deletion
from django.db import migrations, models


def name_repeated_votes(apps, schema_editor):
    """The items of second meetings that are planned already: the vote online, or the last one on the same item."""
    item_ballots = apps.get_model("assembly", "ItemBallot").objects
    items = apps.get_model("assembly", "AgendaItem").objects.select_related("meeting")
    for item in items.filter(meeting__second_of_ballot__isnull=False):
        item.repeats_id = item.meeting.second_of_ballot_id
        item.save(update_fields=["repeats"])
    for item in items.filter(meeting__second_of__isnull=False):
        missed = item_ballots.filter(item__meeting=item.meeting.second_of_id, ballot__outcome="no_quorum")
        same = (
            missed.filter(item__proposal=item.proposal_id)
            if item.proposal_id
            else missed.filter(
                models.Q(item__subject=item.title) | models.Q(item__title=item.title), item__proposal=None
            )
        )
        if link := same.order_by("pk").last():
            item.repeats_id = link.ballot_id
            item.save(update_fields=["repeats"])


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0013_what_an_item_lets_be_changed"),
        ("votes", "0011_voiding"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="repeats",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="votes.ballot"
            ),
        ),
        migrations.RunPython(name_repeated_votes, migrations.RunPython.noop),
    ]
