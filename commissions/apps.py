from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "read": _("This circle keeps its life to its own members. Those who coordinate it can tell you more."),
    "create": _("Circles are founded by an administrator: ask one of them."),
    "manage": _("Those who coordinate this circle look after its people and its rules: ask one of them."),
    "join": _("One does not enter this circle alone: ask those who coordinate it."),
    "add_task": _("Only members of this circle add to its board. Tell one of them your idea."),
    "change_task": _("Only members of this circle change its tasks: ask one of them."),
    "take_task": _("This circle keeps its tasks to its own members."),
    "hold_task": _("Only the person who has this task, or someone of the circle, can do this."),
}


class CommissionsConfig(AppConfig):
    name = "commissions"

    def ready(self) -> None:
        import_module("commissions.live")
        explain_refusals()
        open_topics()


def open_topics() -> None:
    """Whoever may read a circle may read what the journal keeps of it, and of its tasks."""
    from commissions import rights
    from journal.rights import register

    register("circle", rights.reads_circle, rights.readable_circles)
    register("task", rights.reads_task, rights.readable_tasks)


def explain_refusals() -> None:
    from web.refusals import explain

    for perm, sentence in REFUSALS.items():
        explain(f"commissions.{perm}", sentence)
