"""Who may do what with circles, mandates and tasks."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commissions.rota_calendar import address_of
from tests.proposals.files import PDF
from tests.rights.table import ADMINISTRATOR, EVERYONE, FACILITATOR, MEMBERS, NOBODY, OF_THE_CIRCLE, Row
from tests.world import World


def ca(w: World) -> dict[str, Any]:
    return {"slug": w.ca.slug}


def downwards(w: World) -> dict[str, Any]:
    return {"slug": w.ca.slug, "other": w.vie_quotidienne.slug}


def upwards(w: World) -> dict[str, Any]:
    return {"slug": w.vie_quotidienne.slug, "other": w.ca.slug}


def task(w: World) -> dict[str, Any]:
    return {"pk": w.task.pk}


def held(w: World) -> dict[str, Any]:
    return {"pk": w.held_task.pk}


def qualification(w: World) -> dict[str, Any]:
    return {"pk": w.qualification.pk}


def qualified(w: World) -> dict[str, Any]:
    return {"members": [w.malo.pk]}


def hidden(w: World) -> dict[str, Any]:
    return {"slug": w.hidden_circle.slug}


def hidden_task(w: World) -> dict[str, Any]:
    return {"pk": w.hidden_task.pk}


def line(w: World) -> dict[str, Any]:
    return {"pk": w.line.pk}


def ticked_line(w: World) -> dict[str, Any]:
    return {"pk": w.ticked_line.pk}


def task_comment(w: World) -> dict[str, Any]:
    return {"pk": w.task_comment.pk}


def task_file(w: World) -> dict[str, Any]:
    return {"pk": w.task_file.pk}


def hidden_file(w: World) -> dict[str, Any]:
    return {"pk": w.hidden_file.pk}


def a_plan(w: World) -> dict[str, Any]:
    return {"name": "Le plan", "file": SimpleUploadedFile("plan.pdf", PDF, "application/pdf")}


def new_line(w: World) -> dict[str, Any]:
    return {"text": "Appeler le notaire"}


def asked(w: World) -> dict[str, Any]:
    return {"pk": w.join_request.pk}


def new_task(w: World) -> dict[str, Any]:
    return {"title": "Arroser", "assignee": w.malo.pk, "due_on": w.today}


def rota(w: World) -> dict[str, Any]:
    return {"pk": w.rota.pk}


def turn(w: World) -> dict[str, Any]:
    return {"pk": w.turn.pk}


def swap(w: World) -> dict[str, Any]:
    return {"pk": w.swap.pk}


def role(w: World) -> dict[str, Any]:
    return {"pk": w.role.pk}


def hidden_role(w: World) -> dict[str, Any]:
    return {"pk": w.hidden_role.pk}


def new_role(w: World) -> dict[str, Any]:
    return {"name": "Clés et serrures", "mission": "Les trousseaux.", "seats": 2, "term_months": 12}


def new_rota(w: World) -> dict[str, Any]:
    first = {"first_on": str(w.today), "hour": "18:00", "minutes": 60, "places": 2, "experienced": 0}
    return {"title": "Arrosage", "kind": "chore", "every": "week", **first}


RULES = {
    "convener": "members",
    "majority_base": "expressed",
    "majority_threshold": "relative",
    "majority_tie": "rejected",
    "convocation_days": 7,
}
WELCOMING = {"other"}  # Omar is in Vie Quotidienne, which Noé asks to join
INSIDE_HIDDEN = {"other"}  # Omar is the only one in the circle that keeps its life to itself

ROWS = [
    Row("commissions:circles", "GET", MEMBERS),
    Row("commissions:circles-on-paper", "GET", MEMBERS),
    Row("commissions:circle-new", "GET", ADMINISTRATOR),
    Row("commissions:circle-new", "POST", ADMINISTRATOR, data=lambda w: {"kind": "commission", "name": "Jardin"}),
    Row("commissions:circle", "GET", MEMBERS, kwargs=ca),
    Row("commissions:circle", "GET", MEMBERS, kwargs=lambda w: {"slug": w.assembly.slug}, note="assembly"),
    Row("commissions:circle", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("commissions:circle-edit", "GET", ADMINISTRATOR, kwargs=ca),
    Row("commissions:circle-edit", "POST", ADMINISTRATOR, kwargs=ca, data=lambda w: {"name": "Le CA"}),
    Row("commissions:circle-rules", "GET", ADMINISTRATOR, kwargs=ca),
    Row("commissions:circle-rules", "POST", ADMINISTRATOR, kwargs=ca, data=lambda w: RULES),
    Row("commissions:circle-rule-sources", "GET", MEMBERS, kwargs=ca),
    Row("commissions:circle-rule-sources", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("commissions:circle-statutes", "GET", ADMINISTRATOR, kwargs=ca),
    Row("commissions:circle-statutes", "POST", ADMINISTRATOR, kwargs=ca, data=lambda w: {"proxies": "1"}),
    Row("commissions:mandates", "GET", ADMINISTRATOR, kwargs=ca),
    Row(
        "commissions:mandates",
        "POST",
        ADMINISTRATOR,
        kwargs=ca,
        data=lambda w: {"members": w.noe.pk, "role": "member", "since": w.today},
    ),
    Row("commissions:mandate-ending", "GET", ADMINISTRATOR, kwargs=lambda w: {"pk": w.mandate.pk}),
    Row("commissions:mandate-ending", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.mandate.pk}),
    Row("commissions:circle-link", "POST", OF_THE_CIRCLE | ADMINISTRATOR, kwargs=downwards),
    Row("commissions:circle-link", "POST", {"other"} | ADMINISTRATOR, kwargs=upwards, note="to the circle above"),
    Row("commissions:circle-roles", "GET", MEMBERS, kwargs=ca),
    Row("commissions:circle-roles", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("commissions:role-new", "GET", ADMINISTRATOR, kwargs=ca),
    Row("commissions:role-new", "POST", ADMINISTRATOR, kwargs=ca, data=new_role),
    Row("commissions:role", "GET", MEMBERS, kwargs=role),
    Row("commissions:role", "GET", INSIDE_HIDDEN, kwargs=hidden_role, note="closed circle"),
    Row("commissions:role-edit", "GET", ADMINISTRATOR, kwargs=role),
    Row("commissions:role-edit", "POST", ADMINISTRATOR, kwargs=role, data=new_role),
    Row("commissions:role-ending", "GET", ADMINISTRATOR, kwargs=role),
    Row("commissions:role-ending", "POST", ADMINISTRATOR, kwargs=role),
    Row("commissions:role-holders", "GET", ADMINISTRATOR, kwargs=role),
    Row("commissions:role-holders", "POST", ADMINISTRATOR, kwargs=role, data=lambda w: {"member": w.noe.pk}),
    Row("commissions:handover", "GET", {"member"}, kwargs=lambda w: {"pk": w.own_holding.pk}),
    Row(
        "commissions:handover",
        "POST",
        {"member"},
        kwargs=lambda w: {"pk": w.own_holding.pk},
        data=lambda w: {"under_way": "Le bilan de l’année."},
    ),
    Row("commissions:holding-ending", "GET", ADMINISTRATOR, kwargs=lambda w: {"pk": w.holding.pk}),
    Row("commissions:holding-ending", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.holding.pk}),
    Row("commissions:circle-joining", "POST", NOBODY, kwargs=ca, note="the board is elected"),
    Row("commissions:circle-joining", "POST", MEMBERS, kwargs=lambda w: {"slug": w.welcoming_circle.slug}),
    Row("commissions:circle-requests", "GET", MEMBERS, kwargs=ca),
    Row("commissions:circle-requests", "POST", MEMBERS, kwargs=ca, data=lambda w: {"message": "Bonjour"}),
    Row("commissions:join-request-welcome", "POST", ADMINISTRATOR, kwargs=asked, note="while it is founded"),
    Row("commissions:join-request-refusal", "GET", WELCOMING | ADMINISTRATOR, kwargs=asked),
    Row(
        "commissions:join-request-refusal",
        "POST",
        WELCOMING | ADMINISTRATOR,
        kwargs=asked,
        data=lambda w: {"reason": "Le cercle est complet."},
    ),
    Row("api-circle-join-requests", "GET", OF_THE_CIRCLE | ADMINISTRATOR, kwargs=ca),
    Row("api-circle-join-requests", "POST", MEMBERS, kwargs=ca, data=lambda w: {"message": "Bonjour"}),
    Row("api-join-request-welcome", "POST", ADMINISTRATOR, kwargs=asked),
    Row(
        "api-join-request-refusal",
        "POST",
        WELCOMING | ADMINISTRATOR,
        kwargs=asked,
        data=lambda w: {"reason": "Le cercle est complet."},
    ),
    Row("commissions:circle-tasks", "GET", MEMBERS, kwargs=ca),
    Row("commissions:circle-tasks", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("live:tasks", "WS", MEMBERS, kwargs=lambda w: {"key": w.ca.slug}),
    Row("live:tasks", "WS", INSIDE_HIDDEN, kwargs=lambda w: {"key": w.hidden_circle.slug}, note="closed circle"),
    Row("commissions:circle-wall", "GET", MEMBERS, kwargs=ca),
    Row("commissions:circle-wall", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("commissions:circle-wall-pdf", "GET", MEMBERS, kwargs=lambda w: {**ca(w), "paper": "a3"}, is_page=False),
    Row(
        "commissions:circle-wall-pdf",
        "GET",
        INSIDE_HIDDEN,
        kwargs=lambda w: {**hidden(w), "paper": "a4"},
        is_page=False,
        note="closed circle",
    ),
    Row("commissions:task-new", "GET", OF_THE_CIRCLE, kwargs=ca),
    Row("commissions:task-new", "POST", OF_THE_CIRCLE, kwargs=ca, data=new_task),
    Row("commissions:tasks", "GET", MEMBERS),
    Row("commissions:task-edit", "GET", OF_THE_CIRCLE, kwargs=task),
    Row("commissions:task-edit", "POST", OF_THE_CIRCLE, kwargs=task, data=new_task),
    Row("commissions:task-taking", "POST", MEMBERS, kwargs=task),
    Row("commissions:task-taking", "POST", INSIDE_HIDDEN, kwargs=hidden_task, note="closed circle"),
    Row("commissions:task-giving-back", "POST", OF_THE_CIRCLE, kwargs=held),
    Row("commissions:task-finishing", "POST", OF_THE_CIRCLE, kwargs=held),
    Row("commissions:task-reopening", "POST", OF_THE_CIRCLE, kwargs=held),
    Row("commissions:all-tasks", "GET", MEMBERS),
    Row(
        "commissions:all-tasks",
        "GET",
        MEMBERS,
        query=lambda w: {"only": "late", "circle": w.ca.slug, "person": w.malo.pk},
        note="filtered",
    ),
    Row("commissions:task", "GET", MEMBERS, kwargs=task),
    Row("commissions:task", "GET", INSIDE_HIDDEN, kwargs=hidden_task, note="closed circle"),
    Row("live:task", "WS", MEMBERS, kwargs=lambda w: {"key": str(w.task.pk)}),
    Row("live:task", "WS", INSIDE_HIDDEN, kwargs=lambda w: {"key": str(w.hidden_task.pk)}, note="closed circle"),
    Row("commissions:task-checklist", "GET", OF_THE_CIRCLE, kwargs=task),
    Row("commissions:task-checklist", "POST", OF_THE_CIRCLE, kwargs=task, data=new_line),
    Row("commissions:checklist-line-ticking", "POST", OF_THE_CIRCLE, kwargs=line),
    Row("commissions:checklist-line-unticking", "POST", OF_THE_CIRCLE, kwargs=ticked_line),
    Row("commissions:checklist-line-removal", "POST", OF_THE_CIRCLE, kwargs=line),
    Row("commissions:task-files", "GET", MEMBERS, kwargs=task),
    Row("commissions:task-files", "GET", INSIDE_HIDDEN, kwargs=hidden_task, note="closed circle"),
    Row("commissions:task-files", "POST", OF_THE_CIRCLE, kwargs=task, data=a_plan),
    Row("commissions:task-file", "GET", MEMBERS, kwargs=task_file, is_page=False),
    Row("commissions:task-file", "GET", INSIDE_HIDDEN, kwargs=hidden_file, is_page=False, note="closed circle"),
    Row("commissions:task-file-removal", "POST", OF_THE_CIRCLE, kwargs=task_file),
    Row("commissions:task-file-removal", "POST", INSIDE_HIDDEN, kwargs=hidden_file, note="closed circle"),
    Row("commissions:task-comments", "GET", MEMBERS, kwargs=task),
    Row("commissions:task-comments", "POST", MEMBERS, kwargs=task, data=new_line),
    Row("commissions:task-comments", "POST", INSIDE_HIDDEN, kwargs=hidden_task, data=new_line, note="closed circle"),
    Row("commissions:task-comment-withdrawal", "POST", {"member"}, kwargs=task_comment),
    Row("commissions:circle-rotas", "GET", MEMBERS, kwargs=ca),
    Row("commissions:circle-rotas", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("live:rotas", "WS", MEMBERS, kwargs=lambda w: {"key": w.ca.slug}),
    Row("live:rotas", "WS", INSIDE_HIDDEN, kwargs=lambda w: {"key": w.hidden_circle.slug}, note="closed circle"),
    Row("commissions:rotas-mine", "GET", MEMBERS, kwargs=ca, is_page=False),
    Row("commissions:rotas-mine", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle", is_page=False),
    Row("commissions:qualifications", "GET", MEMBERS, kwargs=ca),
    Row("commissions:qualifications", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("commissions:qualifications", "POST", OF_THE_CIRCLE, kwargs=ca, data=lambda w: {"name": "Bar"}),
    Row("commissions:qualification-holders", "GET", OF_THE_CIRCLE, kwargs=qualification),
    Row("commissions:qualification-holders", "POST", OF_THE_CIRCLE, kwargs=qualification, data=qualified),
    Row("commissions:qualification-removal", "POST", OF_THE_CIRCLE, kwargs=qualification),
    Row("commissions:rota-new", "GET", OF_THE_CIRCLE, kwargs=ca),
    Row("commissions:rota-new", "POST", OF_THE_CIRCLE, kwargs=ca, data=new_rota),
    Row("commissions:rota-edit", "GET", OF_THE_CIRCLE, kwargs=rota),
    Row("commissions:rota-edit", "POST", OF_THE_CIRCLE, kwargs=rota, data=new_rota),
    Row("commissions:rota-pausing", "POST", OF_THE_CIRCLE, kwargs=rota),
    Row("commissions:rota-resuming", "POST", OF_THE_CIRCLE, kwargs=rota),
    Row("commissions:rota-ending", "POST", OF_THE_CIRCLE, kwargs=rota),
    Row("commissions:rota-volunteering", "GET", MEMBERS, kwargs=rota),
    Row("commissions:rota-volunteering", "POST", MEMBERS, kwargs=rota, data=lambda w: {"weekdays": 0}),
    Row("commissions:rota-leaving", "POST", MEMBERS, kwargs=rota),
    Row("commissions:shift-taking", "POST", MEMBERS, kwargs=lambda w: {"pk": w.shift.pk}),
    Row(
        "commissions:shift-taking",
        "POST",
        INSIDE_HIDDEN,
        kwargs=lambda w: {"pk": w.hidden_shift.pk},
        note="closed circle",
    ),
    Row("commissions:turns", "GET", MEMBERS),
    Row("commissions:turns", "POST", MEMBERS, data=lambda w: {"first_on": w.today, "last_on": w.today}),
    Row(
        "commissions:turns-calendar",
        "GET",
        EVERYONE,
        kwargs=lambda w: {"token": address_of(w.malo).split("/")[-2]},
        is_page=False,
    ),
    Row("commissions:turn-giving-up", "POST", {"member"}, kwargs=turn),
    Row("commissions:turn-confirming", "POST", {"member"}, kwargs=turn),
    Row("commissions:turn-swap", "GET", {"member"}, kwargs=turn),
    Row("commissions:turn-swap", "POST", {"member"}, kwargs=turn, data=lambda w: {"wanted": w.wanted_turn.pk}),
    Row("commissions:swap-acceptance", "POST", FACILITATOR, kwargs=swap),
    Row("commissions:swap-refusal", "POST", FACILITATOR, kwargs=swap),
    Row("commissions:swap-withdrawal", "POST", {"member"}, kwargs=swap),
    Row("commissions:absence-removal", "POST", {"member"}, kwargs=lambda w: {"pk": w.absence.pk}),
    # the API
    Row("api-circle-list", "GET", MEMBERS),
    Row("api-circle-detail", "GET", MEMBERS, kwargs=ca),
    Row("api-circle-detail", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("api-circle-rules", "GET", MEMBERS, kwargs=ca),
    Row("api-circle-rules", "GET", INSIDE_HIDDEN, kwargs=hidden, note="closed circle"),
    Row("api-circle-reserved-places", "GET", ADMINISTRATOR, kwargs=ca),
    Row("api-circle-reserved-places", "POST", ADMINISTRATOR, kwargs=ca, data=lambda w: {"email": w.invitation.email}),
    Row("api-role-list", "GET", MEMBERS),
    Row("api-role-detail", "GET", MEMBERS, kwargs=role),
    Row("api-role-detail", "GET", INSIDE_HIDDEN, kwargs=hidden_role, note="closed circle"),
    Row("api-role-list", "POST", ADMINISTRATOR, data=lambda w: {"circle": w.ca.slug, **new_role(w)}),
    Row(
        "api-role-detail", "PATCH", ADMINISTRATOR, kwargs=role, data=lambda w: {"mission": "Les clés.", "name": "Clés"}
    ),
    Row("api-role-ending", "POST", ADMINISTRATOR, kwargs=role),
    Row("api-role-holders", "POST", ADMINISTRATOR, kwargs=role, data=lambda w: {"member": w.omar.pk}),
    Row("api-holding-ending", "POST", ADMINISTRATOR, kwargs=lambda w: {"pk": w.holding.pk}),
    Row(
        "api-circle-links",
        "POST",
        {"other"} | ADMINISTRATOR,
        kwargs=lambda w: {"slug": w.vie_quotidienne.slug},
        data=lambda w: {"to": w.ca.slug},
        note="to the circle above",
    ),
    Row(
        "api-circle-links",
        "POST",
        OF_THE_CIRCLE | ADMINISTRATOR,
        kwargs=ca,
        data=lambda w: {"to": w.vie_quotidienne.slug},
    ),
    Row("api-rota-list", "GET", MEMBERS),
    Row("api-rota-list", "POST", OF_THE_CIRCLE, data=lambda w: {"circle": w.ca.slug, **new_rota(w)}),
    Row("api-rota-detail", "GET", MEMBERS, kwargs=rota),
    Row("api-rota-detail", "GET", INSIDE_HIDDEN, kwargs=lambda w: {"pk": w.hidden_rota.pk}, note="closed circle"),
    Row("api-rota-detail", "PATCH", OF_THE_CIRCLE, kwargs=rota, data=new_rota),
    Row("api-rota-pausing", "POST", OF_THE_CIRCLE, kwargs=rota),
    Row("api-rota-resuming", "POST", OF_THE_CIRCLE, kwargs=rota),
    Row("api-rota-ending", "POST", OF_THE_CIRCLE, kwargs=rota),
    Row("api-rota-volunteering", "POST", MEMBERS, kwargs=rota, data=lambda w: {"weekdays": [0]}),
    Row("api-rota-leaving", "POST", MEMBERS, kwargs=rota),
    Row("api-qualification-list", "GET", MEMBERS),
    Row("api-qualification-list", "POST", OF_THE_CIRCLE, data=lambda w: {"circle": w.ca.slug, "name": "Bar"}),
    Row("api-qualification-holders", "POST", OF_THE_CIRCLE, kwargs=qualification, data=qualified),
    Row("api-qualification-detail", "DELETE", OF_THE_CIRCLE, kwargs=qualification),
    Row("api-shift-list", "GET", MEMBERS),
    Row("api-shift-detail", "GET", MEMBERS, kwargs=lambda w: {"pk": w.shift.pk}),
    Row("api-shift-detail", "GET", INSIDE_HIDDEN, kwargs=lambda w: {"pk": w.hidden_shift.pk}, note="closed circle"),
    Row("api-shift-taking", "POST", MEMBERS, kwargs=lambda w: {"pk": w.shift.pk}),
    Row("api-turn-list", "GET", MEMBERS),
    Row("api-turn-giving-up", "POST", {"member"}, kwargs=turn),
    Row("api-turn-confirming", "POST", {"member"}, kwargs=turn),
    Row("api-turn-swap", "POST", {"member"}, kwargs=turn, data=lambda w: {"wanted": w.wanted_turn.pk}),
    Row("api-swap-list", "GET", MEMBERS),
    Row("api-swap-acceptance", "POST", FACILITATOR, kwargs=swap),
    Row("api-swap-refusal", "POST", FACILITATOR, kwargs=swap),
    Row("api-swap-withdrawal", "POST", {"member"}, kwargs=swap),
    Row("api-absence-list", "GET", MEMBERS),
    Row("api-absence-list", "POST", MEMBERS, data=lambda w: dict.fromkeys(("first_on", "last_on"), str(w.today))),
    Row("api-absence-detail", "DELETE", {"member"}, kwargs=lambda w: {"pk": w.absence.pk}),
    Row("api-task-list", "GET", MEMBERS),
    Row("api-task-list", "POST", OF_THE_CIRCLE, data=lambda w: {"circle": w.ca.slug, "title": "Arroser"}),
    Row("api-task-detail", "GET", MEMBERS, kwargs=task),
    Row("api-task-detail", "GET", INSIDE_HIDDEN, kwargs=hidden_task, note="closed circle"),
    Row("api-task-taking", "POST", MEMBERS, kwargs=task),
    Row("api-task-giving-back", "POST", OF_THE_CIRCLE, kwargs=held),
    Row("api-task-finishing", "POST", OF_THE_CIRCLE, kwargs=held),
    Row("api-task-reopening", "POST", OF_THE_CIRCLE, kwargs=held),
    Row("api-task-checklist", "POST", OF_THE_CIRCLE, kwargs=task, data=new_line),
    Row("api-task-files", "GET", MEMBERS, kwargs=task),
    Row("api-task-files", "GET", INSIDE_HIDDEN, kwargs=hidden_task, note="closed circle"),
    Row("api-task-files", "POST", OF_THE_CIRCLE, kwargs=task, data=a_plan, holds_a_file=True),
    Row("api-task-file-detail", "GET", MEMBERS, kwargs=task_file),
    Row("api-task-file-detail", "GET", INSIDE_HIDDEN, kwargs=hidden_file, note="closed circle"),
    Row("api-task-file-content", "GET", MEMBERS, kwargs=task_file, is_page=False),
    Row("api-task-file-content", "GET", INSIDE_HIDDEN, kwargs=hidden_file, is_page=False, note="closed circle"),
    Row("api-task-file-removal", "POST", OF_THE_CIRCLE, kwargs=task_file),
    Row("api-task-comments", "POST", MEMBERS, kwargs=task, data=new_line),
    Row("api-checklist-line-ticking", "POST", OF_THE_CIRCLE, kwargs=line),
    Row("api-checklist-line-unticking", "POST", OF_THE_CIRCLE, kwargs=ticked_line),
    Row("api-checklist-line-detail", "DELETE", OF_THE_CIRCLE, kwargs=line),
    Row("api-task-comment-detail", "DELETE", {"member"}, kwargs=task_comment),
]
