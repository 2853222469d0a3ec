from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self) -> None:
        import_module("proposals.live")
        open_topics()
        say_why()
        add_panels()
        vouch_for_decisions()
        guard_the_register(self)


def guard_the_register(config: AppConfig) -> None:
    """What is never edited: the database refuses it, and what stands is compared with what the journal was told."""
    from journal import triggers
    from journal.comparisons import comparisons
    from proposals import comparison, immutability

    post_migrate.connect(immutability.guard, sender=config)
    triggers.makers.register("register of decisions", immutability.made)
    comparisons.register("decisions", comparison.decisions)
    comparisons.register("texts of proposals", comparison.versions)


def open_topics() -> None:
    """Whoever may read a proposal or a decision may read what the journal keeps of it, and verify its ballot."""
    from journal.rights import register
    from proposals import rights
    from votes.rules import publishers

    register("proposal", rights.reads_proposal, rights.readable_proposals)
    register("decision", rights.reads_decision, rights.readable_decisions)
    publishers.register("decisions", rights.publishes_ballot)


def say_why() -> None:
    """The words of refusals and of the journal's entries."""
    from journal import phrases as journal_words
    from proposals import phrases as proposals_phrases
    from web.refusals import reasons

    reasons.register_all({f"proposals.{perm}": sentence for perm, sentence in proposals_phrases.REFUSALS.items()})
    journal_words.register(proposals_phrases.SENTENCES)
    journal_words.register_names("proposal", proposals_phrases.proposals_named)
    journal_words.register_names("decision", proposals_phrases.decisions_named)


def add_panels() -> None:
    """What waits for somebody, what a circle and a person propose and have decided."""
    from commissions.panels import circle_panels
    from members.panels import person, waiting
    from proposals import panels

    waiting.register("proposals", panels.waiting_for)
    waiting.register("earlier decisions", panels.earlier_to_confirm)
    person.register("proposals", panels.of_person)
    circle_panels.register("proposals", panels.of_circle)
    circle_panels.register("decisions", panels.decided_by_circle)


def vouch_for_decisions() -> None:
    """A mandate, or a circle's rules, may rest on a decision."""
    from commissions.grounds import register
    from proposals.grounds import DECISION

    register("decision", DECISION)
