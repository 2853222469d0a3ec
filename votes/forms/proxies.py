"""What people type about a proxy, turned into the plain input of one action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Member
from votes.models import Gathering
from votes.queries.proxies import MemberProxies
from web.widgets import text_area

BLANK = "blank"


class HolderField(forms.TypedChoiceField):
    """Somebody who may still hold a proxy; None for a blank one, where there is a room to be in."""

    def __init__(self, label: Any, proxies: MemberProxies, exclude: Member | None = None) -> None:
        people = [(pk, name) for pk, name in proxies.holders() if exclude is None or pk != exclude.pk]
        blank = [] if proxies.gathering.is_online else [(BLANK, _("whoever is present (blank proxy)"))]
        super().__init__(label=label, choices=[("", _("choose somebody")), *people, *blank], coerce=_member)


class ProxyForm(forms.Form):
    """To whom one gives one's proxy, and what one asks for."""

    instructions = forms.CharField(
        label=_("What I ask for"),
        help_text=_(
            "How to vote, if you have decided. Of all members, only the person you choose reads it. It is not "
            "encrypted: whoever runs the server could read it. It is erased after a secret vote, and for one you "
            "had better say it to that person yourself."
        ),
        max_length=2000,
        required=False,
        widget=text_area(2),
    )
    field_order = ["holder", "instructions"]

    def __init__(self, *args: Any, proxies: MemberProxies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"] = HolderField(_("I give my proxy to"), proxies, exclude=proxies.member)
        self.order_fields(self.field_order)


class PaperProxyForm(forms.Form):
    """A form signed by hand, as whoever conducts enters it."""

    giver = forms.ModelChoiceField(label=_("Who gives the proxy"), queryset=Member.objects.none(), empty_label=None)
    field_order = ["giver", "paper_holder"]

    def __init__(self, *args: Any, proxies: MemberProxies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gathering: Gathering = proxies.gathering
        here = gathering.presences.here().values("member")
        givers = gathering.electors.exclude(pk__in=here).order_by("name", "pk")
        self.fields["giver"].queryset = givers  # type: ignore[attr-defined]
        self.fields["paper_holder"] = HolderField(_("To whom"), proxies)


def _member(value: str) -> Member | None:
    return None if value == BLANK else Member.objects.get(pk=value)
