"""Forms. Those of the sign-in pages are in `sign_in_forms.py`."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.timezone import make_aware
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from journal import texts
from members.kind_groups import KindGroup
from members.models import LANGUAGES, ClosedPeriod, Collective, Member, Residency
from members.notifications import grouped_kinds
from members.outbox import NIGHT_FROM, NIGHT_UNTIL
from members.sign_in_forms import AddressField
from web.dates import clock
from web.widgets import DateInput, text_area

ALONE_WITHOUT_MAIL = _(
    "No letter leaves from here yet, so no code either: without a password you could not come back. "
    "At least 10 characters."
)
WITHOUT_MAIL = _(
    "No letter leaves from here yet: without a password, an administrator must pass a code on to you "
    "each time you sign in. At least 10 characters."
)


class JoinForm(forms.Form):
    """What somebody says when they follow their invitation."""

    email = AddressField(label=_("Your email address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    name = forms.CharField(
        label=_("How should the others call you?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    password = forms.CharField(
        label=_("A password, if you like"),
        required=False,
        strip=False,
        help_text=_("Without one, we send a code to your address each time you sign in. At least 10 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, asks_email: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.MAIL_LEAVES:
            self.fields["password"].help_text = ALONE_WITHOUT_MAIL if asks_email else WITHOUT_MAIL
        if not asks_email:
            del self.fields["email"]


class FoundingForm(forms.Form):
    """What the first person of a collective says of it: its name, and who founds it."""

    collective = forms.CharField(
        label=_("The name of your collective"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    people = forms.CharField(
        label=_("Who founds it?"),
        help_text=_(
            "One person a line, yourself first: “Rose Martin, rose@example.org”. You can paste lines of a spreadsheet, "
            "and invite more people later."
        ),
        max_length=texts.LONG,
        widget=text_area(5, spellcheck="false"),
    )
    password = forms.CharField(
        label=_("A password for you"),
        required=False,
        strip=False,
        help_text=_("Without one, we send a code to your address each time you sign in. At least 10 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.MAIL_LEAVES:
            self.fields["password"].help_text = ALONE_WITHOUT_MAIL


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = ["name", "about", "language"]
        labels = {"name": _("How the others call you")}
        help_texts = {"about": _("What you do here, what you like, how to find you. Members can read it.")}
        widgets = {"about": text_area(4)}


def _hours() -> list[tuple[int, str]]:
    return [(hour, clock(make_aware(datetime(2026, 1, 1, hour)))) for hour in range(NIGHT_UNTIL, NIGHT_FROM)]


class KindsInput(forms.CheckboxSelectMultiple):
    """Kinds of letters to tick, folded under their groups, each of which says how many of its own are ticked.

    A button of a group sends the form with all of its kinds, or with none of them.
    """

    template_name = "members/kinds_widget.html"
    says_optional = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        optgroups = enumerate(context["widget"]["optgroups"])
        context["widget"]["groups"] = [
            {**_shown_group(group, options), "press": f"{name}_of", "whole": f"all-{rank}", "none": f"none-{rank}"}
            for rank, (group, options, _index) in optgroups
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        ticked = set(super().value_from_datadict(data, files, name) or ())
        wanted, _dash, pressed = str(data.get(f"{name}_of", "")).partition("-")
        for rank, (_group, kinds) in enumerate(self.choices):
            if str(rank) == pressed:
                those = {kind for kind, _label in kinds}
                ticked = ticked | those if wanted == "all" else ticked - those
        return sorted(ticked)


def _shown_group(group: KindGroup | None, options: list[dict[str, Any]]) -> dict[str, Any]:
    chosen, total = sum(bool(option["selected"]) for option in options), len(options)
    label = gettext("Choose one by one: %(chosen)s of %(total)s") % {"chosen": chosen, "total": total}
    is_any, is_whole = chosen > 0, chosen == total
    return {
        "group": group,
        "options": options,
        "label": label,
        "is_any": is_any,
        "is_whole": is_whole,
        "is_partial": is_any and not is_whole,
    }


class LettersForm(forms.Form):
    """On which days of the week, at which hour, and of what one wants letters."""

    first_day = forms.TypedChoiceField(label=_("A day of letters"), coerce=int, choices=list(WEEKDAYS.items()))
    second_day = forms.TypedChoiceField(
        label=_("Another day"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[("", _("no other day")), *WEEKDAYS.items()],
    )
    hour = forms.TypedChoiceField(label=_("At what time"), coerce=int, choices=_hours)
    kinds = forms.MultipleChoiceField(
        label=_("What I want letters about"),
        required=False,
        widget=KindsInput,
        choices=grouped_kinds,
    )


class InviteForm(forms.Form):
    """One person a line: an address, or a name and an address."""

    people = forms.CharField(
        label=_("Who would you like to invite?"),
        help_text=_(
            "“Rose Martin <rose@example.org>”, or the address alone: on lines, with commas between them, or as you "
            "copied them from a letter or a spreadsheet."
        ),
        max_length=texts.LONG,
        widget=text_area(6, spellcheck="false"),
    )


class AccountSearchForm(forms.Form):
    """Which accounts the list shows."""

    WHO = [
        ("", _("everybody")),
        ("administrators", _("who administers")),
        ("without", _("without an address")),
        ("closed", _("closed accounts")),
    ]

    q = forms.CharField(label=_("Search a name or an address"), required=False)
    who = forms.ChoiceField(label=_("Who"), required=False, choices=WHO)


class NewMemberForm(forms.Form):
    """Somebody who has no address."""

    name = forms.CharField(label=_("Their name"), max_length=80)


class AddressForm(forms.Form):
    email = AddressField(label=_("The address with which they sign in"))


class MembershipForm(forms.Form):
    paid_on = forms.DateField(label=_("Paid on"), initial=date.today, widget=DateInput())


class ResidencyForm(forms.ModelForm):
    class Meta:
        model = Residency
        fields = ["trade", "structure", "pole", "since"]
        widgets = {"since": DateInput()}


class EndForm(forms.Form):
    until = forms.DateField(label=_("Left on"), initial=date.today, widget=DateInput())


class CollectiveForm(forms.ModelForm):
    class Meta:
        model = Collective
        fields = ["name", "story", "address", "grace_days", "language", "is_public"]


class ClosedPeriodForm(forms.ModelForm):
    """Days on which the collective is closed."""

    class Meta:
        model = ClosedPeriod
        fields = ["name", "first_on", "last_on"]
        widgets = {"first_on": DateInput(), "last_on": DateInput()}
        help_texts = {"name": _("Such as: summer break.")}

    def _post_clean(self) -> None:
        """Validation belongs to the action."""


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search a name"), required=False)
    pole = forms.ChoiceField(label=_("Pole"), required=False, choices=[])
    standing = forms.ChoiceField(
        label=pgettext_lazy("filter", "Membership"),
        required=False,
        choices=[("", _("everybody")), ("paid", _("up to date")), ("unpaid", _("not up to date"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pole = self.fields["pole"]
        assert isinstance(pole, forms.ChoiceField)  # noqa: S101
        pole.choices = [("", _("all the poles")), *Residency.Pole.choices]


class ForgetForm(forms.Form):
    """There is no way back: it is said once, on purpose."""

    is_sure = forms.BooleanField(label=_("I have read what is erased and what stays: it cannot be undone."))


class EndFoundingForm(forms.Form):
    """There is no way back: it is said once, on purpose."""

    is_sure = forms.BooleanField(label=_("Our circles, their rules and who sits in them are as we want them."))
