"""Who may read and write the collective's memory. Everything is denied unless a rule here allows it."""

from typing import Any

import rules

from commissions.queries import mandates_in_force
from history.models import Document, Event, Visit
from journal.actions import CLOCK
from journal.rules import is_clock
from members.models import Member
from members.queries import collective
from members.rules import is_administrator, is_member


@rules.predicate
def is_published(person: Any, obj: Event | Document | None) -> bool:
    """Written for visitors too, in a collective that is open to them."""
    return obj is not None and obj.is_public and collective().is_public


@rules.predicate
def is_welcome(person: Any) -> bool:
    """A visitor of a collective that is open to visitors."""
    return person is not CLOCK and collective().is_public


@rules.predicate
def has_mandate(person: Any) -> bool:
    """Sits in any circle today: those who do keep the memory, the documents and the visits."""
    return is_member(person) and mandates_in_force().filter(member=person).exists()


@rules.predicate
def hosts(person: Any, visit: Visit | None) -> bool:
    return isinstance(person, Member) and is_member(person) and visit is not None and visit.host_id == person.pk


rules.add_perm("history.read", is_member | is_published)
rules.add_perm("history.visit_pages", is_member | is_welcome)
rules.add_perm("history.tell", has_mandate | is_administrator | is_clock)  # add to the story
rules.add_perm("history.write_documents", has_mandate | is_administrator | is_clock)
rules.add_perm("history.plan_visits", has_mandate | is_administrator | is_clock)
rules.add_perm("history.change_visit", hosts | is_administrator)
rules.add_perm("history.sign_up", is_member)
rules.add_perm("history.walk", is_member)  # the newcomer's path
