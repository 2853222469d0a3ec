"""What the API of the time of a proposal takes and gives back."""

from datetime import datetime

from rest_framework import serializers

from journal.clock import now
from proposals.api.serializers import ProposalSerializer
from proposals.models import Proposal
from proposals.process import MINUTES
from proposals.queries.deadlines import latest_pause, stage_of


class PauseSerializer(serializers.Serializer):
    days = serializers.IntegerField(min_value=1, help_text="Fourteen at most.")
    reason = serializers.CharField(help_text="Everybody who reads the proposal sees it.")


class GrantedMinutesSerializer(serializers.Serializer):
    stage = serializers.ChoiceField(choices=[str(state) for state in MINUTES], help_text="Where you saw it stand.")
    granted = serializers.IntegerField(
        min_value=0, help_text="`granted_minutes` as you saw it: sent twice, it counts once."
    )


class TimedProposalSerializer(ProposalSerializer):
    """The same with its time: until when its stage lasts online, and what was done with it."""

    ends_at = serializers.SerializerMethodField(help_text="Null where it waits for a meeting or a vote.")
    extended_at = serializers.SerializerMethodField()
    paused_until = serializers.SerializerMethodField()
    granted_minutes = serializers.SerializerMethodField(help_text="In a meeting, beyond what the circle’s rules give.")

    class Meta(ProposalSerializer.Meta):
        fields = [*ProposalSerializer.Meta.fields, "ends_at", "extended_at", "paused_until", "granted_minutes"]

    def get_ends_at(self, proposal: Proposal) -> datetime | None:
        return stage_of(proposal).ends_at

    def get_extended_at(self, proposal: Proposal) -> datetime | None:
        return stage_of(proposal).extended_at

    def get_granted_minutes(self, proposal: Proposal) -> int:
        return stage_of(proposal).extra_minutes

    def get_paused_until(self, proposal: Proposal) -> datetime | None:
        pause = latest_pause(proposal)
        return pause.until if pause is not None and pause.holds_at(now()) else None
