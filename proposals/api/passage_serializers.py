"""What the API of suggested edits and of comments takes and gives back."""

from rest_framework import serializers

from journal.numbers import LARGEST
from members.api.serializers import NamedPersonSerializer
from proposals.models import Comment, CommentReply, SuggestedEdit


class PassageSerializer(serializers.Serializer):
    """The words that are meant: the characters of that version from `start` until before `end`."""

    version = serializers.IntegerField(min_value=1, max_value=LARGEST, help_text="The number of a version.")
    start = serializers.IntegerField(min_value=0, max_value=LARGEST)
    end = serializers.IntegerField(min_value=1, max_value=LARGEST)


class NewSuggestedEditSerializer(PassageSerializer):
    replacement = serializers.CharField(allow_blank=True, help_text="Empty: these words are left out.")
    reason = serializers.CharField()


class TakenEditSerializer(serializers.Serializer):
    answers = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST),
        required=False,
        help_text="The objections (`id`) that it answers, of those that stand; empty for none.",
    )


class RefusedEditSerializer(serializers.Serializer):
    reason = serializers.CharField(help_text="Why it is not taken.")


class SuggestedEditSerializer(serializers.ModelSerializer):
    member = NamedPersonSerializer()
    version = serializers.IntegerField(source="version.number", help_text="The latest version that holds its words.")
    end = serializers.IntegerField(source="passage.end")

    class Meta:
        model = SuggestedEdit
        fields = [
            *("id", "proposal", "version", "start", "end", "quote", "replacement", "reason", "member"),
            *("suggested_at", "status", "answer", "ended_at"),
        ]


class NewCommentSerializer(PassageSerializer):
    text = serializers.CharField()


class NewReplySerializer(serializers.Serializer):
    text = serializers.CharField()


class ReplySerializer(serializers.ModelSerializer):
    member = NamedPersonSerializer()

    class Meta:
        model = CommentReply
        fields = ["id", "member", "text", "replied_at"]


class CommentSerializer(serializers.ModelSerializer):
    member = NamedPersonSerializer()
    version = serializers.IntegerField(source="version.number", help_text="The latest version that holds its words.")
    replies = ReplySerializer(many=True)

    class Meta:
        model = Comment
        fields = [
            *("id", "proposal", "version", "start", "end", "fate", "quote", "text", "member", "commented_at"),
            *("settled_at", "replies"),
        ]
