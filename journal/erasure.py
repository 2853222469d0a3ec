"""Forgetting a person: their names and reasons leave the journal, and the chain still verifies."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.models import PrivateText
from journal.topics import parts


@action
def forget_person(person: str, *, actor: Actor, also: Collection[str] = ()) -> int:
    """Erase what is private in the entries that `person` ("member:17") made, or that are about them.

    `also` names topics that are theirs alone (the invitation that they answered). In an entry that tells
    what several people said, a text named `reason:17` is theirs. Returns how many texts were erased; asked
    again, only what came since.
    """
    require("members.administer", actor)
    theirs = Q(entry__actor=person) | Q(entry__topics__topic__in=[person, *also])
    theirs |= Q(name__endswith=f":{parts(person).pk}")
    unerased = PrivateText.objects.filter(theirs, erased_at=None).values("pk")
    texts = PrivateText.objects.select_for_update().filter(pk__in=unerased).order_by("pk")
    return _erase(texts, topics=[person])


def names_told(person: str, also: Collection[str] = ()) -> set[str]:
    """The names under which the entries about `person`, or about the topics in `also`, tell of them."""
    about = PrivateText.objects.filter(entry__topics__topic__in=[person, *also], name="name", erased_at=None)
    return set(about.values_list("text", flat=True))


def _erase(texts: Iterable[PrivateText], *, topics: list[str]) -> int:
    erased = [text for text in texts if text.erased_at is None]
    if not erased:
        return 0
    instant = now()
    for text in erased:
        text.key, text.text, text.erased_at = None, "", instant
        text.save(update_fields=["key", "text", "erased_at"])
    record("journal.erased", topics=topics, body={"texts": [[text.entry_id, text.name] for text in erased]})
    return len(erased)
