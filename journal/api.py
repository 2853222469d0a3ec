"""`GET /api/v1/journal/?since=SEQ&topic=…`: what happened, as facts, for other programs."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from journal.canonical import LARGEST
from journal.queries import entries


class FactsQuerySerializer(serializers.Serializer):
    since = serializers.IntegerField(
        min_value=0, max_value=LARGEST, default=0, help_text="Only entries after this one: the last answer's `reached`."
    )
    topic = serializers.CharField(
        max_length=64, required=False, help_text="Only this topic, such as `meeting:12`; else all that you may read."
    )


class FactSerializer(serializers.Serializer):
    seq = serializers.IntegerField()
    at = serializers.DateTimeField(help_text="When it was written.")
    actor = serializers.CharField(help_text="`member:17`, or `clock` for what fell due by itself.")
    verb = serializers.CharField(help_text="What happened, in the past: `meeting.opened`.")
    topics = serializers.ListField(child=serializers.CharField())
    body = serializers.DictField()
    private = serializers.DictField(child=serializers.CharField(), help_text="Names and reasons; they can be erased.")
    erased = serializers.DictField(child=serializers.DateTimeField(), help_text="Those that were, and when.")
    withheld = serializers.ListField(child=serializers.CharField(), help_text="Those that are not for you to read.")
    hash = serializers.CharField()


class ReadingSerializer(serializers.Serializer):
    facts = FactSerializer(many=True)
    reached = serializers.IntegerField(help_text="Read on with `since` at this number.")
    more = serializers.BooleanField(help_text="Whether there is more to read at once.")


class RefusalSerializer(serializers.Serializer):
    detail = serializers.CharField()


class JournalView(APIView):
    """What happened, oldest first, by the reader's rights on each topic."""

    @extend_schema(
        operation_id="journal_list",
        parameters=[FactsQuerySerializer],
        responses={
            200: ReadingSerializer,
            400: OpenApiResponse(description="`since` is not a whole number, or `topic` is not one."),
            401: RefusalSerializer,
            403: OpenApiResponse(RefusalSerializer, description="This topic is not yours to read."),
        },
    )
    def get(self, request: Request, *args: Any) -> Response:
        query = FactsQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        values = query.validated_data
        reading = entries(request.user, values.get("topic"), values["since"])
        return Response(ReadingSerializer(reading).data)
