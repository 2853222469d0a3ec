from importlib import import_module

from django.apps import AppConfig


class VotesConfig(AppConfig):
    name = "votes"

    def ready(self) -> None:
        import_module("votes.rules")
        import_module("votes.live")

        open_topics()
        answer_for_consultations()
        say_why()
        tell_what_waits()
        forget_with_the_others()
        vouch_for_ballots()
        renew_letters()


def open_topics() -> None:
    """Whoever may read a ballot or a gathering may read what the journal keeps of it."""
    from journal import rights
    from votes import rights as votes_rights
    from votes.queries import consultations as consultation_queries

    rights.register("ballot", votes_rights.reads_ballot, votes_rights.readable_ballots)
    rights.register("gathering", votes_rights.reads_gathering, votes_rights.readable_gatherings)
    rights.register("consultation", consultation_queries.reads, consultation_queries.readable)


def answer_for_consultations() -> None:
    """A consultation owns its gathering and its ballot, and asks its host."""
    from votes.queries import consultations as consultation_queries
    from votes.rules import register_owner

    register_owner(
        "consultation",
        conducts=consultation_queries.conducts,
        reads=consultation_queries.reads,
        url=consultation_queries.url,
    )


def say_why() -> None:
    """The words of refusals and of the journal's entries."""
    from journal import phrases as journal_words
    from votes import phrases as votes_phrases
    from votes.queries import consultations as consultation_queries
    from web.refusals import reasons

    reasons.register_all({f"votes.{perm}": sentence for perm, sentence in votes_phrases.REFUSALS.items()})
    journal_words.register(votes_phrases.SENTENCES)
    journal_words.register_names("ballot", votes_phrases.ballots_named)
    journal_words.register_names("consultation", consultation_queries.known)


def tell_what_waits() -> None:
    from members import panels
    from votes.panels import waiting
    from votes.queries import paper
    from votes.queries import proxies as proxy_queries

    panels.waiting.register("votes", waiting)
    panels.waiting.register("proxies", proxy_queries.waiting)
    panels.waiting.register("papers", paper.waiting)


def forget_with_the_others() -> None:
    """Who is forgotten is forgotten here too."""
    from members.forgetting import elsewhere
    from votes.actions import forget_votes

    elsewhere.register("votes", lambda member, actor: forget_votes(member, actor=actor))


def renew_letters() -> None:
    """What a letter that waited says when it leaves."""
    from members.outbox import renewals
    from votes.actions import reminders
    from votes.actions.counting import renew_warning
    from votes.letters import proxies as proxy_letters

    renewals.register_all({**proxy_letters.RENEWALS, "count_takes_long": renew_warning})
    renewals.register_all({"ballot_reminder": reminders.renew_reminder, "ballot_opened": reminders.renew_announcement})


def vouch_for_ballots() -> None:
    """Rolls, lists and results are compared with what the journal was told."""
    from journal.comparisons import comparisons
    from votes import comparison

    comparisons.register("ballots", comparison.ballots)
