"""What was set aside enters the agenda of the next meeting by itself."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0019_brought_decisions_settled_online"),
        ("proposals", "0046_requests_to_decide_anew_told_to_all"),
    ]

    operations = [
        migrations.CreateModel(
            name="BroughtProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="brought_proposal",
                        to="assembly.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="brought_proposals",
                        to="assembly.meeting",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proposals.proposal"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "proposal"), name="a_proposal_is_brought_once_to_a_meeting"
                    )
                ],
            },
        ),
    ]
