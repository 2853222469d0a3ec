"""Forms of the sign-in pages: allauth's, in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.utils.translation import gettext_lazy as _

from journal import texts


class AddressField(forms.EmailField):
    """An address as it is pasted: with hidden signs and spaces that are no part of it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(texts.address(value) if isinstance(value, str) else value)


def as_pasted(field: forms.Field) -> AddressField:
    """One of allauth's fields of an address, which takes what is pasted."""
    return AddressField(label=_("Your email address"), widget=field.widget)


class PasswordLoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = as_pasted(self.fields["login"])
        self.fields["password"].label = _("Your password")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AskForCodeForm(allauth_forms.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = as_pasted(self.fields["email"])
        self.fields["email"].widget.attrs.pop("placeholder", None)
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        """An unknown address is answered as slowly as a known one."""
        email: str = super().clean_email()
        if email and self._user is None:
            get_adapter().write_to_nobody(email)
        return email


class CodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code in the letter")
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].widget.attrs["autocomplete"] = "one-time-code"


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Your present password")
        _name_new_passwords(self)


class SetPasswordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_new_passwords(self)


def _name_new_passwords(form: forms.Form) -> None:
    form.fields["password1"].label = _("The new password")
    form.fields["password1"].help_text = _("At least 10 characters. A short sentence does well.")
    form.fields["password2"].label = _("The new password, once more")
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
