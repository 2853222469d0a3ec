from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("members")

    def ready(self) -> None:
        from journal import phrases as journal_words
        from journal import rights
        from members import home_panels, outbox, panels, rules
        from members import phrases as members_phrases
        from members.actions.invitations import renew_invitation
        from members.language import keep_language
        from web.preferences import keepers
        from web.refusals import reasons

        post_migrate.connect(_make_cache_table, sender=self)
        rights.register("member", rules.may_read_member_topic)
        for topic in ("invitation", "mail"):  # they hold the addresses of people
            rights.register(topic, rules.may_read_administration_topic, rules.readable_administration_topics)
        rights.register("collective", lambda person, pk: rules.is_member.test(person))
        journal_words.register(members_phrases.SENTENCES)
        journal_words.register_names("member", members_phrases.members_named, everybodys=True)
        keepers.register("member", keep_language)
        outbox.renewals.register("invitation", renew_invitation)
        panels.waiting.register("beginnings", home_panels.beginnings)
        panels.waiting.register("clock", home_panels.clock)
        panels.waiting.register("undelivered letters", home_panels.undelivered)
        for perm in (
            "administer",
            "record_membership",
            "record_residency",
            "edit_collective",
            "end_founding",
            "read_mail",
            "read_letter",
        ):
            reasons.register(
                f"members.{perm}", _("Only administrators keep the accounts and the settings. Ask one of them.")
            )


def _make_cache_table(**_told: Any) -> None:
    """Where several processes share a database, the rates of the sign-in are counted in a table of it."""
    call_command("createcachetable", verbosity=0)
