"""What the API of votes reads and answers, as plain data."""

from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from members.api.serializers import NamedPersonSerializer
from members.models import Member
from votes.counting.equal_shares import Completion
from votes.counting.majority import Base, MajorityRules, TieRule
from votes.counting.registry import methods
from votes.methods import tallying
from votes.methods.registry import choices
from votes.methods.rules import LARGEST, LONGEST, MOST_OPTIONS, OptionRules
from votes.models import MAJORITY, Ballot, Consultation, Vote
from votes.presenters import previews
from votes.queries import ballots as ballot_queries
from votes.queries import consultations
from votes.questions import QuestionSpec
from web.api import InstantField

CHOICE = (
    "“no_part” (with a reason); of a majority “for”, “against”, “abstain” or “blank”; of another method “blank”, or "
    '{"ranking": ["A", ["B", "C"]]}, {"approve": ["A"]}, {"scores": {"A": 5}} or {"grades": {"A": 4}}, as it asks.'
)


def meaning_of(rule: str) -> str:
    """Which methods among options have this rule, and what it is there."""
    having = [method for method in methods().values() if rule in method.rules]
    return " ".join(f"{method.name}: {method.rules[rule]}." for method in having)


class BallotSerializer(serializers.ModelSerializer):
    quorum = serializers.CharField(
        source="quorum.amount",
        read_only=True,
        default="",
        help_text="A share of the roll, “1/2”, or “12 people”; empty: none is asked.",
    )
    quorum_strict = serializers.BooleanField(
        source="quorum.strict", read_only=True, default=False, help_text="Whether it must be passed, not only reached."
    )

    class Meta:
        model = Ballot
        fields = [
            *("id", "owner", "question", "method", "options", "rules"),
            *("is_secret", "is_live", "is_poll", "casting_voter"),
            *("quorum", "quorum_strict", "proxies_count"),
            *("opened_at", "closes_at", "put_off_from", "announced_at", "closed_at"),
            *("outcome", "shows_outcome_alone", "roll_hash", "ballots_hash"),
        ]


class TurnoutSerializer(serializers.Serializer):
    answered = serializers.IntegerField()
    entitled = serializers.IntegerField()


class VoteSerializer(serializers.ModelSerializer):
    """A named vote as it counts now."""

    elector = NamedPersonSerializer(source="entry.member", read_only=True)
    cast_by = NamedPersonSerializer(read_only=True)
    choice = serializers.JSONField(help_text=CHOICE)

    class Meta:
        model = Vote
        fields = ["elector", "choice", "version", "cast_by", "cast_at"]


class PaperSerializer(serializers.Serializer):
    """A ballot that you may cast: your own, or that of somebody whose proxy you hold."""

    elector = NamedPersonSerializer()
    choice = serializers.JSONField(source="vote.choice", default=None, allow_null=True, help_text=CHOICE)
    has_signed = serializers.BooleanField(help_text="Voted in secret or on paper: what was answered has no name.")
    may_change = serializers.BooleanField()


class BallotWithTurnoutSerializer(BallotSerializer):
    turnout = serializers.SerializerMethodField()
    mine = serializers.SerializerMethodField()

    class Meta(BallotSerializer.Meta):
        fields = [*BallotSerializer.Meta.fields, "turnout", "mine"]

    @extend_schema_field(TurnoutSerializer)
    def get_turnout(self, ballot: Ballot) -> Any:
        return TurnoutSerializer(ballot_queries.turnout(ballot)).data

    @extend_schema_field(PaperSerializer(many=True))
    def get_mine(self, ballot: Ballot) -> Any:
        return PaperSerializer(ballot_queries.ballots_to_cast(ballot, self.context["request"].user), many=True).data


class NewVoteSerializer(serializers.Serializer):
    elector = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.all(), required=False, help_text="Whose ballot; your own unless you say so."
    )
    choice = serializers.JSONField(help_text=CHOICE)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    request_key = serializers.CharField(
        max_length=64, required=False, allow_blank=True, default="", help_text="Sent again, it counts once."
    )


class NewSealedVoteSerializer(serializers.Serializer):
    elector = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.all(), required=False, help_text="Whose ballot; your own unless you say so."
    )
    choice = serializers.JSONField(help_text=CHOICE)
    code = serializers.CharField(
        max_length=32,
        help_text="Your receipt: 80 random bits as 16 characters of Crockford’s base 32, which you make and keep. "
        "The same code again counts once.",
    )


class ReceiptSerializer(serializers.Serializer):
    elector = NamedPersonSerializer(source="entry.member")
    code = serializers.CharField(help_text="It stands in the list of ballots, once the ballot has closed.")


class ExtensionSerializer(serializers.Serializer):
    closes_at = InstantField(help_text="Later than the end that was announced.")


class ResultSerializer(serializers.Serializer):
    """The result: the count as anyone's recount answers it, and the same in sentences."""

    sentence = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    answer = serializers.DictField(help_text="In the format of `manage.py count`, its steps by name and numbers.")
    roll_hash = serializers.CharField()
    ballots_hash = serializers.CharField(help_text="Empty while a live ballot is open.")
    votes = VoteSerializer(many=True, help_text="Who voted what, once it has closed, where votes have a name.")


class CountSerializer(serializers.Serializer):
    """One object of the format of `manage.py count`."""

    id = serializers.CharField()
    method = serializers.CharField()
    options = serializers.ListField(child=serializers.CharField(), required=False)
    seats = serializers.IntegerField(required=False)
    rules = serializers.DictField()
    ballots = serializers.ListField(child=serializers.DictField())


class PublishedSerializer(serializers.Serializer):
    """The list of ballots, which `ballots_hash` covers: the commitments, sorted, then each [code, choice], sorted."""

    ballot = serializers.IntegerField()
    question = serializers.CharField()
    roll_hash = serializers.CharField()
    ballots_hash = serializers.CharField()
    named = serializers.ListField(
        child=serializers.DictField(),
        help_text="Each commitment, with what it was made of where that is everyone's to know.",
    )
    nameless = serializers.ListField(
        child=serializers.DictField(), help_text="Each secret or paper ballot: its code and its choice."
    )


class RulesSerializer(serializers.Serializer):
    """The rules of a method; each takes those that it has a use for."""

    base = serializers.ChoiceField(choices=[base.value for base in Base], required=False, help_text="Majority.")
    threshold = serializers.CharField(
        max_length=20, required=False, help_text="Majority: relative, absolute, or a fraction such as 2/3."
    )
    tie = serializers.ChoiceField(choices=[tie.value for tie in TieRule], required=False, help_text="Majority.")
    no_part_counts = serializers.BooleanField(
        required=False, default=False, help_text="Whether those who take no part count towards the quorum."
    )
    seats = serializers.IntegerField(min_value=1, max_value=MOST_OPTIONS, required=False)
    grades = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, help_text=meaning_of("grades")
    )
    highest = serializers.IntegerField(min_value=1, max_value=100, required=False, help_text=meaning_of("highest"))
    most = serializers.IntegerField(
        min_value=1, max_value=MOST_OPTIONS, required=False, allow_null=True, help_text=meaning_of("most")
    )
    budget = serializers.IntegerField(min_value=1, max_value=LARGEST, required=False, help_text=meaning_of("budget"))
    costs = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST), required=False, help_text=meaning_of("costs")
    )
    completion = serializers.ChoiceField(
        choices=[one.value for one in Completion], required=False, help_text=meaning_of("completion")
    )


class ConsultationSerializer(serializers.ModelSerializer):
    author = NamedPersonSerializer()
    casting_voter = NamedPersonSerializer(allow_null=True)

    class Meta:
        model = Consultation
        fields = [
            *("id", "host", "author", "question", "text", "method", "options", "rules"),
            *("casting_voter", "is_secret", "is_live", "created_at", "opens_at", "closes_at", "ballot"),
        ]


class ConsultationWithWarningsSerializer(ConsultationSerializer):
    """One question, with what may not be as its author expects, as long as it is not open."""

    warnings = serializers.SerializerMethodField()

    class Meta(ConsultationSerializer.Meta):
        fields = [*ConsultationSerializer.Meta.fields, "warnings"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_warnings(self, consultation: Consultation) -> list[str]:
        if consultation.ballot_id is not None:
            return []
        return previews.warnings(consultation, consultations.roll_of(consultation.host).electors)


class QuestionSerializer(serializers.Serializer):
    """A question and how it is decided, until it opens."""

    question = serializers.CharField(max_length=500)
    text = serializers.CharField(max_length=20_000, required=False, allow_blank=True, default="")
    method = serializers.ChoiceField(choices=choices(), default=MAJORITY)
    options = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST), max_length=MOST_OPTIONS, required=False, default=list
    )
    rules = RulesSerializer(required=False)
    casting_voter = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    secret = serializers.BooleanField(required=False, default=False)
    live = serializers.BooleanField(
        required=False,
        default=False,
        help_text="The result shows while people vote; its end stays as announced (in a meeting: ten minutes).",
    )
    opens_at = InstantField(
        required=False, allow_null=True, default=None, help_text="Without it, it is opened by hand."
    )
    closes_at = InstantField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return attrs | {"rules": rules_of(attrs.pop("method"), attrs.get("rules") or {}, secret=attrs["secret"])}

    def spec(self) -> QuestionSpec:
        """The question that was sent, once it is valid."""
        values = self.validated_data
        return QuestionSpec(
            **{field.name: values[field.name] for field in fields(QuestionSpec) if field.name in values}
        )


class NewConsultationSerializer(QuestionSerializer):
    host = serializers.RegexField(r"^[a-z]+:\d{1,18}$", help_text="Whom it asks: a circle, as “circle:7”.")


def as_asked(consultation: Consultation) -> dict[str, Any]:
    """A question as it stands, in the shape in which `QuestionSerializer` takes it."""
    return {
        "question": consultation.question,
        "text": consultation.text,
        "method": consultation.method,
        "options": consultation.options,
        "rules": {name: value for name, value in consultation.rules.items() if name in RulesSerializer().fields},
        "casting_voter": consultation.casting_voter_id,
        "secret": consultation.is_secret,
        "live": consultation.is_live,
        "opens_at": consultation.opens_at and InstantField().to_representation(consultation.opens_at),
        "closes_at": InstantField().to_representation(consultation.closes_at),
    }


def rules_of(method: str, given: dict[str, Any], *, secret: bool) -> tallying.Rules:
    """The rules of that method among those given. Raises ValidationError for what is none."""
    if method == MAJORITY:
        named = {name: given[name] for name in ("base", "threshold", "tie", "no_part_counts") if name in given}
        try:
            return MajorityRules(**named, secret=secret)
        except (ValueError, ZeroDivisionError):
            raise ValidationError(
                {"rules": _("A threshold is relative, absolute, or a fraction above 1/2 such as 2/3.")}
            ) from None
    names = {field.name for field in fields(OptionRules)} - {"method"}
    return OptionRules(method=method, **{name: value for name, value in given.items() if name in names})
