"""All that circles offer the other apps, one list for each sort. Read once, when the process starts."""

import members.answers
import members.panels
from commissions import (
    answers,
    circle_endings,
    comparison,
    due,
    ending_due,
    ending_notifications,
    ending_presenters,
    forgetting,
    home_panels,
    link_due,
    live,
    notifications,
    panels,
    phrases,
    role_due,
    role_notifications,
    role_presenters,
    rota_due,
    rota_live,
    rota_notifications,
    topics,
    unfinished,
)
from commissions.actions.founding import release_reserved_places, take_reserved_places
from commissions.actions.joining import REQUEST_TO_JOIN, renew_request_to_join
from journal import schedule
from journal.comparisons import comparisons
from journal.phrases import sentences
from journal.schedule import Due
from journal.topics import register
from members import arrivals, outbox
from members.forgetting import elsewhere
from members.notifications import kinds as notification_kinds
from realtime import pages
from web.refusals import explain

# Kinds of topics
register(topics.CircleKind(), topics.RoleKind(), topics.TaskKind())
register(topics.RotaKind(), topics.ShiftKind(), topics.SwapKind())

# What the journal and refusals say
sentences.register_all(phrases.SENTENCES)
explain("commissions", phrases.REFUSALS)

# Live pages
pages.register(live.BoardPage(), live.TaskPage(), rota_live.RotaPage())

# What a circle's page, a person's page and the home page show
panels.circle_panels.register("consultations", home_panels.asked_online)
members.panels.waiting.register("tasks", home_panels.tasks_waiting)
members.panels.waiting.register("turns", home_panels.turns_waiting)
members.panels.waiting.register("swaps", home_panels.swaps_waiting)
panels.circle_panels.register("roles", role_presenters.roles_of_circle)
panels.circle_panels.register("rotas", home_panels.rotas_of_circle)
members.panels.waiting.register("handover notes", role_presenters.handover_notes_waiting)
members.panels.waiting.register("join requests", home_panels.requests_waiting)
members.panels.waiting.register("last days of groups", ending_presenters.last_days_waiting)
members.panels.waiting.register("first circle", home_panels.first_circle)
members.panels.person.register("circles", home_panels.circles_of_person)
members.panels.person.register("roles", role_presenters.roles_of_person)

# What keeps a circle from ending
circle_endings.unfinished.register("circles within it", unfinished.circles_within)
circle_endings.unfinished.register("tasks", unfinished.tasks)
circle_endings.unfinished.register("shifts", unfinished.rotas)
circle_endings.unfinished.register("join requests", unfinished.join_requests)
circle_endings.unfinished.register("questions online", unfinished.asked_online)

# What follows when somebody comes in, or will not
arrivals.followers.register("reserved places", take_reserved_places)
arrivals.withdrawals.register("reserved places", release_reserved_places)

# Letters, when they leave
notification_kinds.register_all(notifications.KINDS)
notification_kinds.register_all(rota_notifications.KINDS)
notification_kinds.register_all(role_notifications.KINDS)
notification_kinds.register_all(ending_notifications.KINDS)
members.answers.kinds.register_all(answers.KINDS)
outbox.renewals.register(REQUEST_TO_JOIN, renew_request_to_join)

# What is forgotten with a person
elsewhere.register("absences", forgetting.forget_absences)
elsewhere.register("qualifications", forgetting.forget_qualifications)
elsewhere.register("join requests", forgetting.forget_join_requests)
elsewhere.register("handover notes", forgetting.forget_handover_notes)

# What is compared with the journal
comparisons.register("mandates", comparison.mandates)
comparisons.register("roles", comparison.holdings)
comparisons.register("files of tasks", comparison.task_files)
comparisons.register("rules of circles", comparison.rules)

# What falls due
schedule.by_app.register(
    "commissions",
    [
        Due("tasks of people who left", due.free_tasks_of_who_left),
        Due("task reminders", due.remind),
        Due("ends of terms", role_due.tell_of_terms),
        Due("last days of groups", ending_due.tell_of_last_days),
        Due("links between circles", link_due.settle_links),
        Due("shifts that are over", rota_due.finish_shifts),
        Due("places of people who left", rota_due.free_places_of_who_left),
        Due("shifts to come", rota_due.plan_rotas),
        Due("turns of tomorrow", rota_due.ask_to_confirm),
        Due("shifts that lack people", rota_due.tell_what_lacks_people),
    ],
)
