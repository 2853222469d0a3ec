"""What the API takes and gives back of decisions: the register, what is done of them, how they are looked at again."""

from rest_framework import serializers

from commissions.api.changes import ChangesField
from commissions.models import Circle
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from proposals.models import Decision, FollowUp, ReopeningRequest, ReviewAnswer

Slug = serializers.SlugRelatedField


class FollowUpSerializer(serializers.ModelSerializer):
    responsible = NamedPersonSerializer(allow_null=True)
    noted_by = NamedPersonSerializer(allow_null=True)

    class Meta:
        model = FollowUp
        fields = ["state", "responsible", "due_on", "reason", "noted_by", "noted_at"]


class NewProgressSerializer(serializers.Serializer):
    state = serializers.ChoiceField(choices=FollowUp.State.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="", help_text="Of what is dropped.")


class NewResponsibleSerializer(serializers.Serializer):
    responsible = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), allow_null=True, help_text="A member of the circle."
    )
    due_on = serializers.DateField(allow_null=True)


class NewReviewAnswerSerializer(serializers.Serializer):
    choice = serializers.ChoiceField(choices=ReviewAnswer.Choice.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="", help_text="To change or stop it, why.")


class ReviewAnswerSerializer(serializers.ModelSerializer):
    """One's own answer, which the API gives back to nobody else before the close."""

    class Meta:
        model = ReviewAnswer
        fields = ["review", "choice", "reason", "answered_at"]


class NewReopeningRequestSerializer(serializers.Serializer):
    fact = serializers.CharField(help_text="What was not known when it was decided.")


class ReopeningRequestSerializer(serializers.ModelSerializer):
    class Meta:
        model = ReopeningRequest
        fields = ["id", "fact", "asked_by", "asked_at"]


class DecisionSerializer(serializers.ModelSerializer):
    circle: Slug[Circle] = Slug(slug_field="slug", read_only=True)
    replaces = serializers.SerializerMethodField()
    replaced_by = serializers.SerializerMethodField()
    next_review_on = serializers.DateField(
        source="looked_at_on",
        allow_null=True,
        help_text="Null for what does not hold: a repeal, what was replaced or repealed.",
    )
    changes = ChangesField()
    follow_ups = FollowUpSerializer(many=True, help_text="The latest last: it holds. Empty: nobody is named.")

    class Meta:
        model = Decision
        fields = [
            *("number", "circle", "title", "subject", "text", "reasons", "process", "result", "decided_at"),
            *("review_on", "next_review_on"),
            *("replaces", "replaced_by", "is_repeal", "changes", "audience", "expected", "evidence", "follow_ups"),
        ]

    def get_replaces(self, decision: Decision) -> str | None:
        return decision.replaces.number if decision.replaces else None

    def get_replaced_by(self, decision: Decision) -> str | None:
        replacement: Decision | None = getattr(decision, "replaced_by", None)
        return replacement.number if replacement else None
