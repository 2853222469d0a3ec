from importlib import import_module

from django.apps import AppConfig


class CommissionsConfig(AppConfig):
    name = "commissions"

    def ready(self) -> None:
        import_module("commissions.live")
        open_topics()
        put_questions()
        say_why()
        add_panels()
        renew_letters()
        vouch_for_mandates()


def open_topics() -> None:
    """Whoever may read a circle may read what the journal keeps of it, and of its tasks."""
    from commissions import rights
    from journal.rights import register

    register("circle", rights.reads_circle, rights.readable_circles)
    register("task", rights.reads_task, rights.readable_tasks)


def put_questions() -> None:
    """A circle may be asked a question online."""
    from commissions import ballot_owner as commissions_ballot_owner
    from votes.rules import register_owner

    register_owner(
        "circle",
        conducts=commissions_ballot_owner.conducts,
        reads=commissions_ballot_owner.reads,
        url=commissions_ballot_owner.url,
        roll=commissions_ballot_owner.roll,
        label=commissions_ballot_owner.label,
        hosts=commissions_ballot_owner.hosts,
        majority=commissions_ballot_owner.majority,
        is_opinion=commissions_ballot_owner.is_opinion,
    )


def say_why() -> None:
    """The words of refusals and of the journal's entries."""
    from commissions import phrases as commissions_phrases
    from journal import phrases as journal_words
    from web.refusals import reasons

    reasons.register_all({f"commissions.{perm}": sentence for perm, sentence in commissions_phrases.REFUSALS.items()})
    journal_words.register(commissions_phrases.SENTENCES)
    journal_words.register_names("circle", commissions_phrases.circles_named, everybodys=True)
    journal_words.register_names("task", commissions_phrases.tasks_named)


def add_panels() -> None:
    """What waits for somebody, and which circles a person is in."""
    from commissions import ballot_owner as commissions_ballot_owner
    from commissions import home_panels
    from commissions.panels import circle_panels
    from members import panels

    circle_panels.register("consultations", commissions_ballot_owner.panel)
    panels.waiting.register("tasks", home_panels.tasks_waiting)
    panels.waiting.register("first circle", home_panels.first_circle)
    panels.person.register("circles", home_panels.circles_of_person)


def renew_letters() -> None:
    """What a letter that waited says when it leaves."""
    from commissions import due
    from commissions.actions.places import renew_request_to_join
    from members.outbox import renewals

    renewals.register_all({due.KIND: due.renew_reminder, "circle_request": renew_request_to_join})


def vouch_for_mandates() -> None:
    """Who sits where, and by which rules, is compared with what the journal was told."""
    from commissions import comparison
    from journal.comparisons import comparisons

    comparisons.register("mandates", comparison.mandates)
    comparisons.register("rules of circles", comparison.rules)
