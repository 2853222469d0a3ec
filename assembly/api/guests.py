"""`/api/v1/items/<id>/guests/`: who is invited to one item of a meeting."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from assembly.actions import invite_guest, withdraw_guest
from assembly.lookups import item_to_read
from assembly.models import ItemGuest
from members.api.requests import MemberAPIRequest
from members.api.serializers import NamedPersonSerializer, person_of_collective
from web.api import REFUSALS


class ItemGuestSerializer(serializers.ModelSerializer):
    """Somebody of the collective who reads this item and speaks while it is talked about."""

    member = NamedPersonSerializer(read_only=True)
    invited_by = NamedPersonSerializer(read_only=True)

    class Meta:
        model = ItemGuest
        fields = ["id", "member", "invited_by", "invited_at"]
        read_only_fields = fields


class NewItemGuestSerializer(serializers.Serializer):
    """Whom to invite."""

    member = person_of_collective()


class ItemGuestsMixin(viewsets.GenericViewSet):
    """The guests of an item, for the view set of items."""

    @extend_schema(
        summary="Who is invited to this item alone: whoever may read it",
        responses={200: ItemGuestSerializer(many=True), **REFUSALS},
    )
    @action(detail=True, methods=["get"], pagination_class=None)
    def guests(self, request: MemberAPIRequest, pk: str) -> Response:
        invited = ItemGuest.objects.filter(item=item_to_read(request, int(pk)))
        return Response(ItemGuestSerializer(invited.select_related("member", "invited_by"), many=True).data)

    @extend_schema(
        summary="Invite somebody to it: whoever prepares or conducts the meeting may. Twice is once",
        request=NewItemGuestSerializer,
        responses={201: ItemGuestSerializer, **REFUSALS},
    )
    @guests.mapping.post
    def invite(self, request: MemberAPIRequest, pk: str) -> Response:
        serializer = NewItemGuestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        guest = invite_guest(item_to_read(request, int(pk)), actor=request.user, **serializer.validated_data)
        return Response(ItemGuestSerializer(guest).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="Take an invitation back", request=None, responses={204: None, **REFUSALS})
    @action(detail=True, methods=["post"], url_path=r"guests/(?P<guest>\d{1,18})/withdrawal")
    def guest_withdrawal(self, request: MemberAPIRequest, pk: str, guest: str) -> Response:
        invited = ItemGuest.objects.select_related("item__meeting__circle", "member")
        withdraw_guest(get_object_or_404(invited, item=item_to_read(request, int(pk)), pk=guest), actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
