"""What a text lets be changed, as the API takes it and tells it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commissions.changes import NOTHING, Change, ChangeKind
from commissions.models import Circle, Mandate


class ChangeSerializer(serializers.Serializer):
    """What a text lets be changed, once, if it is adopted; circles and people by their numbers.

    `circle` is the one whose rules, mandates or place change; for a new circle, the one that it will be within.
    """

    kind = serializers.ChoiceField(choices=ChangeKind.choices)
    circle = serializers.IntegerField(min_value=1)
    role = serializers.ChoiceField(choices=Mandate.Role.choices, required=False, allow_blank=True, default="")
    members = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False, default=list)
    within = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    new_kind = serializers.ChoiceField(choices=Circle.Kind.choices, required=False, allow_blank=True, default="")
    name = serializers.CharField(
        max_length=80, required=False, allow_blank=True, default="", help_text="Of a delegation: on what."
    )
    amount = serializers.IntegerField(
        min_value=0,
        max_value=10_000_000,
        required=False,
        default=0,
        help_text="Of a delegation, in euros; 0: no limit.",
    )
    held_role = serializers.IntegerField(
        min_value=0, required=False, default=0, help_text="The role of the circle that is held, or whose holding ends."
    )
    is_substitute = serializers.BooleanField(required=False, default=False)


def change_of(values: dict[str, Any] | None) -> Change:
    """The change that the API was given."""
    return Change(**{**values, "members": tuple(values["members"])}) if values else NOTHING


@extend_schema_field(ChangeSerializer(allow_null=True))
class ChangesField(serializers.SerializerMethodField):
    """What `change` of the object lets be changed; null for nothing."""

    def to_representation(self, value: Any) -> Any:
        return ChangeSerializer(value.change).data if value.change else None
