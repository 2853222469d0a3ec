"""What the API of proposals and decisions takes and gives back."""

import json
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commissions.api.changes import ChangeSerializer, ChangesField
from commissions.models import Circle
from members.api.serializers import NamedPersonSerializer
from members.models import Member
from proposals import sentences
from proposals.api.round_serializers import RoundSerializer
from proposals.api.talk_serializers import (
    AskedQuestionSerializer,
    HandingSerializer,
    ReactionSerializer,
    StageSerializer,
)
from proposals.imports import LARGEST
from proposals.models import (
    Advice,
    AttachedFile,
    Decision,
    ProcessTemplate,
    Proposal,
    ProposalAudience,
    Version,
)
from proposals.options import METHODS, options_in
from proposals.queries import RoundView, rounds_of
from proposals.queries.attached_files import attached_to, erased_from
from proposals.queries.information import read_by
from proposals.queries.taken_up import former_of, is_told_of, taken_up_in
from proposals.queries.talk import questions_of, reactions_for
from votes.methods.rules import LONGEST
from web.api import NamedField

Slug = serializers.SlugRelatedField


class ProposedOptionSerializer(serializers.Serializer):
    """One of those among which a circle chooses."""

    title = serializers.CharField(max_length=LONGEST)
    text = serializers.CharField(required=False, allow_blank=True, default="", help_text="What one should know of it.")


class VersionSerializer(serializers.ModelSerializer):
    changes = ChangesField()
    options = serializers.SerializerMethodField(
        help_text="Those that its text holds, under their headings; empty where one does not choose among some."
    )

    class Meta:
        model = Version
        fields = ["number", "text", "options", "note", "changes", "created_at"]

    @extend_schema_field(ProposedOptionSerializer(many=True))
    def get_options(self, version: Version) -> Any:
        options = options_in(version.text) if version.proposal.is_by_choice else []
        return ProposedOptionSerializer(options, many=True).data


class ProposalSerializer(serializers.ModelSerializer):
    circle: Slug[Circle] = Slug(slug_field="slug", read_only=True)
    author = NamedPersonSerializer()
    facilitator = NamedPersonSerializer(allow_null=True)
    decider = NamedPersonSerializer(allow_null=True, help_text="Who decides alone, after advice.")
    responsible = NamedPersonSerializer(allow_null=True)

    class Meta:
        model = Proposal
        fields = [
            *("id", "circle", "title", "subject", "need", "author", "facilitator", "decider"),
            *("review_on", "process", "method", "seats", "template", "stage_days", "stage_minutes", "audience"),
            *("state", "occasion", "created_at", "presented_at", "ended_at"),
            *("expected", "evidence", "responsible", "due_on"),
        ]


class AdviceSerializer(serializers.ModelSerializer):
    adviser = NamedPersonSerializer()

    class Meta:
        model = Advice
        fields = ["id", "adviser", "asked_at", "text", "given_at", "answer", "answered_at"]


class AttachedFileSerializer(serializers.ModelSerializer):
    """A file that comes with the text; itself it is had at `/attached-files/<id>/content/`."""

    class Meta:
        model = AttachedFile
        fields = ["id", "name", "kind", "size", "sha256", "attached_at"]


class ErasedFileSerializer(serializers.ModelSerializer):
    """A file that should never have been there: its mark, and who erased it, when and why."""

    removed_by = NamedPersonSerializer()

    class Meta:
        model = AttachedFile
        fields = ["id", "name", "kind", "size", "sha256", "attached_at", "removed_at", "removed_by", "erasure_reason"]


class WholeProposalSerializer(ProposalSerializer):
    """The same with its stages, its versions and what was said of it, as far as this person reads it."""

    versions = VersionSerializer(many=True)
    advices = AdviceSerializer(many=True)
    files = serializers.SerializerMethodField()
    erased_files = serializers.SerializerMethodField()
    stages = StageSerializer(many=True)
    questions = serializers.SerializerMethodField()
    reactions = serializers.SerializerMethodField(
        help_text="Empty for whoever answers first, by the rules of its circle."
    )
    rounds = serializers.SerializerMethodField()
    handings = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField(help_text="Its number in the register; empty: nothing is decided.")
    opinion = serializers.SerializerMethodField(
        help_text="Where its circle may not decide outside a meeting: that the result is an opinion; else empty."
    )

    takes_up = serializers.SerializerMethodField(help_text="The proposal of which it takes up the text, if any.")
    taken_up_in = serializers.SerializerMethodField(help_text="The proposals that take up its text.")
    read_by = serializers.SerializerMethodField(help_text="How many have read what is for information; never who.")

    class Meta(ProposalSerializer.Meta):
        fields = [
            *ProposalSerializer.Meta.fields,
            *("stages", "versions", "files", "erased_files", "questions", "reactions", "rounds", "advices", "read_by"),
            *("handings", "takes_up", "taken_up_in", "decision", "opinion"),
        ]

    @extend_schema_field(AskedQuestionSerializer(many=True))
    def get_questions(self, proposal: Proposal) -> Any:
        return AskedQuestionSerializer(questions_of(proposal), many=True).data

    @extend_schema_field(ReactionSerializer(many=True))
    def get_reactions(self, proposal: Proposal) -> Any:
        return ReactionSerializer(reactions_for(proposal, self.context["request"].user), many=True).data

    @extend_schema_field(HandingSerializer(many=True))
    def get_handings(self, proposal: Proposal) -> Any:
        return HandingSerializer(proposal.handings.select_related("to"), many=True).data

    def get_takes_up(self, proposal: Proposal) -> int | None:
        former = former_of(proposal)
        return former.pk if former and is_told_of(former, proposal) else None

    def get_taken_up_in(self, proposal: Proposal) -> list[int]:
        return [one.pk for one in taken_up_in(proposal)]

    def get_decision(self, proposal: Proposal) -> str:
        decision: Decision | None = getattr(proposal, "decision", None)
        return decision.number if decision else ""

    def get_read_by(self, proposal: Proposal) -> int:
        return read_by(proposal) if proposal.is_for_information else 0

    def get_opinion(self, proposal: Proposal) -> str:
        return sentences.opinion(proposal)

    @extend_schema_field(AttachedFileSerializer(many=True))
    def get_files(self, proposal: Proposal) -> Any:
        return AttachedFileSerializer(attached_to(proposal), many=True).data

    @extend_schema_field(ErasedFileSerializer(many=True))
    def get_erased_files(self, proposal: Proposal) -> Any:
        return ErasedFileSerializer(erased_from(proposal), many=True).data

    @extend_schema_field(RoundSerializer(many=True))
    def get_rounds(self, proposal: Proposal) -> Any:
        rounds: list[RoundView] = rounds_of(proposal)
        return RoundSerializer(rounds, many=True).data


class NewProposalSerializer(serializers.Serializer):
    circle = NamedField(slug_field="slug", queryset=Circle.objects.all())
    title = serializers.CharField(max_length=120)
    text = serializers.CharField()
    need = serializers.CharField(required=False, allow_blank=True, default="")
    subject = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    facilitator = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    review_on = serializers.DateField(required=False, allow_null=True, default=None)
    process = serializers.ChoiceField(choices=Proposal.Process.choices, default=Proposal.Process.CONSENT)
    options = ProposedOptionSerializer(
        many=True, required=False, default=list, help_text="By a choice: among what; they become part of the text."
    )
    method = serializers.ChoiceField(
        choices=METHODS, required=False, allow_blank=True, default="", help_text="By a choice: how one chooses."
    )
    seats = serializers.IntegerField(
        min_value=1, max_value=50, default=1, help_text="By a choice: how many options are chosen."
    )
    decider = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True),
        required=False,
        allow_null=True,
        default=None,
        help_text="By advice: who decides alone.",
    )
    advisers = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True),
        many=True,
        required=False,
        default=list,
        help_text="By advice: who is asked, by name.",
    )
    template = serializers.PrimaryKeyRelatedField(
        queryset=ProcessTemplate.objects.filter(removed_at=None),
        required=False,
        allow_null=True,
        default=None,
        help_text="How long its stages last; null: as the rules of the circle say.",
    )
    audience = serializers.ChoiceField(choices=ProposalAudience.choices, default=ProposalAudience.MEMBERS)
    changes = ChangeSerializer(required=False, allow_null=True, default=None)
    expected = serializers.CharField(required=False, allow_blank=True, default="")
    evidence = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="How one will know whether it came."
    )
    responsible = serializers.PrimaryKeyRelatedField(
        queryset=Member.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    takes_up = serializers.PrimaryKeyRelatedField(
        queryset=Proposal.objects.all(),
        required=False,
        allow_null=True,
        default=None,
        help_text="The proposal that ended without a decision, of which it takes up the text.",
    )
    present = serializers.BooleanField(default=False, help_text="Present it to the circle at once.")


class NewImportSerializer(serializers.Serializer):
    circle = NamedField(slug_field="slug", queryset=Circle.objects.all())
    file = serializers.DictField(
        required=False, help_text="What the “Data (JSON)” of a proposal holds, here or elsewhere."
    )
    markdown = serializers.CharField(
        required=False,
        trim_whitespace=False,
        max_length=LARGEST,
        help_text="Or else its “Markdown file”, here or elsewhere.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The circle and the `content` of the one file."""
        if ("file" in attrs) == ("markdown" in attrs):
            raise serializers.ValidationError(_("Send one file: as data, or as Markdown."), code="file")
        content = attrs["markdown"] if "markdown" in attrs else json.dumps(attrs["file"])
        return {"circle": attrs["circle"], "content": content.encode()}
