"""What people type about the memory and the visits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from history.models import Document, Event, Visit
from members.models import Member
from web.widgets import DateInput, DateTimeInput, ProseArea, text_area


class EventForm(forms.ModelForm):
    """Something that happened."""

    class Meta:
        model = Event
        fields = ["title", "happened_on", "precision", "text", "is_public"]
        widgets = {"text": ProseArea(6), "happened_on": DateInput()}

    def _post_clean(self) -> None:
        """Validation belongs to the action: the form only reads what was typed."""


class DocumentForm(forms.ModelForm):
    """A document with its first text."""

    text = forms.CharField(label=_("Text"), widget=ProseArea(18))

    class Meta:
        model = Document
        fields = ["title", "kind", "text", "is_public"]

    def _post_clean(self) -> None:
        """Validation belongs to the action."""


class VersionForm(forms.Form):
    """The next version of a document."""

    text = forms.CharField(label=_("Text"), widget=ProseArea(18), strip=False)
    note = forms.CharField(label=_("What changes, in one sentence"), max_length=200, required=False)

    def clean_text(self) -> str:
        """Browsers send lines that end with CR LF: those are not changes."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").strip()


class VisitForm(forms.ModelForm):
    """A visit to plan."""

    starts_at = forms.DateTimeField(
        label=_("When"), widget=DateTimeInput(), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    host = forms.ModelChoiceField(label=_("Who shows around?"), queryset=Member.objects.filter(is_active=True))

    class Meta:
        model = Visit
        fields = ["starts_at", "place", "host", "capacity", "note"]
        widgets = {"note": text_area(3)}

    def _post_clean(self) -> None:
        """Validation belongs to the action."""


class SignupForm(forms.Form):
    """How many people come along."""

    guests = forms.IntegerField(label=_("People who come with you"), min_value=0, max_value=9, required=False)

    def clean_guests(self) -> int:
        guests: Any = self.cleaned_data["guests"]
        return guests or 0
