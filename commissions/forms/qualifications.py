"""What the shifts of a circle need of somebody, and who has it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.models import Qualification
from commissions.queries import people_of
from members.models import Member
from members.queries import active_members
from web.widgets import PeopleField


class QualificationForm(forms.Form):
    """A name."""

    name = forms.CharField(
        label=_("What does a shift need?"),
        max_length=Qualification._meta.get_field("name").max_length,
        help_text=_("Such as: the keys, first aid, the bar."),
    )


class QualifiedForm(forms.Form):
    """Everybody who has it."""

    members = PeopleField(label=_("Who has it?"), queryset=Member.objects.none(), required=False)

    def __init__(self, *args: Any, qualification: Qualification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, PeopleField)  # noqa: S101  (for the type checker)
        circle = qualification.circle
        field.queryset = active_members() if circle.is_open or circle.is_assembly else people_of(circle)

    @classmethod
    def shown(cls, qualification: Qualification) -> dict[str, Any]:
        return {"members": list(qualification.holders.values_list("member", flat=True))}
