"""All that meetings offer the other apps, one list for each sort. Read once, when the process starts."""

import commissions.circle_endings
import commissions.panels
import members.panels
from assembly import answers, comparison, due, live, notifications, panels, phrases, topics, unfinished
from assembly.actions.cancelling import renew_cancellation
from assembly.actions.meetings import renew_convocation
from assembly.forgetting import mask_in_minutes
from assembly.models import Cancellation, Convocation
from assembly.past_meetings import last_meeting
from assembly.queries.meetings import task_origins
from journal import schedule
from journal.comparisons import comparisons
from journal.phrases import sentences
from journal.schedule import Due
from journal.topics import register
from members import forgetting, outbox
from members.answers import kinds as answer_kinds
from members.notifications import kinds as notification_kinds
from members.panels import AtOnce
from proposals.queries import life
from realtime import counts, pages
from web import lanes
from web.refusals import explain

# Kinds of topics
register(topics.MeetingKind(), topics.ItemKind())

# What the journal and refusals say
sentences.register_all(phrases.SENTENCES)
explain("assembly", phrases.REFUSALS)

# Live pages
pages.register(live.MeetingPage(), live.NotesPage(), live.ScreenPage(), live.GuestPage())
counts.watched.register("minute", live.minutes_now)

# What other pages show of meetings
members.panels.waiting.register("meetings", panels.waiting_for)
members.panels.waiting.register("what follows from meetings", panels.tasks_after_meetings)
members.panels.waiting.register("first decision", panels.first_decision)
members.panels.waiting.register("end of the founding", panels.end_of_founding)
members.panels.at_once.register("meetings", AtOnce(panels.conducts_now, panels.asked_at_once))
commissions.panels.circle_panels.register("meetings", panels.of_circle)
commissions.panels.task_origins.register("meetings", task_origins)
commissions.panels.last_meetings.register("meetings", last_meeting)
life.tasks.register("meetings", panels.tasks_of_decision)
life.task_forms.register("meetings", panels.task_form_of_decision)

# What keeps a circle from ending
commissions.circle_endings.unfinished.register("meetings", unfinished.meetings)

# Letters, when they leave
outbox.renewals.register(Convocation.LETTER, renew_convocation)
outbox.renewals.register(Cancellation.LETTER, renew_cancellation)
notification_kinds.register_all(notifications.KINDS)
answer_kinds.register_all(answers.KINDS)

# What is compared with the journal; what is forgotten with a person
comparisons.register("minutes", comparison.minutes)
comparisons.register("decisions noted in a line", comparison.noted_decisions)
forgetting.elsewhere.register("minutes", mask_in_minutes)

# What falls due
schedule.by_app.register(
    "assembly",
    [
        Due("what was decided in a meeting", due.conclude_item_ballots),
        Due("decisions noted in a meeting", due.settle_noted_decisions, due.next_noted_decision),
        Due("decisions for the next agendas", due.bring_what_is_due),
        Due("meetings whose conductor is gone", due.settle_handovers),
        Due("meetings that nobody closed", due.close_overdue_meetings),
    ],
)

# The acts by which an evening moves: they never wait behind a rush of votes
lanes.conducting.register(
    "assembly",
    {
        *("opening", "closing", "steps", "item-conclusion", "item-extension", "item-deferral", "item-reopening"),
        *("ballots", "polls", "ballot-new", "ballot-closing", "hand-calling", "turn-end"),
        *("decision-noting", "noted-proposal", "noted-withdrawal"),
    },
)
