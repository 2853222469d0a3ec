from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("members")

    def ready(self) -> None:
        from journal import rights
        from journal import words as journal_words
        from members import rules, words
        from members.language import keep_language
        from web.preferences import remember_language
        from web.refusals import explain

        rights.register("member", rules.may_read_member_topic)
        rights.register("collective", lambda person, pk: rules.is_member.test(person))
        journal_words.register(words.SENTENCES)
        journal_words.register_names("member", words.members_named)
        remember_language(keep_language)
        for perm in ("administer", "record_membership", "record_residency", "edit_collective", "read_mail"):
            explain(f"members.{perm}", _("Only administrators keep the accounts and the settings. Ask one of them."))
