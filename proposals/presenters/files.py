"""A decision, and the register, as files to take away: a document (for PDF and Markdown) and plain data (for JSON)."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.canonical import plain
from journal.clock import now
from proposals.models import Decision
from proposals.presenters.attached_files import file_data, files_part
from proposals.presenters.life import life_lines
from proposals.presenters.sheets import DecisionSheet
from web import dates
from web.documents import Part, Printable
from web.pictures import Life


def decision_document(sheet: DecisionSheet, life: Life) -> Printable:
    """One decision, each of its parts under its title, its life at the end."""
    parts = [*_parts(sheet, level=2), Part(_("Its life"), items=life_lines(life))]
    return Printable(title=str(sheet.decision), under=list(_under(sheet)), parts=parts)


def register_document(title: str, sheets: Sequence[DecisionSheet]) -> Printable:
    """Several decisions, year by year, in the order in which they are given."""
    parts: list[Part] = []
    for year, of_the_year in groupby(sheets, key=lambda sheet: sheet.decision.year):
        parts.append(Part(str(year)))
        for sheet in of_the_year:
            head = Part(str(sheet.decision), sentences=[*_under(sheet)], level=3)
            parts += [head, *_parts(sheet, level=4)]
    number = ngettext("%(number)d decision", "%(number)d decisions", len(sheets)) % {"number": len(sheets)}
    made = _("Made on %(moment)s.") % {"moment": dates.exact(now())}
    return Printable(title=title, under=[number, made], parts=parts, has_contents=True)


def decision_data(sheet: DecisionSheet) -> dict[str, Any]:
    """One decision in JSON's own types. Instants are UTC; `proof`: its entry in the journal, to be verified."""
    decision, proof = sheet.decision, sheet.proof
    data = {
        "number": decision.number,
        "title": decision.title,
        "circle": decision.circle.slug,
        "subject": decision.subject,
        "process": decision.process,
        "decided_at": decision.decided_at,
        "text": decision.text,
        "reasons": decision.reasons,
        "result": decision.result,
        "expected": decision.expected,
        "evidence": decision.evidence,
        "standing": str(sheet.standing),
        "review_on": decision.looked_at_on,
        "audience": decision.audience,
        "is_repeal": decision.is_repeal,
        "replaces": sheet.replaces.number if sheet.replaces else None,
        "replaced_by": sheet.replaced_by.number if sheet.replaced_by else None,
        "changes": decision.change.plain() or None,
        "answers": [{"position": position, "names": names} for position, names in sheet.answers],
        "carried": [
            {"kind": line.carried.kind, "name": line.carried.person.name, "text": line.carried.text}
            for line in sheet.carried
        ],
        "files": [file_data(file) for file in sheet.files],
        "erased_files": [erased.data() for erased in sheet.erased],
        "proof": {"entry": proof.seq, "at": proof.at, "hash": proof.hash} if proof else None,
    }
    return {name: plain(value) for name, value in data.items()}


def _under(sheet: DecisionSheet) -> Iterator[str]:
    decision = sheet.decision
    yield _("%(circle)s, decided on %(day)s, %(process)s: %(standing)s") % {
        "circle": " · ".join(filter(None, (decision.circle.name, decision.subject))),
        "day": dates.day(decision.decided_at, year=True),
        "process": decision.get_process_display(),
        "standing": sheet.standing_words,
    }
    if decision.is_closed:
        yield _("Only the circle reads this: it is about a person’s situation.")


def _parts(sheet: DecisionSheet, level: int) -> Iterator[Part]:
    decision = sheet.decision
    title = _("What is ended") if decision.is_repeal else _("What is decided")
    yield Part(title, text=decision.text, items=[sheet.lets] if sheet.lets else [], level=level)
    erased = [one.data() for one in sheet.erased]
    yield from files_part([file_data(file) for file in sheet.files], erased, level)
    yield Part(_("The result"), [decision.result], level=level)
    if decision.reasons:
        yield Part(_("Why"), text=decision.reasons, level=level)
    if decision.expected:
        yield Part(_("What do we expect of it?"), text=decision.expected, level=level)
    if decision.evidence:
        yield Part(_("How will we know?"), text=decision.evidence, level=level)
    if sheet.answers:
        answers = [_("%(position)s: %(names)s") % {"position": one, "names": names} for one, names in sheet.answers]
        yield Part(_("Who answered what"), items=answers, level=level)
    if sheet.carried:
        yield Part(_("What it carries with it"), level=level)
    for line in sheet.carried:
        yield Part(line.title, text=line.carried.text, level=level + 1)
    if since := list(_since(sheet)):
        yield Part(_("What came after, and what comes next"), since, level=level)
    if sheet.proof:
        yield Part(_("Its proof in the journal"), [proof_in_words(sheet)], level=level)


def its_place(sheet: DecisionSheet) -> Iterator[str]:
    """What it ends or replaces, and what took its place: by its number alone, where this reader may not read it."""
    decision = sheet.decision
    later: Decision | None = getattr(decision, "replaced_by", None)
    if decision.replaces:
        sentence = _("It ends %(decision)s.") if decision.is_repeal else _("It replaces %(decision)s.")
        yield sentence % {"decision": sheet.replaces or decision.replaces.number}
    if later:
        sentence = _("It was repealed by %(decision)s.") if later.is_repeal else _("It was replaced by %(decision)s.")
        yield sentence % {"decision": sheet.replaced_by or later.number}


def _since(sheet: DecisionSheet) -> Iterator[str]:
    yield from its_place(sheet)
    if sheet.decision.looked_at_on:
        day = dates.day(sheet.decision.looked_at_on, year=True)
        yield _("To be looked at again on %(day)s.") % {"day": day}


def proof_in_words(sheet: DecisionSheet) -> str:
    """Where the journal keeps that it was decided; empty where it does not."""
    if sheet.proof is None:
        return ""
    return _("Entry %(entry)d of the journal, written on %(moment)s, whose mark is %(hash)s.") % {
        "entry": sheet.proof.seq,
        "moment": dates.exact(sheet.proof.at),
        "hash": sheet.proof.hash,
    }
