"""What several apps say of a person."""

from typing import Any

from rest_framework import serializers

from members.models import Member


class NamedPersonSerializer(serializers.ModelSerializer[Member]):
    """A person, by name."""

    class Meta:
        model = Member
        fields = ["id", "name"]


def person_of_collective(**options: Any) -> serializers.PrimaryKeyRelatedField[Member]:
    """Somebody by their key; the action says whether it may be them."""
    return serializers.PrimaryKeyRelatedField(queryset=Member.objects.filter(is_active=True), **options)
