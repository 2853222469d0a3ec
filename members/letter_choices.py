"""What somebody may choose about their letters, as pages show it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal import topics
from members.models import LetterPreferences, Mail, Member, Mute
from members.notifications import mutable_kinds, scope_of_kind


@dataclass(frozen=True)
class MutableScope:
    """Something that may be muted, or is."""

    label: str
    scope: str
    pk: int = 0  # of the mute, where it is


def preferences_of(member: Member) -> tuple[LetterPreferences, list[str]]:
    """What this person chose, and the kinds of which they want letters."""
    preferences = LetterPreferences.objects.filter(member=member).first() or LetterPreferences(member=member)
    muted = set(Mute.objects.filter(member=member).values_list("scope", flat=True))
    wanted = [] if preferences.is_stopped else [kind for kind in mutable_kinds() if scope_of_kind(kind) not in muted]
    return preferences, wanted


def muted_lines(member: Member) -> list[MutableScope]:
    """The things and circles that this person muted, under their names."""
    mutes = Mute.objects.filter(member=member).exclude(scope__startswith=scope_of_kind(""))
    names = topics.names_of(mute.scope for mute in mutes)
    return [MutableScope(names[mute.scope].name, mute.scope, mute.pk) for mute in mutes if mute.scope in names]


def muting_of(member: Member, scope: str) -> MutableScope:
    """Whether this person muted one thing, as its page offers to."""
    return MutableScope(
        "", scope, Mute.objects.filter(member=member, scope=scope).values_list("pk", flat=True).first() or 0
    )


def choices_of(letter: Mail) -> list[MutableScope]:
    """What the reader of this letter may mute: each thing that it told, each circle, each kind."""
    names_of_kinds = mutable_kinds()
    notified = [one for one in letter.notifications.all() if one.kind in names_of_kinds]
    scopes = dict.fromkeys([*(one.about for one in notified), *(one.within for one in notified if one.within)])
    names = topics.names_of(scopes)
    readable = topics.readable(letter.member, scopes)
    things = [
        MutableScope(_("No more letters about: %(name)s") % {"name": names[scope].name}, scope)
        for scope in scopes
        if scope in readable and scope in names
    ]
    return things + [
        MutableScope(_("No more letters of this kind: %(kind)s") % {"kind": names_of_kinds[kind]}, scope_of_kind(kind))
        for kind in dict.fromkeys(one.kind for one in notified)
    ]
