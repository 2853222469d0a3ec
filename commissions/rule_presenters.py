"""Each rule of a circle: what it says, and what set it (PRODUCT §3.7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Field
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commissions.actions.circles import rules_of
from commissions.grounds import Grounded, with_grounds
from commissions.models import Circle, RulesChange
from commissions.rule_subjects import RULES, SUBJECTS
from commissions.sentences import TOLD, rules_with_articles, rules_without_exception
from journal.topics import Known, names_of
from web.dates import day

STRICT = "is_quorum_strict"  # written apart, of the quorum of a meeting


@dataclass(frozen=True)
class RuleSource:
    """What set a rule, in words and where it is read; when, and on which ground, "" where none is written down."""

    known: Known
    at: datetime | None = None
    ground: str = ""


@dataclass(frozen=True)
class SourceLine:
    """What set these rules of a subject, named; no name where it set all of them."""

    source: RuleSource
    names: str


@dataclass(frozen=True)
class ToldRule:
    """One subject of the rules: its name, what they say of it, what set them.

    `article` is the one on which they stand, "" for none; `read_in` is the text that has it, where one is named.
    """

    key: str
    label: Promise
    sentences: list[str]
    article: str
    read_in: Known | None
    lines: list[SourceLine]
    article_line: SourceLine | None = None  # what entered its article, where that is a reference and not a rule


@dataclass(frozen=True)
class CitedRule:
    """What a rule says, with its article, and the text in which it is read."""

    text: str
    article: str
    read_in: Known | None


def cited_rules(circle: Circle) -> list[CitedRule]:
    """One sentence for each rule, in the order in which one meets them."""
    texts = texts_of(circle)
    return [CitedRule(one.text, one.article, texts.get(one.subject)) for one in rules_with_articles(circle)]


def told_rules(circle: Circle) -> list[ToldRule]:
    """Every rule that such a circle has, in the order in which one meets them."""
    changes = _changes_of(circle)
    sources, texts, articles = _sources(circle, changes), texts_of(circle), _sources_of_articles(changes)
    return [
        ToldRule(
            key,
            TOLD[key].label,
            sentences,
            circle.article_on(key),
            texts.get(key),
            _lines([(rule, sources[rule]) for rule in SUBJECTS[key]]),
            SourceLine(articles[key], "") if key in articles and circle.article_on(key) else None,
        )
        for key, sentences in rules_without_exception(circle).items()
    ]


def rules_with_sources(circle: Circle) -> list[dict[str, Any]]:
    """Each rule as plain data: its name, its subject, its value, its article, what set it."""
    sources, texts, values = sources_of(circle), texts_of(circle), rules_of(circle)
    return [
        {
            "name": rule,
            "subject": key,
            "value": f">{values[rule]}" if rule == "meeting_quorum" and values[STRICT] else values[rule],
            "article": circle.article_on(key),
            "read_in": texts[key].url if key in texts else "",
            "set_by": sources[rule].known.name,
            "ground": sources[rule].ground,
            "url": sources[rule].known.url,
            "at": sources[rule].at,
        }
        for key, rules in SUBJECTS.items()
        for rule in rules
    ]


def texts_of(circle: Circle) -> dict[str, Known]:
    """The text in which the article of each subject is read, by subject; absent where none is named, or is there."""
    known = names_of(set(circle.article_texts.values()))
    return {key: known[topic] for key, topic in circle.article_texts.items() if topic in known}


def sources_of(circle: Circle) -> dict[str, RuleSource]:
    """What set each rule of `RULES`: the last change that touched it. One question, and one for each kind of ground.

    A rule that no change names has its usual value; or another, entered before changes were written down.
    """
    return _sources(circle, _changes_of(circle))


def _changes_of(circle: Circle) -> list[Grounded]:
    """What changed its rules, the newest first."""
    return with_grounds(circle.rules_changes.select_related("entered_by"))


def _sources_of_articles(changes: Sequence[Grounded]) -> dict[str, RuleSource]:
    """What entered the article of each subject as it stands, where that is a reference."""
    sources: dict[str, RuleSource] = {}
    standing: dict[str, str] = {}
    for one in reversed(changes):
        articles = one.row.changed.get("articles", standing)
        for key in articles:
            if articles[key] != standing.get(key):
                sources[key] = _of_change(one.row, one.ground)
        standing = articles
    return {key: sources[key] for key in standing}


def _sources(circle: Circle, changes: Sequence[Grounded]) -> dict[str, RuleSource]:
    last = last_changes(one.row for one in changes)
    grounds = {one.row.pk: one.ground for one in changes}
    usual, standing = rules_of(Circle()), rules_of(circle)
    first = changes[-1].row.at if changes else None
    return {
        rule: _of_change(last[rule], grounds[last[rule].pk])
        if rule in last
        else RuleSource(
            Known(
                _("the usual value, which nothing has changed") if _is_same(rule, usual, standing) else _before(first)
            )
        )
        for rule in RULES
    }


def last_changes(changes: Iterable[RulesChange]) -> dict[str, RulesChange]:
    """Of each rule the change that touched it last; they come newest first."""
    last: dict[str, RulesChange] = {}
    for change in changes:
        for name in change.changed:
            last.setdefault("meeting_quorum" if name == STRICT else name, change)
    return last


def _is_same(rule: str, usual: Mapping[str, Any], standing: Mapping[str, Any]) -> bool:
    return usual[rule] == standing[rule] and (rule != "meeting_quorum" or usual[STRICT] == standing[STRICT])


def _of_change(change: RulesChange, ground: Known | None) -> RuleSource:
    known = ground if ground and ground.name else Known(_entered_by(change))
    return RuleSource(known, change.at, change.ground)


def _entered_by(change: RulesChange) -> str:
    if change.entered_by is None:
        return pgettext("rule", "entered")
    return pgettext("rule", "entered by %(name)s") % {"name": change.entered_by.name}


def _before(first: datetime | None) -> str:
    if first is None:
        return _("entered before what sets each rule was written down")
    return _("entered before %(day)s") % {"day": day(first, year=True, weekday=False)}


def _lines(rules: list[tuple[str, RuleSource]]) -> list[SourceLine]:
    """The sources of these rules, each once; where there are several, with the names of the rules that each set."""
    by_source: dict[RuleSource, list[str]] = {}
    for rule, source in rules:
        by_source.setdefault(source, []).append(rule)
    if len(by_source) == 1:
        return [SourceLine(next(iter(by_source)), "")]
    written = [(source, named) for source, named in by_source.items() if source.at is not None]
    usual = [(source, named) for source, named in by_source.items() if source.at is None]
    return [
        *(SourceLine(source, capfirst(", ".join(_name(rule) for rule in named))) for source, named in written),
        *(
            SourceLine(source, _("The rest") if written else capfirst(", ".join(map(_name, named))))
            for source, named in usual
        ),
    ]


def _name(rule: str) -> str:
    field = Circle._meta.get_field(rule)
    assert isinstance(field, Field)  # noqa: S101  (for the type checker)
    return str(field.verbose_name)
