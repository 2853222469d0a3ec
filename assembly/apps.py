from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "read": _("This circle keeps its meetings to its own members. Ask one of them what was said."),
    "read_item": _("This item is closed: it is a person's situation, and stays within the circle."),
    "plan": _("A meeting is planned by those whom the circle's rules name: ask one of them."),
    "prepare": _(
        "The agenda is prepared by the circle's members; an assembly's by those who call it and those who hold a role "
        "in it. Ask one of them to add your subject."
    ),
    "arrange": _("When and where it is held is changed by those who may convene it, and by whoever facilitates it."),
    "name_roles": _("The roles are given by those who may convene this meeting, and by whoever facilitates it."),
    "take_up": _("An assembly that was asked for is taken up by those whom its rules name. You can support it."),
    "take_part": _("This meeting is the circle's: its members speak, vote and give proxies in it."),
    "write": _("The notes are written by the circle's members: tell one of them what is missing."),
    "conduct": _("This is done by whoever facilitates the meeting: ask that person."),
    "take_over": _(
        "Whoever holds a role in this meeting takes over, or whoever those present agreed on: propose somebody first."
    ),
    "mark_presence": _("Arrivals are noted by whoever facilitates the meeting, or keeps its door: tell that person."),
    "vouch": _("What somebody noted is confirmed by the person, or by somebody else with a role in the meeting."),
    "hand_over": _("The roles are handed over by whoever facilitates, or by those whom the circle's rules name."),
    "sign": _("The minutes are signed by the meeting's chair and secretary."),
}


class AssemblyConfig(AppConfig):
    name = "assembly"

    def ready(self) -> None:
        import_module("assembly.rules")
        import_module("assembly.live")
        answer_for_meetings()
        tell_others()
        renew_letters()
        vouch_for_minutes()


def renew_letters() -> None:
    """What a letter that waited says when it leaves."""
    from assembly.actions.meetings import renew_convocation
    from members.outbox import renewals

    renewals.register("convocation", renew_convocation)


def answer_for_meetings() -> None:
    """What the floors below ask about a meeting that they know by its key alone."""
    from assembly import rights
    from journal.rights import register
    from proposals.rules import register_occasion
    from votes.rules import register_owner

    register("meeting", rights.reads_meeting, rights.readable_meeting_keys)
    register("item", rights.reads_item, rights.readable_item_keys)
    register_occasion(
        "meeting",
        conducts=rights.conducts_meeting,
        page=rights.page_of_meeting,
        check=rights.check_decidable,
        is_under_way=rights.is_under_way,
    )
    register_owner(
        "meeting",
        conducts=rights.conducts_meeting,
        reads=rights.reads_meeting,
        url=rights.url_of_meeting,
        marks=rights.marks_meeting,
        vouches=rights.vouches_meeting,
        overdue=rights.is_overdue_meeting,
    )
    register_owner(
        "item",
        conducts=rights.conducts_item,
        reads=rights.reads_item,
        url=rights.url_of_item,
        overdue=rights.is_overdue_item,
    )


def tell_others() -> None:
    """Panels on other pages, words of the journal, reasons of refusals."""
    import commissions.panels
    import members.panels
    from assembly import panels, phrases
    from assembly.forgetting import mask_in_minutes
    from assembly.queries.meetings import task_origins
    from journal.phrases import register, register_names
    from members.forgetting import elsewhere
    from proposals.presenters.pictures import tasks
    from web.refusals import reasons

    members.panels.waiting.register("meetings", panels.waiting_for)
    members.panels.at_once.register("meetings", members.panels.AtOnce(panels.conducts_now, panels.asked_at_once))
    elsewhere.register("minutes", mask_in_minutes)
    members.panels.waiting.register("end of the founding", panels.end_of_founding)
    commissions.panels.circle_panels.register("meetings", panels.of_circle)
    commissions.panels.task_origins.register("meetings", task_origins)
    tasks.register("meetings", panels.tasks_of_decision)
    register(phrases.SENTENCES)
    register_names("meeting", phrases.meetings)
    register_names("item", phrases.items)
    reasons.register_all({f"assembly.{perm}": sentence for perm, sentence in REFUSALS.items()})


def vouch_for_minutes() -> None:
    """What was signed is compared with what the journal was told."""
    from assembly import comparison
    from journal.comparisons import comparisons

    comparisons.register("minutes", comparison.minutes)
