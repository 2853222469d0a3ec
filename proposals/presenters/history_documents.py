"""The history of a proposal as a document, made of its data alone (`presenters.histories`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from proposals.presenters.attached_files import files_part
from votes.methods.registry import option_methods
from web import dates
from web.documents import Part, Printable


def history_document(data: Mapping[str, Any]) -> Printable:
    """What `history_data` gave, as a document: what the proposal brought from elsewhere stands at the end."""
    parts = list(_parts(data))
    for life in data.get("brought", []):  # what came in earlier has none
        parts.append(Part(title_of_life(life), [brought_in(life), *_under(life)]))
        parts += [replace(part, level=part.level + 1) for part in _parts(life)]
    return Printable(title=data["title"], under=list(_under(data)), parts=parts)


def version_document(data: Mapping[str, Any], place: int) -> Printable:
    """The text of one version alone, counted from 0."""
    return Printable(title=data["title"], under=[], parts=[_version(data["versions"][place])])


def title_of_life(life: Mapping[str, Any]) -> str:
    """Under which it stands among others."""
    return _("Before it came here: %(title)s") % {"title": " · ".join(filter(None, (life["title"], life["circle"])))}


def brought_in(life: Mapping[str, Any]) -> str:
    """Who brought it in, and when."""
    values = {"name": life["brought_by"], "day": _day(life["brought_at"])}
    return _("Brought in from a file by %(name)s, on %(day)s. Nobody there had checked it.") % values


def version_title(version: Mapping[str, Any]) -> str:
    return _("Version %(number)s") % {"number": version["number"]}


def _under(data: Mapping[str, Any]) -> Iterator[str]:
    yield _("%(circle)s, proposed by %(name)s on %(day)s") % {
        "circle": data["circle"],
        "name": data["author"],
        "day": _day(data["created_at"]),
    }
    if method := option_methods().get(data.get("method", "")):  # what came in earlier has none
        yield _("Decided by a choice among options: %(method)s") % {"method": method.label}
    if data["decision"]:
        yield _("Decision %(number)s") % {"number": data["decision"]}


def _parts(data: Mapping[str, Any]) -> Iterator[Part]:
    if data["need"]:
        yield Part(_("Why now?"), text=data["need"])
    yield from _stage_parts(data)
    for version in data["versions"]:
        yield _version(version)
    yield from files_part(data["files"], data.get("erased_files", ()))
    yield from _remarks(_("Questions"), data["questions"])
    yield from _remarks(_("Reactions"), data["reactions"])
    yield from _edits(data.get("edits", []))
    yield from _comments(data.get("comments", []))
    yield from _advice_parts(data)
    if data.get("read_by"):
        yield Part(_("For information"), [_("Said to have read it: %(count)s.") % {"count": data["read_by"]}])
    for round in data["rounds"]:
        yield from _round_parts(round)
    if data["end_reason"]:
        yield Part(_("How it ended"), text=data["end_reason"])


def _version(version: Mapping[str, Any]) -> Part:
    written = _("%(name)s, on %(day)s") % {"name": version["name"], "day": _day(version["at"])}
    return Part(version_title(version), [line for line in (written, version["note"]) if line], version["text"])


def _stage_parts(data: Mapping[str, Any]) -> Iterator[Part]:
    """When it stood where, and what its time was given; what came in earlier tells none of it."""
    lines = []
    for stage in data.get("stages", []):
        words = _("%(stage)s: from %(day)s, extended once") if stage["extended_at"] else _("%(stage)s: from %(day)s")
        lines.append(words % {"stage": stage["name"], "day": _day(stage["at"])})
    if lines:
        yield Part(_("Its stages"), items=lines)
    for pause in data.get("pauses", []):
        values = {"name": pause["name"], "day": _day(pause["at"]), "until": _day(pause["until"])}
        yield Part(_("Paused by %(name)s, from %(day)s to %(until)s") % values, text=pause["text"], level=3)
    for handing in data.get("handings", []):
        values = {"name": handing["name"], "day": _day(handing["at"]), "circle": handing["to"]}
        became = []
        if handing["answered_at"]:
            became = [_("It was taken on there.") if handing["is_accepted"] else _("It was sent back.")]
        yield Part(_("Handed to %(circle)s by %(name)s, on %(day)s") % values, became, handing["text"], level=3)
        if handing["answer"]:
            yield Part(_("The answer"), text=handing["answer"], level=4)


def _edits(rows: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    if rows:
        yield Part(_("Changes suggested in the text"))
    for row in rows:
        head = _("%(name)s, on %(day)s") % {"name": row["name"], "day": _day(row["at"])}
        about = _("On “%(words)s”, version %(version)s") % {"words": row["quote"], "version": row["version"]}
        instead = _("Instead: “%(words)s”") % {"words": row["replacement"]} if row["replacement"] else _("Left out.")
        yield Part(head, [about, instead, row["became"]], row["text"], level=3)
        if row["answer"]:
            yield Part(_("The answer"), text=row["answer"], level=4)


def _remarks(title: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    if rows:
        yield Part(title)
    for row in rows:
        head = _("%(name)s, on %(day)s") % {"name": row["name"], "day": _day(row["at"])}
        yield Part(head, text=row["text"], level=3)
        if row.get("answer"):
            yield Part(_("The answer"), text=row["answer"], level=4)


def _comments(rows: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    if rows:
        yield Part(_("Comments on words of the text"))
    for row in rows:
        head = _("%(name)s, on %(day)s") % {"name": row["name"], "day": _day(row["at"])}
        about = _("On “%(words)s”, version %(version)s") % {"words": row["quote"], "version": row["version"]}
        settled = _("settled by %(name)s") % {"name": row["settled_by"]} if row["settled_by"] else ""
        yield Part(head, [line for line in (about, settled) if line], row["text"], level=3)
        for answer in row["answers"]:
            answered = _("%(name)s answers, on %(day)s") % {"name": answer["name"], "day": _day(answer["at"])}
            yield Part(answered, text=answer["text"], level=4)


def _advice_parts(data: Mapping[str, Any]) -> Iterator[Part]:
    rows, decider = data.get("advices", []), data.get("decider", "")  # what came in earlier has neither
    if rows:
        yield Part(_("Advice"), [_("Decided by: %(name)s") % {"name": decider}] if decider else [])
    for row in rows:
        silence = [] if row["text"] else [_("was asked, and said nothing")]
        head = _("%(name)s, on %(day)s") % {"name": row["name"], "day": _day(row["at"])} if row["at"] else row["name"]
        yield Part(head, silence, row["text"], level=3)
        if row["answer"]:
            yield Part(_("The answer"), text=row["answer"], level=4)


def _round_parts(round: Mapping[str, Any]) -> Iterator[Part]:
    title = _("Round %(number)s, on version %(version)s") % {"number": round["number"], "version": round["version"]}
    answers = [_("%(position)s: %(names)s") % row for row in round["answers"]]
    yield Part(title, [line for line in (_day(round["at"]), round["outcome"]) if line], items=answers)
    for objection in round["objections"]:
        parts = [objection[name] for name in ("consequence", "fact", "aim", "suggestion") if objection[name]]
        head = _("An objection of %(name)s") % {"name": objection["name"]}
        facts = [words for words in (objection.get("tested", ""), objection["became"]) if words]
        yield Part(head, facts, "\n\n".join(parts), level=3)
    for concern in round["concerns"]:
        head = _("%(name)s, a concern") % {"name": concern["name"]}
        yield Part(head, text=concern["text"], level=3)


def _day(stamp: str) -> str:
    instant: datetime | None = parse_datetime(stamp) if stamp else None
    return dates.day(instant, year=True, weekday=False) if instant else ""
