"""What earlier meetings put off, as plain data."""

from typing import Any

from rest_framework import serializers

from assembly.models import AgendaItem
from assembly.queries.backlog import dismissed_in_words
from members.api.serializers import NamedPersonSerializer


class PutOffSerializer(serializers.ModelSerializer[AgendaItem]):
    """An item that a meeting put off, as it was there."""

    owner = NamedPersonSerializer(allow_null=True)
    dismissed = serializers.SerializerMethodField(help_text="Who said that it is no longer needed; usually empty.")

    class Meta:
        model = AgendaItem
        fields = ("id", "meeting", "title", "kind", "minutes", "note", "owner", "proposal", "is_closed", "dismissed")
        read_only_fields = fields

    def get_dismissed(self, item: AgendaItem) -> str:
        return dismissed_in_words(item)


class BringBackSerializer(serializers.Serializer[Any]):
    """Which one."""

    item = serializers.PrimaryKeyRelatedField[AgendaItem](queryset=AgendaItem.objects.none())

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if circle := self.context.get("circle"):
            fields["item"].queryset = AgendaItem.objects.filter(meeting__circle=circle)  # type: ignore[attr-defined]
        return fields


class BroughtBackSerializer(serializers.ModelSerializer[AgendaItem]):
    """The item of this agenda, and the one that it `continues`."""

    class Meta:
        model = AgendaItem
        fields = ("id", "meeting", "title", "kind", "minutes", "proposal", "continues")
        read_only_fields = fields
