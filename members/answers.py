"""Answers by the link of a letter: one page on which one person does one act once, without signing in.

The link carries a signature of its row (`AnswerLink`), so that nobody makes one up. To open the page answers nothing:
mail scanners follow links. It works once, while what it asks is asked, and no longer once its person has signed out
everywhere or lost their access. A secret ballot is never answered so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from journal.clock import now
from journal.numbers import number
from journal.registry import Registry
from members.models import AnswerLink, Member, Notification
from members.outbox import absolute
from web.plaintext import as_words

T = TypeVar("T")

SIGNER = Signer(salt="members.answers")


@dataclass(frozen=True)
class AnswerPart:
    """One of several things that an answer says: words, which begin as `words`, one of `choices`, or a day.

    `hint` helps to say it. `is_day`: its words are a day, as in a date field: "2027-06-01".
    """

    name: str
    label: str
    choices: Sequence[tuple[str, str]] = ()  # each value and its label
    is_optional: bool = True  # may stay empty
    words: str = ""
    rows: int = 3  # lines that its field shows at first
    is_day: bool = False
    hint: str = ""


@dataclass(frozen=True)
class AnswerOption:
    """One answer as a button of the page; `text_label` asks for words with it, or for one of `choices`.

    One of several `parts` is folded under its label, unless it is the only answer, and `button` sends them. What was
    typed into such parts, where another answer is given that is said more of later, waits in the form at
    `words_wait_at`. `began_from` names what the words of its parts began from, where that may become another meanwhile:
    words that began from what was before are asked for once more, and take the place of nothing unseen.
    """

    value: str
    label: str
    look: str = ""
    text_label: str = ""
    choices: Sequence[tuple[str, str]] = ()  # each value and its label
    parts: Sequence[AnswerPart] = ()
    button: str = ""
    words_wait_at: str = ""
    began_from: str = ""


@dataclass(frozen=True)
class OpenQuestion:
    """What one person may answer now about one thing. `key` tells one asking from the next: "round:7"."""

    key: str
    title: str
    text: str  # Markdown: what the answer is about
    url: str  # its page, for whoever wants to say more
    options: Sequence[AnswerOption]
    due: datetime | None = None
    before: Sequence[str] = ()  # what is to be known before one answers, a sentence each


@dataclass(frozen=True)
class AnswerKind:
    """How one kind of question is answered by a link.

    `question(member, about)` is what that person may answer now, None for nothing; `answer` does it through the
    action of the page itself, which refuses what it would refuse there; `answer_parts` does for an option of several
    parts. Both find again what they are about by `still_asked`: somebody else may have ended it since the question was
    read. Before that `lock` takes what it is about, alone, so that no words take the place of others that nobody saw.
    `keys` are those of the questions about many things, where one letter may tell of many. `afterwards` is a
    sentence for whoever opens the link again: whether, and until when, the answer may be changed. `over` says why
    nothing is asked any more, of a link that was not used.
    """

    question: Callable[[Member, str], OpenQuestion | None]
    answer: Callable[[Member, str, str, str], object] | None = None  # member, topic, value of the option, words
    answer_parts: Callable[[Member, str, Mapping[str, str]], object] | None = None  # member, topic, words by name
    keys: Callable[[Member, Sequence[str]], Mapping[str, str]] | None = None  # by topic
    lock: Callable[[str], object] | None = None
    _: KW_ONLY
    afterwards: str | Promise
    over: Callable[[Member, str], str] | None = None  # member, topic


kinds: Registry[AnswerKind] = Registry("a kind of answer by link")


def links_to(member: Member, things: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The addresses of this person's own pages for these answers, each a kind and what it is about.

    Called inside an action. What is not answered by a link is left out. The same question has the same link.
    """
    by_kind: dict[str, list[str]] = {}
    for kind, about in things:
        if kind in kinds:
            by_kind.setdefault(kind, []).append(about)
    wanted = {
        (kind, about): key for kind in by_kind for about, key in _keys(kinds[kind], member, by_kind[kind]).items()
    }
    if not wanted:
        return {}
    epoch, made_at = member.session_epoch, now()
    AnswerLink.objects.bulk_create(
        (
            AnswerLink(member=member, kind=kind, about=about, key=key, session_epoch=epoch, made_at=made_at)
            for (kind, about), key in wanted.items()
        ),
        ignore_conflicts=True,
    )
    topics = {about for _kind, about in wanted}
    links = AnswerLink.objects.filter(member=member, kind__in=by_kind, about__in=topics, session_epoch=epoch)
    return {
        (link.kind, link.about): _address(link) for link in links if wanted.get((link.kind, link.about)) == link.key
    }


def _keys(kind: AnswerKind, member: Member, topics: Sequence[str]) -> Mapping[str, str]:
    """The key of what this person may answer about each, left out where that is nothing."""
    if kind.keys:
        return kind.keys(member, topics)
    questions = {about: kind.question(member, about) for about in topics}
    return {about: question.key for about, question in questions.items() if question}


def links_for(members: Iterable[Member], kind: str, about: str, *, key: str) -> dict[int, str]:
    """The same for many people who are asked one thing for the first time, by the key of each.

    `key` is what the question of each of them bears. The number of questions to the database does not grow with them.
    """
    epochs = {member.pk: member.session_epoch for member in members}
    AnswerLink.objects.bulk_create(
        (
            AnswerLink(member_id=pk, kind=kind, about=about, key=key, session_epoch=epoch, made_at=now())
            for pk, epoch in epochs.items()
        ),
        ignore_conflicts=True,
    )
    links = AnswerLink.objects.filter(member__in=epochs, kind=kind, about=about, key=key)
    return {link.member_id: _address(link) for link in links if link.session_epoch == epochs[link.member_id]}


def last_asking(member: Member, kind: str, about: str) -> str:
    """Which time it is that this person is asked, for what keeps no row of its own: that of the last letter of it."""
    last = Notification.objects.filter(member=member, kind=kind, about=about).order_by("-pk").first()
    return f"asking:{last.pk}" if last else ""


def next_answer(member: Member, kind: str, about: str) -> str:
    """Which time it is that this person answers by a link, for what gathers all that waits about one thing: the link
    lives on as what it gathers is answered otherwise, or grows, until it is used."""
    return (
        f"answer:{AnswerLink.objects.filter(member=member, kind=kind, about=about).exclude(used_at=None).count() + 1}"
    )


def link_of(token: str) -> AnswerLink | None:
    """The link that this address carries; None for one that is not ours."""
    try:
        key = number(SIGNER.unsign(token))
    except BadSignature:
        return None
    return AnswerLink.objects.filter(pk=key or 0).select_related("member").first()


def question_of(link: AnswerLink) -> OpenQuestion | None:
    """What the link still asks: None once it was used, what it asks is over, or its person signed out everywhere."""
    member = link.member
    if link.used_at or not member.is_active or link.session_epoch != member.session_epoch or link.kind not in kinds:
        return None
    question = kinds[link.kind].question(member, link.about)
    return question if question is not None and question.key == link.key else None


def why_over(link: AnswerLink) -> str:
    """Why a link of its person that was not used asks nothing any more, in words that help; empty where they are the
    same for all links."""
    member, kind = link.member, kinds.get(link.kind)
    is_theirs = member.is_active and link.session_epoch == member.session_epoch
    if link.used_at or kind is None or kind.over is None or not is_theirs:
        return ""
    return kind.over(member, link.about)


def still_asked(thing: T | None) -> T:
    """What an answer is about, found again when it is given: ValidationError `link` where that is over meanwhile."""
    if thing is None:
        raise ValidationError(
            _("This link was used, or what it asked is over. Sign in to see where it stands."), code="link"
        )
    return thing


def chosen_among(people: QuerySet[Member], words: str) -> Member:
    """Whom an answer names by their key. Raises ValidationError: `person` for nobody of these."""
    person = people.filter(pk=number(words) or 0).first()
    if person is None:
        raise ValidationError(_("Choose one of these people."), code="person")
    return person


def with_voices(text: str, voices: Iterable[tuple[str, str]]) -> str:
    """The text, then what people said of it, each quoted under their name, in Markdown: nobody speaks as another."""
    passages = [f"**{as_words(name)}**\n\n{_quoted(words)}" for name, words in voices if words]
    return "\n\n".join([*filter(None, [text, "---" if text and passages else ""]), *passages])


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}" for line in words.splitlines())


def _address(link: AnswerLink) -> str:
    return absolute(reverse("members:answer", args=[SIGNER.sign(str(link.pk))]))
