"""How the API's lists are cut into pages."""

from typing import Any

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """The newest first. A page goes on from where the one before ended, whatever was added meanwhile."""

    ordering = "-pk"

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        return (self.ordering,)
