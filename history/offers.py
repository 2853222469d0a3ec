"""All that the memory offers the other apps, one list for each sort. Read once, when the process starts."""

from django.utils.translation import gettext_lazy as _

from assembly.models import Meeting
from commissions import panels as circle_rules
from commissions.models import Circle, Task
from history import home_panels, live, notifications, panels, phrases, topics
from history.models import Document, Event
from history.queries import documents_to_cite
from history.search import Source, catch_up, found_among, index, note, sources, tables
from journal import listeners, schedule, triggers
from journal.phrases import sentences
from journal.schedule import Due
from journal.topics import register
from members.models import Member
from members.notifications import kinds as notification_kinds
from proposals.models import Decision, Proposal
from proposals.queries.register import searches
from realtime import pages
from web.refusals import explain

# Kinds of topics
register(topics.EventKind(), topics.DocumentKind(), topics.VisitKind())

# What the journal and refusals say
sentences.register_all(phrases.SENTENCES)
explain("history", phrases.REFUSALS)
explain("journal", phrases.JOURNAL_REFUSALS)

# What the home page tells of each app
panels.happening.register("meetings", home_panels.meetings_now)
panels.happening.register("minutes", home_panels.minutes_lately)
panels.happening.register("void votes", home_panels.votes_void_lately)
panels.happening.register("proposals", home_panels.proposals_now)
panels.happening.register("made public", home_panels.decisions_made_public)
panels.happening.register("tasks", home_panels.tasks_now)
panels.coming.register("meetings", home_panels.meetings_coming)
panels.coming.register("visits", home_panels.visits_coming)
panels.coming.register("reviews", home_panels.reviews_coming)
panels.published.register("documents", home_panels.documents_published)
panels.published.register("decisions", home_panels.decisions_published)

# What letters tell
notification_kinds.register_all(notifications.KINDS)

# Live pages
pages.register(live.HomePage())

# What the rules of circles cite
circle_rules.cited_texts.register("documents", documents_to_cite)

# What can be found: its index follows the changes
index.sources.register_all(
    {
        Decision.topic_prefix: Source("decision", _("Decision"), "gavel", sources.decisions),
        Proposal.topic_prefix: Source("proposal", _("Proposal"), "scroll-text", sources.proposals),
        Meeting.topic_prefix: Source("meeting", _("Meeting"), "armchair", sources.meetings, parts={"notes"}),
        Event.topic_prefix: Source("event", _("Story"), "milestone", sources.events),
        Document.topic_prefix: Source("document", _("Document"), "file-text", sources.documents),
        Circle.topic_prefix: Source("circle", _("Circle"), "users-round", sources.circles),
        Task.topic_prefix: Source("task", _("Task"), "list-checks", sources.tasks),
        Member.topic_prefix: Source("person", _("Person"), "user-round", sources.people),
    }
)
searches.register("the search index", found_among)
listeners.within.register("search", note)
schedule.by_app.register("history", [Due("the search index", catch_up)])
triggers.makers.register("search", tables.made)
