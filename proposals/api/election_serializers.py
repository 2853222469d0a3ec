"""What the API of elections without candidate takes and gives back. What is hidden is given back to nobody else."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commissions.api.changes import ChangesField
from commissions.models import Circle, CircleRole, Mandate
from journal.clock import now
from members.api.serializers import NamedPersonSerializer, person_of_collective
from proposals.api.round_serializers import NewReasonSerializer
from proposals.api.serializers import Slug
from proposals.election_process import TIMED
from proposals.models import Candidacy, CandidacyAnswer, CandidacyObjection, Election, Nomination, Position
from proposals.queries.election_deadlines import election_pause
from web.api import NamedField


class ElectionSerializer(serializers.ModelSerializer):
    circle: Slug[Circle] = Slug(slug_field="slug", read_only=True)
    facilitator = NamedPersonSerializer()
    elected = NamedPersonSerializer(allow_null=True)
    decision: Slug[Any] = Slug(slug_field="number", read_only=True, allow_null=True)
    changes = ChangesField()
    granted_minutes = serializers.IntegerField(
        source="extra_minutes", read_only=True, help_text="In a meeting, beyond what the circle’s rules give."
    )

    paused_until = serializers.SerializerMethodField(help_text="Null where no pause holds.")

    class Meta:
        model = Election
        fields = [
            *("id", "circle", "title", "mission", "criteria", "until", "changes", "facilitator", "state", "occasion"),
            *("started_at", "stage_ends_at", "granted_minutes", "is_extended", "paused_until", "revealed_at"),
            *("elected", "decision", "ended_at", "end_reason"),
        ]

    def get_paused_until(self, election: Election) -> datetime | None:
        pause = election_pause(election)
        return localtime(pause.until) if pause is not None and pause.holds_at(now()) else None


class GrantedElectionMinutesSerializer(serializers.Serializer):
    stage = serializers.ChoiceField(choices=[str(state) for state in TIMED], help_text="Where you saw it stand.")
    granted = serializers.IntegerField(
        min_value=0, help_text="`granted_minutes` as you saw it: sent twice, it counts once."
    )


class ElectorSerializer(serializers.Serializer):
    """One person asked, and whether they have named somebody; never whom."""

    id = serializers.IntegerField(source="person")
    name = serializers.CharField()
    has_named = serializers.SerializerMethodField()

    def get_has_named(self, place: Any) -> bool:
        return bool(place.state == "answered")


class NominationSerializer(serializers.ModelSerializer):
    member = NamedPersonSerializer()
    nominee = NamedPersonSerializer()

    class Meta:
        model = Nomination
        fields = ["member", "nominee", "reason", "at", "is_change"]


class CandidacyReasonSerializer(serializers.ModelSerializer):
    class Meta:
        model = CandidacyObjection
        fields = ["kind", "consequence", "fact", "aim", "suggestion"]


class CandidacyAnswerSerializer(serializers.ModelSerializer):
    member = NamedPersonSerializer()
    objection = serializers.SerializerMethodField()

    class Meta:
        model = CandidacyAnswer
        fields = ["id", "member", "kind", "text", "at", "lifted_at", "objection"]

    @extend_schema_field(CandidacyReasonSerializer(allow_null=True))
    def get_objection(self, answer: CandidacyAnswer) -> Any:
        is_objection = answer.kind == Position.Kind.OBJECTION
        return CandidacyReasonSerializer(answer.objection).data if is_objection else None


class CandidacySerializer(serializers.ModelSerializer):
    """A name proposed. Its answers are there once all are shown; before that, how many there are."""

    person = NamedPersonSerializer()
    proposed_by = NamedPersonSerializer()
    answered = serializers.SerializerMethodField(help_text="How many have answered.")
    answers = serializers.SerializerMethodField()

    class Meta:
        model = Candidacy
        fields = [
            *("id", "number", "person", "argument", "proposed_by", "proposed_at", "quorum", "closed_at", "outcome"),
            *("person_words", "answered", "answers"),
        ]

    def get_answered(self, candidacy: Candidacy) -> int:
        return len(self._counted(candidacy))

    @extend_schema_field(CandidacyAnswerSerializer(many=True))
    def get_answers(self, candidacy: Candidacy) -> Any:
        shown = self._counted(candidacy) if candidacy.closed_at else []
        return CandidacyAnswerSerializer(shown, many=True).data

    def _counted(self, candidacy: Candidacy) -> list[CandidacyAnswer]:
        return [answer for answer in candidacy.answers.all() if not answer.waits]


class TallySerializer(serializers.Serializer):
    nominee = NamedPersonSerializer()
    number = serializers.IntegerField()


class WholeElectionSerializer(serializers.Serializer):
    """As its page shows it to everybody who may read it."""

    election = ElectionSerializer()
    electors = ElectorSerializer(source="table.places", many=True)
    nominations = serializers.SerializerMethodField(help_text="What each names by now; empty until all are shown.")
    tally = TallySerializer(many=True)
    candidacies = serializers.SerializerMethodField(help_text="The names proposed, the latest first.")

    @extend_schema_field(NominationSerializer(many=True))
    def get_nominations(self, sheet: Any) -> Any:
        return NominationSerializer([shown.nomination for shown in sheet.nominations], many=True).data

    @extend_schema_field(CandidacySerializer(many=True))
    def get_candidacies(self, sheet: Any) -> Any:
        return CandidacySerializer([shown.candidacy for shown in sheet.candidacies], many=True).data


class NewElectionSerializer(serializers.Serializer):
    circle = NamedField(slug_field="slug", queryset=Circle.objects.all())
    title = serializers.CharField(max_length=80)
    mission = serializers.CharField()
    criteria = serializers.CharField(required=False, allow_blank=True, default="")
    until = serializers.DateField(help_text="The day on which the term ends.")
    place = NamedField(slug_field="slug", queryset=Circle.objects.all(), required=False, allow_null=True, default=None)
    role = serializers.ChoiceField(choices=Mandate.Role.with_a_vote(), default=Mandate.Role.MEMBER)
    circle_role = serializers.PrimaryKeyRelatedField(
        queryset=CircleRole.objects.all(),
        required=False,
        allow_null=True,
        default=None,
        help_text="The role of a circle that it fills, in place of `place` and `role`.",
    )
    facilitator = person_of_collective(required=False, allow_null=True, default=None)


class NewNominationSerializer(serializers.Serializer):
    nominee = person_of_collective()
    reason = serializers.CharField()


class OwnNominationSerializer(serializers.ModelSerializer):
    """One's own nomination, which the API gives back to nobody else before all are shown."""

    class Meta:
        model = Nomination
        fields = ["election", "nominee", "reason", "at", "is_change"]


class NewCandidacySerializer(serializers.Serializer):
    person = person_of_collective(help_text="Somebody who was named.")
    argument = serializers.CharField()


class NewCandidacyAnswerSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=Position.Kind.choices)
    text = serializers.CharField(required=False, allow_blank=True, default="", help_text="The concern, in words.")
    objection = NewReasonSerializer(required=False, help_text="The reason; what is missing may be written later.")


class OwnCandidacyAnswerSerializer(serializers.ModelSerializer):
    """One's own answer, which the API gives back to nobody else before all are shown."""

    class Meta:
        model = CandidacyAnswer
        fields = ["candidacy", "kind", "text", "at", "lifted_at"]


class WordsSerializer(serializers.Serializer):
    text = serializers.CharField(required=False, allow_blank=True, default="")


class EndReasonSerializer(serializers.Serializer):
    reason = serializers.CharField()
