"""Names, one a line, each of which may be found among the members by its letters."""

from typing import Any

from django import forms

from members.queries import active_members


class NamesInput(forms.Textarea):
    """A text of lines, with a field that finds members: what it finds is added as a line (`votes/names.js`)."""

    template_name = "votes/names_widget.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"names": active_members().values_list("name", flat=True)}
