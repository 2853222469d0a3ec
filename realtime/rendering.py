"""Everything of the live page that reads the database: run in the hub's one rendering thread."""

import json
import logging
from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import close_old_connections
from django.http import Http404
from django.utils import translation

from realtime.pages import Audience, LivePage, Region, digest, live_pages
from realtime.tickets import Ticket
from realtime.transport import Message

logger = logging.getLogger(__name__)
R = TypeVar("R")


@dataclass(slots=True)
class ShownRegion:
    """A region as an audience sees it; `version` is its group's when it last changed."""

    html: str
    hash: str
    version: int = 0


@dataclass(frozen=True)
class Job:
    """One page to look at again: the hashes that each audience has (None: nothing yet), and why."""

    page: LivePage[Any]
    key: str
    audiences: Mapping[Audience, Mapping[str, str] | None]
    topics: Mapping[str, frozenset[str]]
    changed: frozenset[str]
    rights_topics: frozenset[str]
    is_stale: bool


@dataclass
class PageReading:
    """The page's data, and the topics on which each region and the rights hang now."""

    topics: dict[str, frozenset[str]]
    rights_topics: frozenset[str]
    data: Any = None
    drawn: dict[Hashable, str] = field(default_factory=dict)  # regions, by all that tells audiences apart
    is_gone: bool = False
    has_failed: bool = False


@dataclass
class RegionChanges:
    """By audience, the regions whose HTML changed, and the message that says so."""

    fresh: dict[Audience, dict[str, ShownRegion]] = field(default_factory=dict)
    messages: dict[Audience, Message] = field(default_factory=dict)
    has_failed: bool = False


def with_connections(work: Callable[..., R], *args: Any) -> R:
    """Run `work` in a thread that gets no request signals: its connection is looked after here."""
    close_old_connections()
    try:
        return work(*args)
    finally:
        close_old_connections()


def read(job: Job) -> PageReading:
    """Read the page once for all that is to be rendered."""
    reading = PageReading(dict(job.topics), job.rights_topics)
    try:
        reading.data = job.page.load(job.key)
        reading.topics = {name: frozenset(region.topics(reading.data)) for name, region in job.page.regions.items()}
        reading.rights_topics = frozenset(job.page.rights_topics(reading.data))
    except Http404:
        reading.is_gone = True
    except Exception:
        logger.exception("the live page %s %s could not be read", job.page.name, job.key)
        reading.has_failed = True
    return reading


def render(job: Job, reading: PageReading, later: bool) -> RegionChanges:
    """Render for each audience the regions that may have changed: those that can wait, or the others.

    An audience that has nothing yet gets everything at once, with the others.
    """
    outcome = RegionChanges()
    for audience, hashes in job.audiences.items():
        if hashes is None:
            names = [] if later else list(job.page.regions)
        else:
            names = [
                name
                for name, region in job.page.regions.items()
                if region.later == later and _may_differ(name, job, reading)
            ]
        _render_for(audience, names, hashes or {}, job.page, reading, outcome)
    return outcome


def _may_differ(name: str, job: Job, reading: PageReading) -> bool:
    now = reading.topics[name]
    return job.is_stale or bool(now & job.changed) or now != job.topics.get(name)


def _render_for(
    audience: Audience,
    names: Iterable[str],
    hashes: Mapping[str, str],
    page: LivePage[Any],
    reading: PageReading,
    outcome: RegionChanges,
) -> None:
    fresh = outcome.fresh[audience] = {}
    with translation.override(audience.language):
        for name in names:
            try:
                html = drawn_once(name, page.regions[name], reading, audience)
            except Exception:
                logger.exception("the region %s of %s could not be rendered", name, page.name)
                outcome.has_failed = True
                continue
            if (now := digest(html)) != hashes.get(name):
                fresh[name] = ShownRegion(html, now)
    if fresh:
        message = outcome.messages[audience] = regions_message(fresh)
        _ = message.frame  # framed here, so that the loop only writes


def drawn_once(name: str, region: Region[Any], reading: PageReading, audience: Audience) -> str:
    """The region's HTML, drawn once for all the audiences of this reading that it does not tell apart."""
    key = (name, audience.language, region.distinguishes(reading.data, audience.rights))
    if key not in reading.drawn:
        reading.drawn[key] = region.html(reading.data, audience)
    return reading.drawn[key]


def regions_message(regions: Mapping[str, ShownRegion]) -> Message:
    """The news of some regions, as every socket of an audience gets it."""
    news = {name: {"html": shown.html, "hash": shown.hash} for name, shown in regions.items()}
    return Message(json.dumps({"regions": news}, ensure_ascii=False))


def people(ids: Iterable[int]) -> dict[int, Any]:
    """These members, by id; 0 stands for somebody signed out."""
    by_id: dict[int, Any] = dict(get_user_model()._default_manager.in_bulk([pk for pk in ids if pk]))
    by_id[0] = AnonymousUser()
    return by_id


def standing(admitted: AbstractSet[Ticket]) -> set[Ticket]:
    """The tickets that would be issued again as they are: the same rule as reading is asked."""
    persons = people({ticket.person for ticket in admitted})
    return {ticket for ticket in admitted if _stands(ticket, persons.get(ticket.person))}


def _stands(ticket: Ticket, person: Any) -> bool:
    page = live_pages.get(ticket.page)
    if page is None or person is None or getattr(person, "epoch", 0) != ticket.epoch:
        return False
    if ticket.person and not person.is_active:
        return False
    try:
        return page.audience(ticket.key, person) == ticket.audience.rights
    except Http404:
        return False
    except Exception:
        logger.exception("the rights of a follower of %s %s could not be read", ticket.page, ticket.key)
        return False
