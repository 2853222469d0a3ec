"""What somebody types into a long form is kept on the server until they send it, and found again on any device.

It is no act: it changes nothing for anybody else and is in no journal, so it goes through no `@action`. There is one
row a person and form. A draft keeps what the form was read from (`web.merging`): where somebody else changed the text
before it is sent, both are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm, CheckboxInput, FileInput
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from journal.clock import now
from journal.texts import LONGEST, clean
from web import dates
from web.merging import READ_FROM
from web.models import Draft
from web.widgets import SeveralInputs

LARGEST = 3 * LONGEST  # characters in all the fields of a form
LONGEST_PLACE = 300  # characters of an address
MOST = 40  # drafts a person; beyond, the oldest goes
KEPT = timedelta(days=90)  # a draft that nobody touches
MOST_A_MINUTE = 40  # times that a person's drafts are kept; a browser keeps one at each pause
NOT_KEPT = {"csrfmiddlewaretoken", "request_key", "written_by", "next", "place", "came_from", "confirmed"}


@dataclass(frozen=True)
class FormDraft:
    """What a page shows of the draft of its form: where it is kept, and since when there is one."""

    place: str
    saved_at: datetime | None = None
    text: str = ""  # of the field with this name, for a form of one text that a page holds among others
    texts: Mapping[str, str] = field(default_factory=dict)  # of each field, for a form of several

    @property
    def query(self) -> str:
        return urlencode({"place": self.place})

    @property
    def sentence(self) -> str:
        return saved_words(self.saved_at) if self.saved_at else ""


def place_of(request: HttpRequest) -> str:
    """The form's own address, whatever page it comes back to."""
    query = request.GET.copy()
    query.pop("next", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def saved_words(instant: datetime) -> str:
    """« Brouillon enregistré à 21 h 04. »"""
    if localdate(instant) == localdate():
        return _("Draft saved at %(time)s.") % {"time": dates.clock(instant)}
    return _("Draft saved %(when)s.") % {"when": dates.day_and_time(instant)}


def save(person: Any, place: str, fields: Iterable[tuple[str, list[str]]]) -> Draft:
    """Keep what this person has typed into the form at `place`; the same again changes nothing.

    Raises ValidationError: `place` where no page of ours is, `too_long`, `too_often`.
    """
    kept = {name: [clean(text) for text in texts] for name, texts in fields if _is_kept(name)}
    if not _is_ours(place):
        raise ValidationError(_("No form of ours is at this address."), code="place")
    if sum(len(text) for texts in kept.values() for text in texts) > LARGEST:
        raise ValidationError(_("This is too long to be kept as a draft: shorten it."), code="too_long")
    earlier = Draft.objects.filter(member=person, place=place).first()
    if earlier is not None and earlier.fields == kept:
        return earlier
    if _is_too_often(person):
        raise ValidationError(_("This draft is saved too often. Wait a minute, then save it again."), code="too_often")
    return put(person, place, kept)


def put(person: Any, place: str, kept: Mapping[str, list[str]]) -> Draft:
    """The same of words that were kept already, by an act that has no other place for them any more."""
    instant = now()
    with transaction.atomic():
        values = {"fields": dict(kept), "saved_at": instant}
        draft, _is_new = Draft.objects.update_or_create(member=person, place=place, defaults=values)
        theirs = Draft.objects.filter(member=person)
        theirs.filter(saved_at__lt=instant - KEPT).delete()
        beyond = list(theirs.order_by("-saved_at").values_list("pk", flat=True)[MOST:])
        theirs.filter(pk__in=beyond).delete()
    return draft


def drop(person: Any, place: str) -> None:
    """It was sent, or is not wanted any more."""
    Draft.objects.filter(member=person, place=place).delete()


def drop_under(person: Any, path: str) -> None:
    """Those of every form that this page held."""
    Draft.objects.filter(member=person, place__startswith=f"{path}?").delete()


def move_draft(person: Any, place: str, to: str) -> None:
    """The form stands at another address by now: what was typed into it is found there, unless there is more of it."""
    if not Draft.objects.filter(member=person, place=to).exists():
        Draft.objects.filter(member=person, place=place).update(place=to)


def drafts_at(person: Any, places: Iterable[str]) -> dict[str, FormDraft]:
    """What this person has typed into the forms at these places, in one question to the database."""
    kept = Draft.objects.filter(member=person.pk, place__in=list(places))
    texts = {one: {name: values[0] for name, values in one.fields.items() if values} for one in kept}
    return {one.place: FormDraft(one.place, one.saved_at, texts[one].get("text", ""), texts[one]) for one in kept}


def bring_back(request: HttpRequest, form: BaseForm) -> None:
    """Fill a form that is opened with this person's draft of it, if there is one; the page says so (`{% draft %}`)."""
    place = place_of(request)
    if len(place) > LONGEST_PLACE:  # of many words that were selected: they are kept on the device alone
        return
    draft = None if form.is_bound else Draft.objects.filter(member=request.user.pk, place=place).first()
    form.draft = FormDraft(place, draft.saved_at if draft else None)  # type: ignore[attr-defined]
    if draft is None:
        return
    form.initial = {**form.initial, **_values(form, draft.fields)}
    if read_from := draft.fields.get(READ_FROM):
        form.read_from = read_from[0]  # type: ignore[attr-defined]


def _values(form: BaseForm, fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """What the draft says of each field, as the field's widget reads it."""
    sent: MultiValueDict[str, str] = MultiValueDict(fields)
    values = {}
    for name, asked_for in form.fields.items():
        key, widget = form.add_prefix(name), asked_for.widget
        is_said = key in sent or isinstance(widget, CheckboxInput)
        if is_said and not isinstance(widget, SeveralInputs | FileInput):
            values[name] = widget.value_from_datadict(sent, MultiValueDict(), key)
    return values


def _is_kept(name: str) -> bool:
    return name not in NOT_KEPT and "password" not in name


def _is_ours(place: str) -> bool:
    path = place.partition("?")[0]
    try:
        resolve(path)
    except Resolver404:
        return False
    return len(place) <= LONGEST_PLACE


def _is_too_often(person: Any) -> bool:
    key = f"drafts-{person.pk}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # it ended just now
        return False
