"""Changes to what the collective remembers, and to the visits by which people come to it."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from history.models import Document, DocumentVersion, Event, Visit, VisitSignup, WelcomeStep
from history.notifications import CANCELLED, is_soon
from history.queries import places_taken
from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from members.notifications import notify


@action
def add_event(
    *,
    actor: Actor,
    title: str,
    happened_on: date,
    text: str = "",
    precision: str = Event.Precision.DAY,
    is_public: bool = True,
) -> Event:
    """Tell something of the story."""
    require("history.tell", actor)
    event = Event(title=title.strip(), text=text, happened_on=happened_on, precision=precision, is_public=is_public)
    event.created_by, event.created_at = _author(actor), now()
    event.full_clean(exclude=["created_by"])
    event.save()
    _record_event(event, "event.added")
    return event


@action
def change_event(
    event: Event,
    *,
    actor: Actor,
    title: str,
    happened_on: date,
    text: str = "",
    precision: str = Event.Precision.DAY,
    is_public: bool = True,
) -> Event:
    """Tell it better."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    require("history.tell", actor)
    event.title, event.text, event.happened_on = title.strip(), text, happened_on
    event.precision, event.is_public = precision, is_public
    event.full_clean(exclude=["created_by"])
    event.save(update_fields=["title", "text", "happened_on", "precision", "is_public"])
    _record_event(event, "event.changed")
    return event


@action
def add_document(
    *,
    actor: Actor,
    title: str,
    text: str,
    kind: str = Document.Kind.OTHER,
    is_public: bool = False,
    note: str = "",
    slug: str = "",
    written_on: datetime | None = None,
) -> Document:
    """Keep a document, with its first version. `written_on` is for one that is older than its entry here."""
    require("history.write_documents", actor)
    document = Document(kind=kind, title=title.strip(), is_public=is_public, created_at=written_on or now())
    document.slug = slug or _free_slug(document.title)
    document.full_clean()
    document.save()
    _write_version(document, actor, text=text, note=note, written_on=written_on)
    record(
        "document.added",
        topics=[document.topic],
        body={"document": document.pk, "kind": kind, "is_public": is_public},
        private={"title": document.title, "text": text},
    )
    return document


@action
def change_document(
    document: Document,
    *,
    actor: Actor,
    text: str,
    note: str = "",
    written_on: datetime | None = None,
) -> DocumentVersion:
    """Write the next version. The same text again changes nothing."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    require("history.write_documents", actor)
    last = document.versions.order_by("-number")[0]
    if last.text == text:
        return last
    version = _write_version(document, actor, text=text, note=note, written_on=written_on)
    record(
        "document.changed",
        topics=[document.topic],
        body={"document": document.pk, "version": version.number},
        private={"note": note, "text": text},
    )
    return version


@action
def publish_document(document: Document, *, actor: Actor, is_public: bool) -> Document:
    """Show the document to visitors, or to members only. Twice the same changes nothing."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    require("history.write_documents", actor)
    if document.is_public == is_public:
        return document
    document.is_public = is_public
    document.save(update_fields=["is_public"])
    record(
        "document.published" if is_public else "document.kept_to_members",
        topics=[document.topic],
        body={"document": document.pk},
    )
    return document


@action
def plan_visit(
    *, actor: Actor, starts_at: datetime, place: str, host: Member, note: str = "", capacity: int = 12
) -> Visit:
    """Offer to show the place around."""
    require("history.plan_visits", actor)
    if starts_at <= now():
        message = _("A visit is planned for a time to come.")
        raise wrong("starts_at", message, code="past")
    visit = Visit(starts_at=starts_at, place=place.strip(), note=note, capacity=capacity, host=host)
    visit.full_clean()
    visit.save()
    record(
        "visit.planned",
        topics=[visit.topic],
        body={"visit": visit.pk, "starts_at": starts_at, "capacity": capacity, "host": host.pk},
    )
    return visit


@action
def cancel_visit(visit: Visit, *, actor: Actor) -> Visit:
    """The visit does not take place, and those who had signed up get a letter. Cancelling twice changes nothing."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    require("history.change_visit", actor, visit)
    if visit.cancelled_at is not None:
        return visit
    visit.cancelled_at = now()
    visit.save(update_fields=["cancelled_at"])
    people = [signup.member for signup in visit.signups.select_related("member")]
    notify(people, CANCELLED, visit.topic, at_once=is_soon(visit))
    record("visit.cancelled", topics=[visit.topic], body={"visit": visit.pk})
    return visit


@action
def sign_up(visit: Visit, *, actor: Member, guests: int = 0) -> VisitSignup:
    """Come to the visit, alone or with guests. Signing up again changes only how many guests come."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    require("history.sign_up", actor)
    if visit.cancelled_at is not None:
        raise ValidationError(_("This visit does not take place. Another one may suit you."), code="cancelled")
    if visit.starts_at <= now():
        raise ValidationError(_("This visit has begun. Another one may suit you."), code="past")
    signup = VisitSignup.objects.filter(visit=visit, member=actor).first()
    if signup and signup.guests == guests:
        return signup
    free = visit.capacity - places_taken(visit) + (signup.people if signup else 0)
    if 1 + guests > free:
        raise ValidationError(_full(free), code="full")
    if signup:
        signup.guests = guests
        signup.save(update_fields=["guests"])
    else:
        signup = VisitSignup.objects.create(visit=visit, member=actor, guests=guests, created_at=now())
    record("visit.joined", topics=[visit.topic], body={"visit": visit.pk, "member": actor.pk, "guests": guests})
    return signup


@action
def cancel_signup(visit: Visit, *, actor: Member) -> Visit:
    """Give the place back. Twice changes nothing."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    require("history.sign_up", actor)
    deleted, _per_model = VisitSignup.objects.filter(visit=visit, member=actor).delete()
    if deleted:
        record("visit.left", topics=[visit.topic], body={"visit": visit.pk, "member": actor.pk})
    return visit


@action
def mark_step(step: str, *, actor: Member, is_done: bool = True) -> None:
    """Keep where this member is on the newcomer's path: their own mark, which the journal does not keep."""
    require("history.walk", actor)
    if step not in WelcomeStep.Step.values:
        raise ValidationError(_("There is no such step on the path."), code="unknown")
    if is_done:
        WelcomeStep.objects.get_or_create(member=actor, step=step, defaults={"done_at": now()})
    else:
        WelcomeStep.objects.filter(member=actor, step=step).delete()
    touch(actor.topic)


def _write_version(
    document: Document, actor: Actor, *, text: str, note: str, written_on: datetime | None
) -> DocumentVersion:
    number = (document.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = DocumentVersion(document=document, number=number, text=text, note=note)
    version.author, version.created_at = _author(actor), written_on or now()
    version.full_clean(exclude=["author"])
    version.save()
    return version


def _record_event(event: Event, verb: str) -> None:
    body: dict[str, Any] = {
        "event": event.pk,
        "on": event.happened_on,
        "precision": event.precision,
        "is_public": event.is_public,
    }
    record(verb, topics=[event.topic], body=body, private={"title": event.title, "text": event.text})


def _full(free: int) -> str:
    if free <= 0:
        return _("This visit is full. Another one may suit you, or a place may be given back.")
    return ngettext(
        "There is %(count)d place left: come with fewer guests, or to another visit.",
        "There are %(count)d places left: come with fewer guests, or to another visit.",
        free,
    ) % {"count": free}


def _author(actor: Actor) -> Member | None:
    return actor if isinstance(actor, Member) else None


def _free_slug(title: str) -> str:
    """An address nobody has: "charte", or "charte-2" when it is taken."""
    base = slugify(title)[:40] or "document"
    slug, number = base, 1
    while slug == "new" or Document.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug
