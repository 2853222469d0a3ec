"""Those who are asked for their advice, by name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.queries import active_members
from web.widgets import PeopleField


class AdvisersField(PeopleField):
    """People of the collective, by name, who are asked for their advice."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=active_members().order_by("name"),
            label=_("Whose advice do you ask for?"),
            help_text=_("Those whom it touches, and those who know about it."),
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)
