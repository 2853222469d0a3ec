"""All that the memory offers the rest of the house, one block a sort. Read once, when the process starts."""

from history import home_panels, panels, phrases, topics
from history.actions import renew_cancellation
from history.search import refresh, sources, tables
from journal import listeners, triggers
from journal.phrases import sentences
from journal.topics import register
from members import outbox
from web.refusals import explain

# Kinds of topics
register(topics.EventKind(), topics.DocumentKind(), topics.VisitKind())

# What the journal and refusals say
sentences.register_all(phrases.SENTENCES)
explain("history", phrases.REFUSALS)

# What the home page tells of each part of the house
panels.happening.register("meetings", home_panels.meetings_now)
panels.happening.register("minutes", home_panels.minutes_lately)
panels.happening.register("void votes", home_panels.votes_void_lately)
panels.happening.register("proposals", home_panels.proposals_now)
panels.happening.register("tasks", home_panels.tasks_now)
panels.coming.register("meetings", home_panels.meetings_coming)
panels.coming.register("visits", home_panels.visits_coming)
panels.coming.register("reviews", home_panels.reviews_coming)
panels.published.register("documents", home_panels.documents_published)
panels.published.register("decisions", home_panels.decisions_published)

# Letters, when they leave
outbox.renewals.register("visit_cancelled", renew_cancellation)

# What can be found: its index is written with each change
sources.register_all()
listeners.within.register("search", refresh)
triggers.makers.register("search", tables.made)
