"""What the API takes and gives back of votes that are noted for somebody without a phone."""

from rest_framework import serializers

from members.models import Member
from votes.api.serializers import CHOICE
from votes.models import NotedVote


class NotedElectorSerializer(serializers.Serializer):
    """Whose noted vote it is about."""

    elector = serializers.PrimaryKeyRelatedField(queryset=Member.objects.all())


class NewNotedVoteSerializer(NotedElectorSerializer):
    choice = serializers.JSONField(help_text=CHOICE)


class NotedVoteSerializer(serializers.ModelSerializer):
    """Whose vote is noted and by whom; which it is, the API gives back to nobody."""

    elector = serializers.IntegerField(source="entry.member_id")

    class Meta:
        model = NotedVote
        fields = ["elector", "noted_by", "noted_at"]
