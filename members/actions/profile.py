"""What a person changes about themself, and where they are signed in."""

from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from journal.actions import action, record, require, touch
from journal.refusals import wrong
from journal.topics import COLLECTIVE
from members.actions.shared import clean_name, end_sessions
from members.models import LANGUAGES, Member


@action
def edit_profile(member: Member, *, actor: Member, name: str, about: str = "", language: str = "") -> Member:
    """Change how somebody appears to the others. Only they can."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.edit_profile", actor, member)
    before = member.name
    member.name, member.about = clean_name(name), about.strip()
    member.language = _known(language) if language else member.language
    if len(member.about) > 400:
        raise wrong("about", _("A few words: 400 characters at most."), code="long")
    member.save(update_fields=["name", "about", "language"])
    if member.name != before:
        record(
            "member.renamed",
            topics=[member.topic, COLLECTIVE],
            body={"member": member.pk},
            private={"name": member.name},
        )
    touch(member.topic)
    return member


@action
def choose_language(member: Member, *, actor: Member, language: str) -> Member:
    """The language of somebody's pages and letters. Open pages begin anew in it."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.edit_profile", actor, member)
    if member.language != _known(language):
        member.language = language
        member.save(update_fields=["language"])
        touch(member.topic)
    return member


@action
def sign_out_everywhere(member: Member, *, actor: Member) -> Member:
    """End all of one's sessions, on every device, this one included; close open pages; drop the API token."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.sign_out", actor, member)
    end_sessions(member)
    record("member.signed_out_everywhere", topics=[member.topic], body={"member": member.pk})
    return member


@action
def forget_password(member: Member, *, actor: Member) -> Member:
    """From now on this person signs in by emailed code, until they choose another password."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.edit_profile", actor, member)
    if member.has_usable_password():
        member.set_unusable_password()
        member.save(update_fields=["password"])
        record("password.forgotten", topics=[member.topic], body={"member": member.pk})
    return member


@action
def leave_this_browser(member: Member, *, actor: Member) -> Member:
    """Signing out of one browser: this person's open pages ask again who they are."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.sign_out", actor, member)
    member.epoch += 1
    member.save(update_fields=["epoch"])
    touch(member.topic)
    return member


@action
def make_token(member: Member, *, actor: Member) -> str:
    """A new key for the API, in place of the former one. It is shown once."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.edit_profile", actor, member)
    Token.objects.filter(user=member).delete()
    token = Token.objects.create(user=member)
    record("token.made", topics=[member.topic], body={"member": member.pk})
    return token.key


@action
def drop_token(member: Member, *, actor: Member) -> None:
    """The API key stops working. Without one, nothing changes."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.edit_profile", actor, member)
    if Token.objects.filter(user=member).delete()[0]:
        record("token.dropped", topics=[member.topic], body={"member": member.pk})


def _known(language: str) -> str:
    if language not in dict(LANGUAGES):
        raise wrong("language", _("We speak French and English so far."), code="language")
    return language
