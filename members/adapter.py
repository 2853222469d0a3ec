"""What we change in allauth: closed to strangers, and its letters go through our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.actions import CLOCK
from members.actions import leave_this_browser, queue_sign_in_mail
from members.models import Member
from members.queries import collective


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "This address and this password do not go together. A code sent by email works too."
        ),
        "incorrect_code": gettext_lazy("This is not the code that we sent. Look at the latest letter."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes, then try again."),
        "enter_current_password": gettext_lazy("Type your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put allauth's letter in the outbox, in the language of whoever reads it."""
        member = Member.objects.filter(email=email.lower()).first()
        context = {**context, "email": email, "member": member, "collective": collective()}
        with translation.override(member.language if member else translation.get_language()):
            letter = self.render_mail(template_prefix, email, context)
        kind = template_prefix.rpartition("/")[2]
        queue_sign_in_mail(to=email, kind=kind, subject=str(letter.subject), text=str(letter.body), actor=CLOCK)

    def write_to_nobody(self, email: str) -> None:
        """Do the work of a letter with a code, which is never sent, for an address that nobody has here.

        The time that the answer takes then tells nobody who has an account.
        """
        self.send_mail("account/email/login_code", email, {"code": self.generate_login_code()})

    def logout(self, request: HttpRequest) -> None:
        """The session ends before this person's open pages are told: they ask at once who they are."""
        member = request.user
        super().logout(request)
        if isinstance(member, Member):
            leave_this_browser(member, actor=member)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        messages.error(request, _("This account is closed. Write to the collective to open it again."))
        return HttpResponseRedirect(reverse("account_login"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("members:me")
