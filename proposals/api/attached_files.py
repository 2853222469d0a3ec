"""`/api/v1/proposals/<id>/files/` and `/api/v1/attached-files/`: plain input, one action, plain output."""

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from journal.actions import require
from members.api.requests import MemberAPIRequest
from members.models import Member
from proposals import actions
from proposals.api.serializers import AttachedFileSerializer, ErasedFileSerializer
from proposals.models import AttachedFile, Proposal
from proposals.models.attached_file import FILES
from proposals.queries import proposals_for
from proposals.queries.attached_files import attached_to
from web.api import REFUSALS, NewAttachedFileSerializer
from web.downloads import download


class ErasureSerializer(serializers.Serializer):
    reason = serializers.CharField(help_text="Everybody who reads the text reads it, with your name.")


class FilesOfProposal(viewsets.GenericViewSet[Proposal]):
    """What comes with the text."""

    @extend_schema(
        summary="The files that come with its text, in their order",
        responses={200: AttachedFileSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def files(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(AttachedFileSerializer(attached_to(proposal), many=True).data)

    @extend_schema(
        summary="Attach a file: its author may, and whoever facilitates",
        description="Refused (400) where it is not what it may be, beyond twenty files, and on a text that is being "
        "decided. An image is made anew, so that its mark (`sha256`) is that of what is kept.",
        request={"multipart/form-data": NewAttachedFileSerializer},
        responses={201: AttachedFileSerializer, **REFUSALS},
    )
    @files.mapping.post
    def attach_file(self, request: MemberAPIRequest, pk: str) -> Response:
        proposal = get_object_or_404(self.get_queryset(), pk=pk)
        require("proposals.attach", request.user, proposal)
        serializer = NewAttachedFileSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        attached = actions.attach_file(proposal, actor=request.user, **serializer.validated_data)
        return Response(AttachedFileSerializer(attached).data, status=status.HTTP_201_CREATED)


class AttachedFileViewSet(viewsets.GenericViewSet[AttachedFile]):
    lookup_value_regex = r"\d{1,18}"
    serializer_class = AttachedFileSerializer
    queryset = AttachedFile.objects.none()

    def get_queryset(self) -> QuerySet[AttachedFile]:
        if not isinstance(self.request.user, Member):
            return AttachedFile.objects.none()
        files = AttachedFile.objects.filter(proposal__in=proposals_for(self.request.user))
        if self.action != "erasure":  # which may be sent again
            files = files.filter(removed_at=None)
        return files.select_related("proposal__circle")

    @extend_schema(summary="A file that comes with a text", responses={200: AttachedFileSerializer, **REFUSALS})
    def retrieve(self, request: MemberAPIRequest, pk: str) -> Response:
        return Response(AttachedFileSerializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

    @extend_schema(
        summary="The file itself", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **REFUSALS}
    )
    @action(detail=True, methods=["get"])
    def content(self, request: MemberAPIRequest, pk: str) -> HttpResponseBase:
        attached = get_object_or_404(self.get_queryset(), pk=pk)
        return download(FILES, attached.key, name=attached.name, kind=attached.kind)

    @extend_schema(
        summary="Take it away: whoever attached it may, or the author",
        description="Refused (400) on a text that is being decided. The file is erased; of a text that was presented, "
        "its name stays with who took it away.",
        request=None,
        responses={204: None, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def removal(self, request: MemberAPIRequest, pk: str) -> Response:
        actions.detach_file(get_object_or_404(self.get_queryset(), pk=pk), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Erase what should never have been there: whoever coordinates the circle may, or administers",
        description="Everybody who reads the text reads that it was erased, by whom and why. Refused (400) without a "
        "reason, and of a draft.",
        request=ErasureSerializer,
        responses={200: ErasedFileSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"])
    def erasure(self, request: MemberAPIRequest, pk: str) -> Response:
        attached = get_object_or_404(self.get_queryset(), pk=pk)
        require("proposals.erase_file", request.user, attached.proposal)
        serializer = ErasureSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        erased = actions.erase_file(attached, actor=request.user, **serializer.validated_data)
        return Response(ErasedFileSerializer(erased).data)
