"""What people type about a task."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.models import ChecklistLine, Circle, Task
from commissions.queries import members_of
from members.models import Member
from web.widgets import DateInput, ProseArea, text_area

LONGEST_LINE = ChecklistLine._meta.get_field("text").max_length


class TaskForm(forms.Form):
    """Something to do, for somebody or for whoever volunteers."""

    title = forms.CharField(label=_("What is to be done?"), max_length=Task._meta.get_field("title").max_length)
    assignee = forms.ModelChoiceField(
        label=_("Who does it?"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("A volunteer is wanted"),
    )
    due_on = forms.DateField(label=_("For when?"), required=False, widget=DateInput())
    note = forms.CharField(label=_("Details"), required=False, widget=text_area(3))

    def __init__(self, *args: Any, circle: Circle, holder: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(pk__in=members_of(circle).values("pk"))
        if holder:  # someone of another circle who volunteered
            offered |= Q(pk=holder.pk)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        assignee.queryset = Member.objects.filter(offered)


class ChecklistLineForm(forms.Form):
    """One more thing to tick."""

    text = forms.CharField(label=_("One more thing to tick"), max_length=LONGEST_LINE)


class TaskCommentForm(forms.Form):
    """What somebody says of a task."""

    text = forms.CharField(label=_("Your comment"), widget=ProseArea(3))
