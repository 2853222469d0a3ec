"""Topics: the references by which every floor names a thing of any floor, "meeting:3".

A topic is the prefix of a kind and a key, perhaps with a part after it ("meeting:3:floor"). Models write theirs
(`HasTopic`). Each app declares the kinds that are its own in `topics.py` and registers them: a lower floor, which knows
a thing of an upper one by its topic alone, asks its kind who may read it, what people call it, where its page is. A
floor that asks more declares it in a subclass of `TopicKind`, which the kinds that answer extend.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from journal.numbers import number, numbers
from journal.registry import Registry

COLLECTIVE = "collective"  # the one topic without a key
PERSON = "member"  # the prefix of the people who act
TOPIC = re.compile(COLLECTIVE + r"|(?P<prefix>[a-z]+):(?P<pk>[0-9]{1,18})(:(?P<part>[a-z]+(:[a-z]+)*))?")
M = TypeVar("M", bound=Model)


class HasTopic:
    """A model whose rows are the things of a kind of topic."""

    topic_prefix: ClassVar[str]
    pk: Any

    @classmethod
    def topic_of(cls, pk: object) -> str:
        """The topic of the row with this key."""
        return f"{cls.topic_prefix}:{pk}"

    @classmethod
    def key_in(cls, topic: str) -> str:
        """The key in a topic of this model; "" in any other topic."""
        prefix, pk, _part = parts(topic)
        return pk if prefix == cls.topic_prefix else ""

    @property
    def topic(self) -> str:
        return self.topic_of(self.pk)


def person_topic(pk: object) -> str:
    """A person's own topic, for the floors below theirs."""
    return f"{PERSON}:{pk}"


class Parts(NamedTuple):
    """What a topic is made of; all are empty for what is no topic, whoever typed it into an address."""

    prefix: str
    pk: str
    part: str  # "floor" in "meeting:3:floor", "" of the whole


def parts(topic: str) -> Parts:
    match = TOPIC.fullmatch(topic)
    return Parts(match["prefix"] or topic, match["pk"] or "", match["part"] or "") if match else Parts("", "", "")


@dataclass(frozen=True)
class Known:
    """Something that the journal only knows by its topic, as people call it."""

    name: str
    url: str = ""
    is_kept: bool = False  # not this reader's to know: `name` says only that


class TopicKind:
    """What any floor may ask about the things of one kind, by key. Unless a kind answers, nobody may and nothing is."""

    prefix: ClassVar[str] = ""
    is_everybodys: ClassVar[bool] = False  # its names are told to every reader, whoever may read its topics

    def reads(self, person: Any, pk: str) -> bool:
        """Whether this person may read what is told of it."""
        return pk in self.readable(person, {pk})

    def readable(self, person: Any, pks: set[str]) -> set[str]:
        """Those that this person may read, in one question: a page shows many."""
        return set()

    def names(self, pks: set[str]) -> Mapping[str, Known]:
        """What people call each, and its page, in one question."""
        return {}

    def url(self, pk: str) -> str:
        """Its page; "" if it has none."""
        named = self.names({pk}).get(pk)
        return named.url if named else ""


class RowKind(TopicKind, Generic[M]):
    """A kind whose things are the rows of one model, each called as it calls itself."""

    rows: ClassVar[QuerySet[Any]]  # with what the answers need of other tables

    def readable_by(self, person: Any) -> QuerySet[M]:
        """The rows that this person may read."""
        return self.rows.none()

    def find(self, pk: str) -> M | None:
        return self.rows.filter(pk=number(pk) or 0).first()

    def name(self, row: M) -> str:
        return str(row)

    def readable(self, person: Any, pks: set[str]) -> set[str]:
        rows = self.readable_by(person).filter(pk__in=numbers(pks))
        return {str(pk) for pk in rows.values_list("pk", flat=True)}

    def names(self, pks: set[str]) -> Mapping[str, Known]:
        return {str(row.pk): Known(self.name(row), _page(row)) for row in self.rows.filter(pk__in=numbers(pks))}


def _page(row: Model) -> str:
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


kinds: Registry[TopicKind] = Registry("a kind of topic")
K = TypeVar("K", bound=TopicKind)


def register(*declared: TopicKind) -> None:
    """Make kinds known by their prefix."""
    for kind in declared:
        kinds.register(kind.prefix, kind)


def kind_of(topic: str, answers: type[K]) -> tuple[K, str]:
    """The kind of this topic and the key, for questions that the class `answers` declares.

    A kind that does not extend it, or that nobody registered, answers as the class does: it denies.
    """
    prefix, pk, _part = parts(topic)
    kind = kinds.get(prefix)
    return (kind if isinstance(kind, answers) else answers()), pk


def answering(answers: type[K]) -> list[K]:
    """The kinds that answer the questions of this class."""
    return [kind for kind in kinds.values() if isinstance(kind, answers)]


def can_read(person: Any, topic: str) -> bool:
    """Whether this person may read what is told of this topic. One whose kind nobody registered is read by nobody."""
    kind, pk = kind_of(topic, TopicKind)
    return kind.reads(person, pk)


def readable(person: Any, topics: Iterable[str]) -> set[str]:
    """Those of the topics that this person may read, in one question for each kind."""
    return {
        topic
        for kind, by_pk in by_kind(topics).items()
        for pk in kind.readable(person, set(by_pk)) & set(by_pk)
        for topic in by_pk[pk]
    }


def names_of(topics: Iterable[str]) -> dict[str, Known]:
    """What people call the things of these topics: `{"member:17": Known("Inès", "/people/17/")}`."""
    return {
        f"{kind.prefix}:{pk}" if pk else kind.prefix: known
        for kind, by_pk in by_kind(topics).items()
        for pk, known in kind.names(set(by_pk)).items()
    }


def by_kind(topics: Iterable[str]) -> dict[TopicKind, dict[str, set[str]]]:
    """The topics whose kind is registered, by kind and key."""
    grouped: dict[TopicKind, dict[str, set[str]]] = {}
    for topic in topics:
        prefix, pk, _part = parts(topic)
        if kind := kinds.get(prefix):
            grouped.setdefault(kind, {}).setdefault(pk, set()).add(topic)
    return grouped
