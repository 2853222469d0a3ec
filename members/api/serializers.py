"""What several apps say of a person."""

from rest_framework import serializers

from members.models import Member


class NamedPersonSerializer(serializers.ModelSerializer[Member]):
    """A person, by name."""

    class Meta:
        model = Member
        fields = ["id", "name"]
