"""Who may do what with proposals and decisions. Malo is the author, Inès facilitates; both sit in the CA."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.proposals.collective import PROPOSAL_FILE
from tests.proposals.files import PDF
from tests.proposals.scene import REASON
from tests.rights.table import ADMINISTRATOR, EVERYONE, FACILITATOR, MEMBERS, NOBODY, OF_THE_CIRCLE, Row
from tests.world import World

AUTHOR = frozenset({"member"})
OTHERS = MEMBERS - AUTHOR
DRAFT = {"title": "Un titre", "text": "Un texte.", "process": "consent", "audience": "members", "then": "draft"}


def pk(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda w: {"pk": getattr(w, name).pk}


def number(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda w: {"number": getattr(w, name).number}


def stage_seen(w: World) -> dict[str, Any]:
    return {"pk": w.proposal.pk, "stage": w.proposal.state}


def text(w: World) -> dict[str, Any]:
    return {"text": "En deux mots."}


def both(name: str, may: Any, kwargs: Any, data: Any = text) -> list[Row]:
    """The page of an act that takes words, and the act."""
    return [Row(name, "GET", may, kwargs=kwargs), Row(name, "POST", may, kwargs=kwargs, data=data)]


def a_plan(w: World) -> dict[str, Any]:
    return {"name": "Le plan", "file": SimpleUploadedFile("plan.pdf", PDF, "application/pdf")}


def a_proposal_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("proposition.json", json.dumps(PROPOSAL_FILE).encode(), "application/json")


def kitchen(w: World) -> dict[str, Any]:
    """A circle of one, which has templates."""
    return {"slug": w.process_template.circle.slug}


def a_template(w: World) -> dict[str, Any]:
    return {
        "name": "Avant l’été",
        "of": "month",
        **{f"days_{stage}": days for stage, days in w.process_template.days.items()},
        **{f"minutes_{stage}": minutes for stage, minutes in w.process_template.minutes.items()},
    }


ROWS = [
    Row("proposals:proposals", "GET", MEMBERS),
    Row("proposals:new", "GET", MEMBERS),
    Row("proposals:new", "GET", MEMBERS, query=lambda w: {"circle": w.ca.slug}, note="for the CA"),
    Row("proposals:new", "GET", {"other"}, query=lambda w: {"circle": w.hidden_circle.slug}, note="hidden circle"),
    Row(
        "proposals:new",
        "GET",
        MEMBERS,
        query=lambda w: {"circle": w.ca.slug, "replaces": w.decision.number},
        note="to replace a decision",
    ),
    Row(
        "proposals:new",
        "GET",
        MEMBERS,
        query=lambda w: {"circle": w.ca.slug, "from": w.set_aside.pk},
        note="to take up a text",
    ),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("set_aside"), note="set aside, to take up"),
    Row("proposals:new", "POST", MEMBERS, data=lambda w: DRAFT | {"circle": w.ca.slug}),
    Row("proposals:ways", "GET", MEMBERS, note="for which circle"),
    Row("proposals:ways", "GET", MEMBERS, query=lambda w: {"circle": w.ca.slug}),
    Row(
        "proposals:ways",
        "GET",
        MEMBERS,
        query=lambda w: {"circle": w.ca.slug, "reach": "circle", "undoing": "hard", "time": "later"},
        note="a suggestion",
    ),
    Row("proposals:ways", "GET", {"other"}, query=lambda w: {"circle": w.hidden_circle.slug}, note="hidden circle"),
    Row("proposals:process-templates", "GET", MEMBERS, kwargs=kitchen),
    Row(
        "proposals:process-templates",
        "GET",
        {"other"},
        kwargs=lambda w: {"slug": w.hidden_circle.slug},
        note="hidden circle",
    ),
    *both("proposals:process-template-new", FACILITATOR, kitchen, data=a_template),
    *both("proposals:process-template", FACILITATOR, pk("process_template"), data=a_template),
    Row("proposals:process-template-removal", "POST", FACILITATOR, kwargs=pk("process_template")),
    Row("api-process-template-list", "GET", MEMBERS),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("proposal")),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("full_proposal"), note="much was said"),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=lambda w: {"pk": w.round.proposal_id}, note="asked"),
    Row("proposals:proposal", "GET", OF_THE_CIRCLE, kwargs=pk("draft"), note="draft"),
    Row("proposals:proposal", "GET", OF_THE_CIRCLE, kwargs=pk("closed_proposal"), note="a person’s situation"),
    Row("proposals:mine", "GET", MEMBERS, kwargs=pk("proposal"), is_page=False),
    Row("proposals:mine", "GET", MEMBERS, kwargs=pk("full_proposal"), is_page=False, note="much was said"),
    Row("proposals:versions", "GET", MEMBERS, kwargs=pk("full_proposal")),
    Row("proposals:version", "GET", MEMBERS, kwargs=lambda w: {"pk": w.full_proposal.pk, "number": 2}),
    Row(
        "proposals:version",
        "GET",
        MEMBERS,
        kwargs=lambda w: {"pk": w.full_proposal.pk, "number": 2},
        query=lambda w: {"with": "1"},
        note="beside another",
    ),
    Row("proposals:passages", "GET", MEMBERS, kwargs=pk("edited_proposal")),
    Row(
        "proposals:suggested-edits",
        "GET",
        FACILITATOR,
        kwargs=pk("edited_proposal"),
        query=lambda w: {"words": "le faisons", "before": "Nous", "version": 1},
        note="words selected",
    ),
    Row(
        "proposals:suggested-edits",
        "POST",
        FACILITATOR,
        kwargs=pk("edited_proposal"),
        data=lambda w: {"version": 1, "start": 5, "end": 15, "replacement": "ferons", "reason": "plus sûr"},
    ),
    Row("proposals:attached-files", "GET", MEMBERS, kwargs=pk("proposal")),
    Row("proposals:attached-files", "POST", OF_THE_CIRCLE, kwargs=pk("proposal"), data=a_plan),
    Row("proposals:attached-files", "GET", OF_THE_CIRCLE, kwargs=pk("closed_proposal"), note="a person’s situation"),
    Row("proposals:attached-file", "GET", MEMBERS, kwargs=pk("attached_file"), is_page=False),
    Row("proposals:attached-file", "GET", OF_THE_CIRCLE, kwargs=pk("closed_file"), is_page=False, note="closed"),
    Row("proposals:attached-file-removal", "POST", AUTHOR, kwargs=pk("attached_file")),
    *both(
        "proposals:attached-file-erasure",
        ADMINISTRATOR,
        pk("attached_file"),
        lambda w: {"reason": "Une adresse y est."},
    ),
    *both(
        "proposals:attached-file-erasure",
        NOBODY,
        pk("closed_file"),
        lambda w: {"reason": "Une adresse y est."},
    ),
    *both("proposals:edit-taking", AUTHOR, pk("suggested_edit")),
    *both("proposals:edit-refusal", AUTHOR, pk("suggested_edit")),
    Row("proposals:edit-removal", "POST", FACILITATOR, kwargs=pk("suggested_edit")),
    Row(
        "proposals:comments",
        "GET",
        MEMBERS,
        kwargs=pk("edited_proposal"),
        query=lambda w: {"words": "le faisons", "before": "Nous", "version": 1},
        note="words selected",
    ),
    Row(
        "proposals:comments",
        "POST",
        MEMBERS,
        kwargs=pk("edited_proposal"),
        data=lambda w: {"version": 1, "start": 5, "end": 15, "text": "Tous ensemble ?"},
    ),
    *both("proposals:comment", MEMBERS, pk("comment")),
    Row("proposals:comment-settling", "POST", AUTHOR, kwargs=pk("comment")),
    Row("proposals:comment-reopening", "POST", AUTHOR, kwargs=pk("comment")),
    *(
        Row(f"proposals:proposal-{kind}", "GET", may, kwargs=pk(name), is_page=False, note=note)
        for kind in ("pdf", "md", "json")
        for may, name, note in (
            (MEMBERS, "full_proposal", ""),
            (OF_THE_CIRCLE, "draft", "draft"),
            (OF_THE_CIRCLE, "closed_proposal", "a person’s situation"),
        )
    ),
    Row("proposals:import", "GET", MEMBERS),
    Row("proposals:import", "POST", MEMBERS, data=lambda w: {"circle": w.ca.slug, "file": a_proposal_file()}),
    Row("proposals:origin", "GET", MEMBERS, kwargs=pk("imported_proposal")),
    *both("proposals:edit", AUTHOR, pk("draft"), lambda w: DRAFT),
    *both("proposals:amendment", AUTHOR, pk("amending")),
    Row("proposals:presentation", "POST", OF_THE_CIRCLE, kwargs=pk("draft")),
    *both("proposals:beforehand", OF_THE_CIRCLE, pk("proposal"), lambda w: REASON),
    Row("proposals:beforehand-removal", "POST", OF_THE_CIRCLE, kwargs=pk("proposal")),
    Row("proposals:stage", "POST", FACILITATOR, kwargs=pk("proposal")),
    Row("proposals:stage-minutes", "POST", FACILITATOR, kwargs=stage_seen, data=lambda w: {"granted": "0"}),
    Row("proposals:keeping", "POST", AUTHOR, kwargs=pk("amending")),
    *both("proposals:questions", OTHERS, pk("proposal")),
    *both("proposals:answer", AUTHOR, pk("question")),
    Row("proposals:leaving-open", "GET", OF_THE_CIRCLE, kwargs=pk("asked")),
    Row("proposals:leaving-open", "POST", OF_THE_CIRCLE, kwargs=pk("asked"), data=text),
    Row("proposals:answered-aloud", "POST", OF_THE_CIRCLE, kwargs=pk("asked")),
    Row("proposals:reopening", "POST", AUTHOR, kwargs=pk("asked")),
    Row("proposals:author", "POST", FACILITATOR, kwargs=pk("proposal")),
    Row("proposals:facilitator", "POST", OF_THE_CIRCLE, kwargs=pk("proposal")),
    *both("proposals:reactions", OF_THE_CIRCLE, pk("reacting")),
    *both("proposals:withdrawal", AUTHOR, pk("proposal")),
    *both("proposals:sending-back", FACILITATOR, pk("proposal")),
    *both("proposals:setting-aside", FACILITATOR, pk("proposal")),
    *both(
        "proposals:handing-on",
        FACILITATOR,
        pk("proposal"),
        lambda w: {"text": "C’est leur travail.", "to": w.vie_quotidienne.pk},
    ),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("handed"), note="handed"),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("overtaken"), note="what it repeals was replaced"),
    *both("proposals:replaced", OF_THE_CIRCLE, pk("overtaken"), lambda w: {"replaces_latest": "latest"}),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("to_facilitate"), note="somebody is asked to facilitate"),
    Row("proposals:facilitation", "POST", AUTHOR, kwargs=pk("to_facilitate")),
    Row("proposals:facilitation-refusal", "POST", AUTHOR, kwargs=pk("to_facilitate")),
    *both("proposals:next-facilitator", OF_THE_CIRCLE, pk("proposal"), lambda w: {"person": w.rose.pk}),
    Row("proposals:new", "GET", MEMBERS, query=lambda w: {"circle": w.advised_circle.slug}, note="one may decide"),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("by_advice"), note="advice is asked for"),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("to_decide"), note="one decides"),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("named_decider"), note="somebody is asked to decide"),
    Row("proposals:mine", "GET", MEMBERS, kwargs=pk("by_advice"), is_page=False, note="advice is asked for"),
    Row("api-proposal-detail", "GET", MEMBERS, kwargs=pk("by_advice"), note="advice is asked for"),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("choosing"), note="among options"),
    Row("proposals:amendment", "GET", AUTHOR, kwargs=pk("choosing"), note="among options"),
    Row("api-proposal-detail", "GET", MEMBERS, kwargs=pk("choosing"), note="among options"),
    Row(
        "proposals:ways",
        "GET",
        MEMBERS,
        query=lambda w: {"circle": w.ca.slug, "reach": "options"},
        note="several options",
    ),
    Row(
        "proposals:new",
        "GET",
        MEMBERS,
        query=lambda w: {"circle": w.ca.slug, "process": "choice"},
        note="among options",
    ),
    Row("proposals:proposal", "GET", MEMBERS, kwargs=pk("information"), note="for information"),
    Row("proposals:mine", "GET", MEMBERS, kwargs=pk("information"), is_page=False, note="for information"),
    Row("proposals:reading", "POST", OF_THE_CIRCLE - AUTHOR, kwargs=pk("information")),
    Row("api-proposal-advice", "POST", {"newcomer", "other"}, kwargs=pk("by_advice"), data=text),
    Row(
        "api-proposal-advisers", "POST", OF_THE_CIRCLE, kwargs=pk("by_advice"), data=lambda w: {"advisers": [w.rose.pk]}
    ),
    Row("api-advice-answer", "POST", FACILITATOR, kwargs=pk("advice"), data=text),
    Row(
        "api-proposal-taken-decision",
        "POST",
        FACILITATOR,
        kwargs=pk("to_decide"),
        data=lambda w: {"is_adopted": True, "reasons": "Oui."},
    ),
    Row("api-proposal-decider-agreement", "POST", AUTHOR, kwargs=pk("named_decider")),
    Row("api-proposal-decider-refusal", "POST", AUTHOR, kwargs=pk("named_decider")),
    Row("api-proposal-next-decider", "POST", AUTHOR, kwargs=pk("by_advice"), data=lambda w: {"person": w.rose.pk}),
    *both("proposals:advice", {"newcomer", "other"}, pk("by_advice")),
    *both("proposals:advisers", OF_THE_CIRCLE, pk("by_advice"), lambda w: {"advisers": [w.rose.pk]}),
    *both("proposals:advice-answer", FACILITATOR, pk("advice")),
    *both("proposals:taken-decision", FACILITATOR, pk("to_decide"), lambda w: {"is_adopted": "yes", "reasons": "Oui."}),
    Row("proposals:decider-agreement", "POST", AUTHOR, kwargs=pk("named_decider")),
    Row("proposals:decider-refusal", "POST", AUTHOR, kwargs=pk("named_decider")),
    *both("proposals:next-decider", AUTHOR, pk("by_advice"), lambda w: {"person": w.rose.pk}),
    Row("proposals:acceptance", "POST", {"other"}, kwargs=pk("handed")),
    *both("proposals:return", {"other"}, pk("handed")),
    Row("proposals:resumption", "POST", OF_THE_CIRCLE, kwargs=pk("set_aside")),
    Row("proposals:vote", "POST", FACILITATOR, kwargs=pk("majority")),
    Row("proposals:extension", "POST", OF_THE_CIRCLE, kwargs=pk("proposal")),
    *both("proposals:pause", OF_THE_CIRCLE, pk("proposal"), lambda w: {"days": 7, "reason": "Les congés."}),
    Row("proposals:pause-ending", "POST", OF_THE_CIRCLE, kwargs=pk("paused")),
    Row("proposals:online", "POST", OF_THE_CIRCLE, kwargs=pk("proposal")),
    *both(
        "proposals:online-vote",
        FACILITATOR,
        pk("majority"),
        lambda w: {"closes_day": (w.today + timedelta(days=7)).isoformat(), "closes_time": "20:00"},
    ),
    # rounds and objections
    Row("proposals:round", "POST", FACILITATOR, kwargs=pk("amending")),
    *both("proposals:position", OF_THE_CIRCLE, pk("round"), lambda w: {"kind": "consent"}),
    *both("proposals:objection", OF_THE_CIRCLE, pk("round"), lambda w: REASON),
    Row("proposals:closing", "POST", FACILITATOR, kwargs=pk("round")),
    *both("proposals:noting", FACILITATOR, pk("round"), lambda w: {"member": w.rose.pk, "position": "consent"}),
    Row("proposals:noted-confirmation", "POST", AUTHOR, kwargs=pk("noted_position"), note="the person"),
    Row("proposals:noted-removal", "POST", OF_THE_CIRCLE, kwargs=pk("noted_position")),
    *both(
        "proposals:helper",
        AUTHOR,
        lambda w: {"pk": w.helped.position.round_id},
        lambda w: {"helper": w.rose.pk},
    ),
    *both("proposals:helper-beforehand", AUTHOR, pk("amending"), lambda w: {"helper": w.rose.pk}),
    *both("proposals:helping-beforehand", {"facilitator"}, pk("written"), lambda w: REASON),
    *both("proposals:helping", {"facilitator"}, lambda w: {"pk": w.helped.position_id}, lambda w: REASON),
    *both("proposals:wording", OF_THE_CIRCLE, pk("objection"), lambda w: REASON),
    *both("proposals:suggestion", AUTHOR, pk("objection")),
    Row("proposals:passing", "POST", AUTHOR, kwargs=pk("objection")),
    Row("proposals:lifting", "POST", AUTHOR, kwargs=pk("objection")),
    Row("proposals:concern", "POST", AUTHOR, kwargs=pk("objection")),
    Row("proposals:test", "POST", FACILITATOR, kwargs=pk("objection"), data=lambda w: {"shows_harm": "on"}),
    Row("proposals:circle", "POST", FACILITATOR, kwargs=pk("objection")),
    Row(
        "proposals:agreement",
        "POST",
        OF_THE_CIRCLE | {"other"},
        kwargs=pk("asked_objection"),
        data=lambda w: {"agrees": "yes"},
    ),
    # the register
    Row("proposals:decisions", "GET", EVERYONE),
    Row("proposals:decisions", "GET", EVERYONE, query=lambda w: {"q": "café", "year": w.today.year}, note="search"),
    Row("proposals:decision", "GET", MEMBERS, kwargs=number("decision")),
    Row("proposals:decision", "GET", EVERYONE, kwargs=number("public_decision"), note="public"),
    Row("proposals:decision", "GET", OF_THE_CIRCLE, kwargs=number("closed_decision"), note="a person’s situation"),
    Row("proposals:feed", "GET", EVERYONE, is_page=False),
    *(
        Row(f"proposals:decision-{kind}", "GET", may, kwargs=number(name), is_page=False, note=note)
        for kind in ("pdf", "md", "json")
        for may, name, note in (
            (MEMBERS, "decision", ""),
            (EVERYONE, "public_decision", "public"),
            (OF_THE_CIRCLE, "closed_decision", "a person’s situation"),
        )
    ),
    *(Row(f"proposals:register-{kind}", "GET", EVERYONE, is_page=False) for kind in ("pdf", "md", "json")),
    Row("proposals:in-force", "GET", EVERYONE),
    *both("proposals:subject", OF_THE_CIRCLE, number("decision"), lambda w: {"subject": "Accueil"}),
    *both("proposals:readers", OF_THE_CIRCLE, number("decision"), lambda w: {"audience": "public"}),
    *both("proposals:review-answer", OF_THE_CIRCLE, pk("review"), lambda w: {"choice": "keep"}),
    *both("proposals:review-day", OF_THE_CIRCLE, number("undated_decision"), lambda w: {"day": "2040-01-01"}),
    *both("proposals:review-in-meeting", FACILITATOR, number("decision"), lambda w: {"choice": "keep"}),
    *both("proposals:reopening-request", OF_THE_CIRCLE, number("decision"), lambda w: {"fact": "Un fait."}),
    *both("proposals:reopening-answer", OF_THE_CIRCLE, pk("reopening_request"), lambda w: {"reason": "Plus tard."}),
    Row(
        "proposals:decision",
        "GET",
        MEMBERS,
        kwargs=lambda w: {"number": w.review.decision.number},
        note="looked at again",
    ),
    *both("proposals:progress", OF_THE_CIRCLE, number("decision"), lambda w: {"state": "done"}),
    *both("proposals:responsible", OF_THE_CIRCLE, number("decision"), lambda w: {"responsible": w.rose.pk}),
    *both(
        "proposals:earlier",
        OF_THE_CIRCLE | ADMINISTRATOR,
        lambda w: {"slug": w.ca.slug},
        lambda w: {"title": "Un titre", "text": "Un texte.", "source": "Le cahier", "decided_on": "2019-03-12"},
    ),
    Row("proposals:earlier-confirmation", "POST", OF_THE_CIRCLE, kwargs=pk("earlier")),
    # the live page
    Row("live:proposal", "WS", MEMBERS, kwargs=lambda w: {"key": str(w.proposal.pk)}),
    Row("live:proposal", "WS", OF_THE_CIRCLE, kwargs=lambda w: {"key": str(w.draft.pk)}, note="draft"),
    Row(
        "live:proposal",
        "WS",
        OF_THE_CIRCLE,
        kwargs=lambda w: {"key": str(w.closed_proposal.pk)},
        note="a person’s situation",
    ),
    # the API
    Row("api-proposal-list", "GET", MEMBERS),
    Row(
        "api-proposal-list", "POST", MEMBERS, data=lambda w: {"circle": "ca", "title": "Un titre", "text": "Un texte."}
    ),
    Row("api-proposal-import", "POST", MEMBERS, data=lambda w: {"circle": "ca", "file": PROPOSAL_FILE}),
    Row("api-proposal-detail", "GET", MEMBERS, kwargs=pk("full_proposal")),
    Row("api-proposal-detail", "GET", OF_THE_CIRCLE, kwargs=pk("closed_proposal"), note="a person’s situation"),
    Row("api-proposal-reading", "POST", OF_THE_CIRCLE - AUTHOR, kwargs=pk("information")),
    Row("api-proposal-extension", "POST", OF_THE_CIRCLE, kwargs=pk("proposal")),
    Row(
        "api-proposal-pause",
        "POST",
        OF_THE_CIRCLE,
        kwargs=pk("proposal"),
        data=lambda w: {"days": 7, "reason": "Les congés."},
    ),
    Row("api-proposal-pause-ending", "POST", OF_THE_CIRCLE, kwargs=pk("paused")),
    Row("api-proposal-online", "POST", OF_THE_CIRCLE, kwargs=pk("proposal")),
    Row("api-proposal-stage", "POST", FACILITATOR, kwargs=pk("proposal")),
    Row(
        "api-proposal-minutes",
        "POST",
        FACILITATOR,
        kwargs=pk("proposal"),
        data=lambda w: {"stage": w.proposal.state, "granted": 0},
    ),
    Row(
        "api-proposal-position",
        "POST",
        OF_THE_CIRCLE,
        kwargs=lambda w: {"pk": w.round.proposal_id},
        data=lambda w: {"kind": "consent"},
    ),
    Row(
        "api-proposal-noted-position",
        "POST",
        FACILITATOR,
        kwargs=lambda w: {"pk": w.round.proposal_id},
        data=lambda w: {"member": w.rose.pk, "kind": "consent"},
    ),
    Row(
        "api-proposal-noted-position-confirmation",
        "POST",
        AUTHOR,
        kwargs=lambda w: {"pk": w.round.proposal_id},
        data=lambda w: {"member": w.malo.pk},
    ),
    Row(
        "api-proposal-noted-position-removal",
        "POST",
        OF_THE_CIRCLE,
        kwargs=lambda w: {"pk": w.round.proposal_id},
        data=lambda w: {"member": w.malo.pk},
    ),
    Row("api-proposal-presentation", "POST", OF_THE_CIRCLE, kwargs=pk("draft")),
    Row("api-proposal-questions", "GET", MEMBERS, kwargs=pk("full_proposal")),
    Row("api-proposal-questions", "POST", OTHERS, kwargs=pk("proposal"), data=text),
    Row("api-question-answer", "POST", AUTHOR, kwargs=pk("question"), data=text),
    Row("api-question-leaving-open", "POST", OF_THE_CIRCLE, kwargs=pk("asked"), data=lambda w: {"reason": "Oui."}),
    Row("api-proposal-reactions", "GET", MEMBERS, kwargs=pk("full_proposal")),
    Row("api-proposal-reactions", "POST", OF_THE_CIRCLE, kwargs=pk("reacting"), data=text),
    Row("api-proposal-keeping", "POST", AUTHOR, kwargs=pk("amending")),
    Row("api-proposal-versions", "POST", AUTHOR, kwargs=pk("amending"), data=text),
    Row("api-proposal-withdrawal", "POST", AUTHOR, kwargs=pk("proposal"), data=lambda w: {"reason": "Plus tard."}),
    *(
        Row(f"api-proposal-{end}", "POST", FACILITATOR, kwargs=pk("proposal"), data=lambda w: {"reason": "Plus tard."})
        for end in ("sending-back", "setting-aside")
    ),
    Row("api-proposal-resumption", "POST", OF_THE_CIRCLE, kwargs=pk("set_aside")),
    Row(
        "api-proposal-handing-on",
        "POST",
        FACILITATOR,
        kwargs=pk("proposal"),
        data=lambda w: {"to": w.vie_quotidienne.slug, "reason": "C’est leur travail."},
    ),
    Row("api-proposal-acceptance", "POST", {"other"}, kwargs=pk("handed")),
    Row("api-proposal-return", "POST", {"other"}, kwargs=pk("handed"), data=lambda w: {"reason": "Non."}),
    Row("api-proposal-beforehand", "POST", OF_THE_CIRCLE, kwargs=pk("proposal"), data=lambda w: REASON),
    Row(
        "api-proposal-helper",
        "POST",
        AUTHOR,
        kwargs=lambda w: {"pk": w.helped.position.round.proposal_id},
        data=lambda w: {"helper": w.rose.pk},
    ),
    Row("api-wording-help-list", "GET", MEMBERS),
    Row("api-wording-help-detail", "GET", FACILITATOR, kwargs=lambda w: {"pk": w.helped.position.wording_help.pk}),
    Row(
        "api-wording-help-wording",
        "POST",
        FACILITATOR,
        kwargs=lambda w: {"pk": w.helped.position.wording_help.pk},
        data=lambda w: REASON,
    ),
    Row("api-proposal-beforehand-removal", "POST", OF_THE_CIRCLE, kwargs=pk("proposal")),
    Row("api-proposal-round", "POST", FACILITATOR, kwargs=pk("amending")),
    Row("api-proposal-closing", "POST", FACILITATOR, kwargs=lambda w: {"pk": w.round.proposal_id}),
    Row("api-objection-wording", "POST", OF_THE_CIRCLE, kwargs=pk("objection"), data=lambda w: REASON),
    Row("api-objection-suggestion", "POST", AUTHOR, kwargs=pk("objection"), data=text),
    Row("api-objection-passing", "POST", AUTHOR, kwargs=pk("objection")),
    Row("api-objection-lifting", "POST", AUTHOR, kwargs=pk("objection")),
    Row("api-objection-concern", "POST", AUTHOR, kwargs=pk("objection")),
    Row("api-objection-test", "POST", FACILITATOR, kwargs=pk("objection"), data=lambda w: {"shows_harm": True}),
    Row("api-objection-circle", "POST", FACILITATOR, kwargs=pk("objection")),
    Row(
        "api-objection-agreement",
        "POST",
        OF_THE_CIRCLE | {"other"},
        kwargs=pk("asked_objection"),
        data=lambda w: {"agrees": True},
    ),
    Row("api-proposal-suggested-edits", "GET", MEMBERS, kwargs=pk("edited_proposal")),
    Row(
        "api-proposal-suggested-edits",
        "POST",
        FACILITATOR,
        kwargs=pk("edited_proposal"),
        data=lambda w: {"version": 1, "start": 5, "end": 15, "replacement": "ferons", "reason": "plus sûr"},
    ),
    Row("api-proposal-files", "GET", MEMBERS, kwargs=pk("proposal")),
    Row("api-proposal-files", "GET", OF_THE_CIRCLE, kwargs=pk("closed_proposal"), note="a person’s situation"),
    Row("api-proposal-files", "POST", OF_THE_CIRCLE, kwargs=pk("proposal"), data=a_plan, holds_a_file=True),
    Row("api-attached-file-detail", "GET", MEMBERS, kwargs=pk("attached_file")),
    Row("api-attached-file-content", "GET", MEMBERS, kwargs=pk("attached_file"), is_page=False),
    Row("api-attached-file-content", "GET", OF_THE_CIRCLE, kwargs=pk("closed_file"), is_page=False, note="closed"),
    Row("api-attached-file-removal", "POST", AUTHOR, kwargs=pk("attached_file")),
    Row(
        "api-attached-file-erasure",
        "POST",
        ADMINISTRATOR,
        kwargs=pk("attached_file"),
        data=lambda w: {"reason": "Une adresse y est."},
    ),
    Row("api-suggested-edit-detail", "GET", MEMBERS, kwargs=pk("suggested_edit")),
    Row("api-suggested-edit-taking", "POST", AUTHOR, kwargs=pk("suggested_edit")),
    Row("api-suggested-edit-refusal", "POST", AUTHOR, kwargs=pk("suggested_edit"), data=lambda w: {"reason": "Non."}),
    Row("api-suggested-edit-removal", "POST", FACILITATOR, kwargs=pk("suggested_edit")),
    Row("api-proposal-comments", "GET", MEMBERS, kwargs=pk("edited_proposal")),
    Row(
        "api-proposal-comments",
        "POST",
        MEMBERS,
        kwargs=pk("edited_proposal"),
        data=lambda w: {"version": 1, "start": 5, "end": 15, "text": "Tous ensemble ?"},
    ),
    Row("api-comment-detail", "GET", MEMBERS, kwargs=pk("comment")),
    Row("api-comment-replies", "POST", MEMBERS, kwargs=pk("comment"), data=text),
    Row("api-comment-settling", "POST", AUTHOR, kwargs=pk("comment")),
    Row("api-comment-reopening", "POST", AUTHOR, kwargs=pk("comment")),
    Row(
        "api-decision-progress",
        "POST",
        OF_THE_CIRCLE,
        kwargs=number("decision"),
        data=lambda w: {"state": "dropped", "reason": "Trop cher."},
    ),
    Row(
        "api-decision-review-answer",
        "POST",
        OF_THE_CIRCLE,
        kwargs=lambda w: {"number": w.review.decision.number},
        data=lambda w: {"choice": "stop", "reason": "Trop lourd."},
    ),
    Row(
        "api-decision-reopening-request",
        "POST",
        OF_THE_CIRCLE,
        kwargs=number("decision"),
        data=lambda w: {"fact": "Un fait."},
    ),
    Row(
        "api-decision-responsible",
        "POST",
        OF_THE_CIRCLE,
        kwargs=number("decision"),
        data=lambda w: {"responsible": w.rose.pk, "due_on": None},
    ),
    Row("api-decision-list", "GET", MEMBERS),
    Row("api-decision-detail", "GET", MEMBERS, kwargs=number("decision")),
    Row("api-decision-detail", "GET", OF_THE_CIRCLE, kwargs=number("closed_decision"), note="a person’s situation"),
]
