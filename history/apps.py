from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "history"

    def ready(self) -> None:
        import_module("history.rules")
        open_topics()
        say_why()
        add_panels()
        renew_letters()
        follow_the_journal(self)


def open_topics() -> None:
    """Whoever may read an event or a document may read what the journal keeps of it."""
    from history import rights
    from journal.rights import register

    register("event", rights.reads_event, rights.readable_events)
    register("document", rights.reads_document, rights.readable_documents)
    register("visit", rights.reads_visit, rights.readable_visits)


def say_why() -> None:
    """The words of refusals and of the journal's entries."""
    from history import phrases as history_phrases
    from journal import phrases as journal_words
    from web.refusals import reasons

    reasons.register_all({f"history.{perm}": sentence for perm, sentence in history_phrases.REFUSALS.items()})
    journal_words.register(history_phrases.SENTENCES)
    journal_words.register_names("event", history_phrases.events_named)
    journal_words.register_names("document", history_phrases.documents_named)
    journal_words.register_names("visit", history_phrases.visits_named)


def add_panels() -> None:
    """What the home page tells of each part of the house."""
    from history import home_panels, panels

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


def renew_letters() -> None:
    """What a letter that waited says when it leaves."""
    from history.actions import renew_cancellation
    from members.outbox import renewals

    renewals.register("visit_cancelled", renew_cancellation)


def follow_the_journal(config: AppConfig) -> None:
    """The search index is written with each change, and its tables are made again after each `migrate`."""
    from history.search import refresh, sources, tables
    from journal import listeners, triggers

    sources.register_all()
    listeners.within.register("search", refresh)
    post_migrate.connect(tables.make, sender=config)
    triggers.makers.register("search", tables.made)
