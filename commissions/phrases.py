"""What the commissions' entries in the journal say to people, and why an act is refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "circle.created": _("A circle is founded: %(name)s."),
    "circle.described": _("%(name)s says of itself: %(mission)s"),
    "circle.rules_set": _("%(circle:circle)s changes its rules."),
    "circle.join_asked": _("%(member:member)s asks to join %(circle:circle)s."),
    "mandate.given": _("%(member:member)s has a place in %(circle:circle)s (%(role)s), since %(since)s."),
    "mandate.ended": _("%(member:member)s has no place in %(circle:circle)s any more, from %(until)s."),
    "place.reserved": _("A place in %(circle:circle)s waits for somebody who was invited."),
    "place.released": _("No place in %(circle:circle)s waits any more for somebody whose invitation was withdrawn."),
    "task.added": _("A task: %(title)s"),
    "task.changed": _("A task is told better: %(title)s"),
    "task.taken": _("%(member:assignee)s takes “%(task:task)s”."),
    "task.assigned": _("“%(task:task)s” is given to %(member:assignee)s."),
    "task.given_back": _("“%(task:task)s” wants a volunteer again."),
    "task.finished": _("“%(task:task)s” is done."),
    "task.reopened": _("“%(task:task)s” is not done after all."),
}

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
