"""The index: one row for each thing that can be found, with the right that finding it needs.

It follows the acts, and none waits for it: an act writes which topics it changed, and whoever searches next, or the
clock, writes the index before it is read. So things are found as they are, what was undone is not found, and nothing
is forgotten when a process dies in between. SQLite searches by FTS5, PostgreSQL by `to_tsvector('simple')`, both over
the same stored stems; the tables that they need are made by `history.search.tables`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from django.db import connection, transaction
from django.db.models import BigIntegerField, Model, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils.functional import Promise

from commissions.models import Circle
from commissions.queries import circles_followed_by, readable_circles
from history.models import SearchEntry, UnindexedChange
from history.search import tables
from history.search.words import ExcerptPiece, excerpt, stemmed, unmarked, wanted
from journal.registry import Registry
from journal.statements import Statement
from journal.topics import parts
from members.queries import collective
from members.rules import is_member

M = TypeVar("M", bound=Model)

PUBLIC, MEMBERS = "public", "members"
RESULTS = 40
AT_ONCE = 50  # changes that the index follows in one transaction: on SQLite nobody writes meanwhile
NOTE = "INSERT INTO history_unindexedchange (topics) VALUES (%s)"
UNINDEXED = Statement(lambda: UnindexedChange.objects.all()[:1])
SAID = ("kind", "right", "title", "text", "url", "happened_on")  # of an entry, apart from its stems


@dataclass(frozen=True)
class Indexed:
    """Something to be found. `right`: "public", "members", "circle:3" (who may read it), "within:3" (who is in it)."""

    topic: str
    right: str
    title: str
    url: str
    text: str = ""
    part: str = ""  # tells apart the entries of one topic
    happened_on: date | None = None


@dataclass(frozen=True)
class Found:
    """One result: what it is, where it is, and the passages that answer."""

    kind: str
    url: str
    happened_on: date | None
    title: Sequence[ExcerptPiece]
    excerpt: Sequence[ExcerptPiece]


Entries = Callable[[Collection[int] | None], Iterable[Indexed]]


@dataclass(frozen=True)
class Source:
    """A kind of thing that can be found: `kind` is its word in the index, with what people call it and its picture.

    `entries({4, 7})` returns what is to be found of `prefix:4` and `prefix:7` as they are now (nothing for what is
    gone), and `entries(None)` of all of them. A change of `prefix:4:part` is one of `prefix:4` for these `parts`.
    """

    kind: str
    label: str | Promise
    icon: str
    entries: Entries
    parts: Collection[str] = ()


sources: Registry[Source] = Registry("a source of the search")  # by the prefix of its topics


def note(topics: Iterable[str]) -> None:
    """Within the act that changed these topics: keep that the index has to follow."""
    if things := sorted(f"{prefix}:{pk}" for prefix, pk in _things(topics)):
        with connection.cursor() as cursor:
            cursor.execute(NOTE, [" ".join(things)])


def catch_up() -> None:
    """Make the index say what is there now. Of two that do so at once, one waits for the other."""
    while UNINDEXED.first():
        with transaction.atomic():
            changes = list(UnindexedChange.objects.select_for_update()[:AT_ONCE])
            refresh({topic for change in changes for topic in change.topics.split()})
            _forget(changes)


def refresh(topics: Iterable[str]) -> None:
    """Write again what the index holds of these topics."""
    changed: dict[str, set[int]] = {}
    for prefix, pk in _things(topics):
        changed.setdefault(prefix, set()).add(int(pk))
    for prefix, keys in changed.items():
        source = sources[prefix]
        held = SearchEntry.objects.filter(topic__in=[f"{prefix}:{pk}" for pk in keys])
        _write(source.kind, source.entries(keys), held)


@transaction.atomic
def reindex() -> int:
    """Make the whole index again; returns how many things can be found."""
    changes = list(UnindexedChange.objects.select_for_update())
    known = Q()
    for prefix, source in sources.items():
        known |= Q(topic__startswith=f"{prefix}:")
        _write(source.kind, source.entries(None), SearchEntry.objects.filter(topic__startswith=f"{prefix}:"))
    SearchEntry.objects.exclude(known).delete()
    _forget(changes)
    return SearchEntry.objects.count()


def find(query: str, *, person: Any, every_word: bool = True, limit: int = RESULTS) -> list[Found]:
    """What this person may read that holds every word of the query (or any of them), the nearest first."""
    words = wanted(query)
    rights = rights_of(person)
    if not words or not rights:
        return []
    catch_up()
    order = tables.matching(words, rights, limit, every_word=every_word)
    entries = SearchEntry.objects.in_bulk(order)
    return [_found(entries[pk], words) for pk in order]


def found_among(rows: QuerySet[M], query: str) -> QuerySet[M]:
    """Those of the rows of one kind that the index holds each word of the query of; all where it has none.

    Whoever asks gives only what they may read. `M` is a kind of thing that has a source here.
    """
    words = wanted(query)
    if not words:
        return rows
    catch_up()
    prefix = f"{cast(Any, rows.model).topic_prefix}:"
    entries = SearchEntry.objects.filter(topic__startswith=prefix, pk__in=tables.holding(words))
    return rows.filter(pk__in=entries.values_list(Cast(Substr("topic", len(prefix) + 1), BigIntegerField())))


def rights_of(person: Any) -> list[str]:
    """The rights that this person holds now. A visitor holds that of what is published, if anything is."""
    if not is_member(person):
        return [PUBLIC] if collective().is_public else []
    may_read = [Circle.topic_of(pk) for pk in readable_circles(person).values_list("pk", flat=True)]
    is_in = [within(pk) for pk in circles_followed_by(person).values_list("pk", flat=True)]
    return [PUBLIC, MEMBERS, person.topic, *may_read, *is_in]


def within(circle: int) -> str:
    """The right of those who sit in a circle; its topic is that of those who may read it."""
    return f"within:{circle}"


def _things(topics: Iterable[str]) -> set[tuple[str, str]]:
    """What of these topics can be found: its prefix, and its key."""
    return {
        (prefix, pk)
        for prefix, pk, part in map(parts, topics)
        if prefix in sources and (not part or part in sources[prefix].parts)
    }


def _forget(changes: Iterable[UnindexedChange]) -> None:
    UnindexedChange.objects.filter(pk__in=[change.pk for change in changes]).delete()


def _write(kind: str, entries: Iterable[Indexed], held: QuerySet[SearchEntry]) -> None:
    """Make the rows `held` say what `entries` say: only what differs is written.

    Most changes alter no text, so what is held is read as plain values.
    """
    rows = {
        (topic, part): (pk, columns)
        for pk, topic, part, *columns in held.values_list("pk", "topic", "part", *SAID).order_by()
    }
    for entry in entries:
        pk, columns = rows.pop((entry.topic, entry.part), (None, None))
        title, text = entry.title[:200], unmarked(entry.text)
        written = [kind, entry.right, title, text, entry.url, entry.happened_on]
        if columns == written:
            continue
        SearchEntry(
            pk=pk,
            topic=entry.topic,
            part=entry.part,
            title_stems=stemmed(title),
            text_stems=stemmed(text),
            **dict(zip(SAID, written, strict=True)),
        ).save()
    if rows:
        SearchEntry.objects.filter(pk__in=[pk for pk, _said in rows.values()]).delete()


def _found(entry: SearchEntry, words: list[frozenset[str]]) -> Found:
    return Found(
        kind=entry.kind,
        url=entry.url,
        happened_on=entry.happened_on,
        title=excerpt(entry.title, words),
        excerpt=excerpt(entry.text, words) if entry.text else [],
    )
