"""Changes to circles, and to the rules that they gave themselves."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions import grounds
from commissions.actions.links import end_links_between
from commissions.actions.living import check_living, lock_living
from commissions.changes import Change, ChangeKind, checked
from commissions.models import Circle, RulesChange
from commissions.panels import texts_to_cite
from commissions.queries import line_of, voters_of
from commissions.rule_subjects import RULES, WORDED
from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from journal.refusals import wrong
from journal.texts import line
from journal.topics import COLLECTIVE
from votes.counting import quorum
from votes.counting.quorum import NumberOfPeople

ON_ARTICLES = ("articles", "article_texts")
QUORUMS = ("meeting_quorum", "second_quorum", "consent_quorum")


@action
def create_circle(
    *,
    actor: Actor,
    kind: str,
    name: str,
    mission: str = "",
    parent: Circle | None = None,
    slug: str = "",
    founded_on: date | None = None,
    ends_on: date | None = None,
    ground: str = "",
    **rules: Any,
) -> Circle:
    """Found a circle. `rules` are those of `RULES`; what is not given has the usual default.

    Once the founding is over, `ground` ("decision:14") is the decision of the circle that it is within, or of one above
    that, which says so. The new circle has the usual rules, and changes them as any other does. `ends_on` is the day
    on which a working group is to end, as its rules say from then on.
    Raises ValidationError: on `kind`, `parent`, or for rules of its own (`founded`), on `ends_on` (`kind`, `past`), on
    `changes`, on `ground`, and `ended` within a group that has ended.
    """
    require("commissions.create", actor)
    if grounds.is_founding():
        ground = grounds.FOUNDING
        if parent is not None:
            lock_living(parent)
    else:
        ground = _ground_of_circle(kind, name, parent, ground, actor, has_rules=bool(rules))
    circle = Circle(kind=kind, name=name.strip(), mission=mission, parent=parent, founded_on=founded_on)
    circle.slug = slug or _free_slug(circle.name)
    _write_rules(circle, {**rules, "ends_on": ends_on})
    _check_last_day(circle)
    circle.full_clean()
    circle.save()
    usual = rules_of(Circle())
    given = {rule: value for rule, value in rules_of(circle).items() if value != usual[rule]}
    if given:
        note_change(circle, ground, actor, given)
    written = {rule: value for rule, value in rules_of(circle).items() if value or rule not in WORDED}
    record(
        "circle.created",
        topics=[circle.topic, COLLECTIVE],
        body={
            "circle": circle.pk,
            "kind": kind,
            "parent": parent.pk if parent else None,
            "ground": ground,
            **without_words(written),
        },
        private={"name": circle.name, "mission": mission, **words_among(written)},
    )
    return circle


@action
def describe_circle(
    circle: Circle,
    *,
    actor: Actor,
    name: str,
    mission: str = "",
    parent: Circle | None = None,
    founded_on: date | None = None,
    ground: str = "",
) -> Circle:
    """Change what the circle says of itself. Its address stays, so that links keep working.

    Which circle it is within says who may decide for it: that changes as its rules do (`set_rules`). Its links with
    the former one end.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("commissions.manage", actor, circle)
    check_living(circle)
    if parent and circle.pk in line_of(parent):
        raise wrong("parent", _("A circle cannot be within itself: choose another."), code="loop")
    moved = circle.parent_id != (parent.pk if parent else None)
    if moved:
        if parent is not None:
            lock_living(parent)
        ground = _ground_of(
            Change(ChangeKind.MOVE, circle.pk, within=parent.pk if parent else None), circle, ground, actor
        )
        end_links_between(circle, circle.parent, ground)
    circle.name, circle.mission, circle.parent, circle.founded_on = name.strip(), mission, parent, founded_on
    circle.full_clean()
    circle.save(update_fields=["name", "mission", "parent", "founded_on"])
    record(
        "circle.described",
        topics=[circle.topic, COLLECTIVE],
        body={
            "circle": circle.pk,
            "parent": parent.pk if parent else None,
            **({"ground": ground} if moved else {}),
        },
        private={"name": circle.name, "mission": mission},
    )
    return circle


@action
def set_rules(
    circle: Circle,
    *,
    actor: Actor,
    ground: str = "",
    articles: Mapping[str, str] | None = None,
    article_texts: Mapping[str, str] | None = None,
    **rules: Any,
) -> Circle:
    """Give the circle other rules. What is already open keeps those that it opened with.

    `articles` and `article_texts` say of some subjects of rules (`rule_subjects.py`) on which article they stand, and
    in which text it is read ("document:3"); "" for none. A subject that they leave out keeps its own.

    Once the founding is over, `ground` ("decision:14") is the decision that says so: nobody changes them alone.
    Raises ValidationError on `ground`, on a quorum of more people than vote here (`roll`), on `ends_on` (`past`), on
    `articles` (`article`) and `article_texts` (`document`), and `ended` for a group that has ended.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("commissions.manage", actor, circle)
    check_living(circle)
    before = rules_of(circle)
    _write_rules(circle, rules)
    _cite(circle, articles or {}, article_texts or {}, actor)
    if before["ends_on"] != rules_of(circle)["ends_on"]:
        _check_last_day(circle)
    circle.full_clean()
    changed = {name: value for name, value in rules_of(circle).items() if value != before[name]}
    if not changed:
        return circle
    if not grounds.is_founding():
        _check_roll(circle, changed)
    ground = _ground_of(Change(ChangeKind.RULES, circle.pk), circle, ground, actor)
    circle.save(update_fields=[*RULES, *ON_ARTICLES])
    note_change(circle, ground, actor, changed)
    record(
        "circle.rules_set",
        topics=[circle.topic],
        body={"circle": circle.pk, "ground": ground, **without_words(changed)},
        private=words_among(changed),
    )
    touch(f"{circle.topic}:rules")
    return circle


def _ground_of_circle(
    kind: str, name: str, parent: Circle | None, ground: str, actor: Actor, *, has_rules: bool
) -> str:
    """What a circle that is founded after the set-up rests on."""
    if kind == Circle.Kind.ASSEMBLY:
        raise wrong("kind", _("An assembly is founded during the set-up: it is over."), code="founded")
    if parent is None:
        raise wrong("parent", _("Say which circle it is within: that one decides it, or one above it."), code="founded")
    if has_rules:
        raise ValidationError(
            _("A new circle has the usual rules: change them by a decision, once it is there."), "founded"
        )
    parent = lock_living(parent)
    change = checked(Change(ChangeKind.CREATION, parent.pk, new_kind=kind, name=name), parent)
    return grounds.spend(ground, change, parent, actor=actor)


def _ground_of(change: Change, circle: Circle, ground: str, actor: Actor) -> str:
    """What a change of the circle rests on: the founding, or a decision that allows it and has not been used."""
    return grounds.FOUNDING if grounds.is_founding() else grounds.spend(ground, change, circle, actor=actor)


def _write_rules(circle: Circle, rules: Mapping[str, Any]) -> None:
    if unknown := set(rules) - set(RULES):
        raise TypeError(f"not rules of a circle: {', '.join(sorted(unknown))}")
    for name, value in rules.items():
        try:
            setattr(circle, name, value)
        except ValidationError as refusal:  # of a quorum, which is read as it is set
            raise ValidationError({name: refusal}) from None


def _cite(circle: Circle, articles: Mapping[str, str], texts: Mapping[str, str], actor: Actor) -> None:
    """Write the articles and the texts where they are read; a text is cited by who reads it, or stays as it was."""
    circle.articles = _without_empty({**circle.articles, **{key: line(text) for key, text in articles.items()}})
    cited = {topic for key, topic in texts.items() if topic and topic != circle.article_texts.get(key)}
    if cited - set(texts_to_cite(actor)):
        raise wrong("article_texts", _("Choose one of the documents that are offered."), code="document")
    kept = _without_empty({**circle.article_texts, **texts})
    circle.article_texts = {key: topic for key, topic in kept.items() if circle.article_on(key)}


def _without_empty(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _check_last_day(circle: Circle) -> None:
    """Raise `ValidationError` on `ends_on` (`past`): a last day is to come. What ends today is ended by an act."""
    if circle.ends_on is not None and circle.ends_on <= timezone.localdate(now()):
        raise wrong("ends_on", _("Choose a day to come: a group that is to end now is ended on its page."), code="past")


def _check_roll(circle: Circle, changed: Collection[str]) -> None:
    """Raise `ValidationError` (`roll`) on a quorum of more people than vote here, where that is what changes.

    While the collective is founded, people come after the rules.
    """
    roll = voters_of(circle).count()
    for name in QUORUMS:
        rule = getattr(circle, name)
        if name in changed and isinstance(rule, NumberOfPeople) and rule.number > roll > 0:
            message = ngettext(
                "%(roll)d person votes here today: a quorum is never larger. Choose a share.",
                "%(roll)d people vote here today: a quorum is never larger. Write %(roll)d or fewer, or choose a "
                "share.",
                roll,
            )
            raise wrong(name, message % {"roll": roll}, code="roll")


def note_change(circle: Circle, ground: str, actor: Actor, changed: Mapping[str, Any]) -> None:
    """Keep what gave it these rules, as the journal writes them: of each rule the last such row says where it comes
    from (`rule_presenters.py`)."""
    RulesChange.objects.create(
        circle=circle, at=now(), ground=ground, entered_by=grounds.entered_by(actor), changed=dict(changed)
    )


def rules_of(circle: Circle) -> dict[str, Any]:
    """Its rules as they are written down: of a meeting's quorum, whether it must be passed stands apart."""
    rules = {name: getattr(circle, name) for name in RULES}
    amounts = {name: rules[name].amount if rules[name] else "" for name in QUORUMS}
    rules["ends_on"] = circle.ends_on.isoformat() if circle.ends_on else None
    rules |= {name: getattr(circle, name) for name in ON_ARTICLES}
    return rules | amounts | {"is_quorum_strict": quorum.plain(circle.meeting_quorum)["quorum_strict"]}


def without_words(rules: Mapping[str, Any]) -> dict[str, Any]:
    """These rules as the body of an entry has them: of what people wrote, whether there is something."""
    return {name: bool(value) if name in WORDED else value for name, value in rules.items()}


def words_among(rules: Mapping[str, Any]) -> dict[str, str]:
    """What people wrote among these rules: the private texts of the same entry."""
    return {name: rules[name] for name in WORDED if name in rules}


def _free_slug(name: str) -> str:
    """An address nobody has: "vie-quotidienne", or "vie-quotidienne-2" when it is taken."""
    base = slugify(name)[:40] or "circle"
    slug, number = base, 1
    while Circle.objects.filter(slug=slug).exists() or slug in {"new"}:
        number += 1
        slug = f"{base}-{number}"
    return slug
