"""Everything of the live page that reads the database: run in the hub's one rendering thread."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import close_old_connections
from django.http import Http404
from django.utils import translation

from realtime.pages import Audience, LivePage, digest, find
from realtime.tickets import Ticket
from realtime.wire import Message

logger = logging.getLogger(__name__)
R = TypeVar("R")


@dataclass(slots=True)
class Shown:
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
class Outcome:
    """What came of it: by audience, the regions whose HTML changed, and the message that says so."""

    topics: dict[str, frozenset[str]]
    rights_topics: frozenset[str]
    fresh: dict[Audience, dict[str, Shown]] = field(default_factory=dict)
    messages: dict[Audience, Message] = field(default_factory=dict)
    is_gone: bool = False
    has_failed: bool = False


def with_connections(work: Callable[..., R], *args: Any) -> R:
    """Run `work` in a thread that gets no request signals: its connection is looked after here."""
    close_old_connections()
    try:
        return work(*args)
    finally:
        close_old_connections()


def render(job: Job) -> Outcome:
    """Read the page once, and render for each audience the regions that may have changed."""
    outcome = Outcome(dict(job.topics), job.rights_topics)
    try:
        data = job.page.load(job.key)
        outcome.topics = {name: frozenset(region.topics(data)) for name, region in job.page.regions.items()}
        outcome.rights_topics = frozenset(job.page.rights_topics(data))
    except Http404:
        outcome.is_gone = True
        return outcome
    except Exception:
        logger.exception("the live page %s %s could not be read", job.page.name, job.key)
        outcome.has_failed = True
        return outcome
    for audience, hashes in job.audiences.items():
        names = [name for name in job.page.regions if hashes is None or _may_differ(name, job, outcome)]
        _render_for(audience, names, hashes or {}, data, job.page, outcome)
    return outcome


def _may_differ(name: str, job: Job, outcome: Outcome) -> bool:
    now = outcome.topics[name]
    return job.is_stale or bool(now & job.changed) or now != job.topics.get(name)


def _render_for(
    audience: Audience,
    names: Iterable[str],
    hashes: Mapping[str, str],
    data: Any,
    page: LivePage[Any],
    outcome: Outcome,
) -> None:
    fresh = outcome.fresh[audience] = {}
    with translation.override(audience.language):
        for name in names:
            try:
                html = str(page.regions[name].render(data, audience))
            except Exception:
                logger.exception("the region %s of %s could not be rendered", name, page.name)
                outcome.has_failed = True
                continue
            if (now := digest(html)) != hashes.get(name):
                fresh[name] = Shown(html, now)
    if fresh:
        message = outcome.messages[audience] = regions_message(fresh)
        _ = message.frame  # framed here, so that the loop only writes


def regions_message(regions: Mapping[str, Shown]) -> Message:
    """The news of some regions, as every socket of an audience gets it."""
    news = {name: {"html": shown.html, "hash": shown.hash} for name, shown in regions.items()}
    return Message(json.dumps({"regions": news}, ensure_ascii=False))


def people(ids: Iterable[int]) -> dict[int, Any]:
    """These members, by id; 0 stands for somebody signed out."""
    found: dict[int, Any] = dict(get_user_model()._default_manager.in_bulk([pk for pk in ids if pk]))
    found[0] = AnonymousUser()
    return found


def standing(asked: AbstractSet[Ticket]) -> set[Ticket]:
    """The tickets that would be issued again as they are: the same rule as reading is asked."""
    found = people({ticket.person for ticket in asked})
    return {ticket for ticket in asked if _stands(ticket, found.get(ticket.person))}


def _stands(ticket: Ticket, person: Any) -> bool:
    page = find(ticket.page)
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
