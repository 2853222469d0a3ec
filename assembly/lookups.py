"""What every view of a meeting begins with."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404

from assembly.models import AgendaItem, Meeting, NotedDecision
from journal import numbers
from journal.actions import require
from members.requests import MemberRequest

if TYPE_CHECKING:
    from members.api.requests import MemberAPIRequest

R = TypeVar("R")


def meeting_to_read(request: MemberRequest, pk: int, perm: str = "assembly.read") -> Meeting:
    """The meeting, for those who may: 404 where there is none, 403 for the others."""
    meeting = get_object_or_404(Meeting.objects.select_related("circle", "gathering").prefetch_related("roles"), pk=pk)
    require(perm, request.user, meeting)
    return meeting


def acting_in(
    request: MemberRequest, pk: int, act: Callable[[Meeting], R], perm: str = "assembly.read"
) -> Callable[[], R]:
    """An act in the meeting of which nothing is known but its key: it reads the meeting once it is alone on it.

    It is read here for those whom the act refuses, as `meeting_to_read` does.
    """

    def acting() -> R:
        if pk > numbers.LARGEST:
            raise Http404("meeting")
        try:
            return act(Meeting(pk=pk))
        except (Meeting.DoesNotExist, PermissionDenied, ValidationError):
            meeting_to_read(request, pk, perm)
            raise

    return acting


def item_to_read(request: "MemberRequest | MemberAPIRequest", pk: int) -> AgendaItem:
    """The item, for those who may read it."""
    item = get_object_or_404(
        AgendaItem.objects.select_related("meeting__circle", "meeting__gathering", "proposal"), pk=pk
    )
    require("assembly.read_item", request.user, item)
    return item


def noted_decision_to_read(request: "MemberRequest | MemberAPIRequest", pk: int) -> NotedDecision:
    """The decision noted, for those who may read its item."""
    noted = get_object_or_404(NotedDecision.objects.select_related("item__meeting__circle", "meeting"), pk=pk)
    require("assembly.read_item", request.user, noted.item)
    return noted


def number(request: MemberRequest, name: str) -> int | None:
    """A whole number that a button carries, in its value or its address; None when it carries none."""
    return numbers.number(request.POST.get(name) or request.GET.get(name, ""))
