"""What the commissions' entries in the journal say to people, and why an act is refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "circle.created": _("A circle is founded: %(name)s."),
    "circle.described": _("%(name)s says of itself: %(mission)s"),
    "circle.rules_set": _("%(circle:circle)s changes its rules."),
    "circle.join_asked": _("%(member:member)s asks to join %(circle:circle)s."),
    "circle.join_declined": _("%(actor)s answers %(member:member)s, who asked to join %(circle:circle)s: not now."),
    "mandate.given": _("%(member:member)s has a place in %(circle:circle)s (%(role)s), since %(since)s."),
    "mandate.ended": _("%(member:member)s has no place in %(circle:circle)s any more, from %(until)s."),
    "place.reserved": _("A place in %(circle:circle)s waits for somebody who was invited."),
    "place.released": _("No place in %(circle:circle)s waits any more for somebody whose invitation was withdrawn."),
    "rota.made": _("%(circle:circle)s has shifts that come back: %(title)s"),
    "rota.changed": _("Shifts that come back are told better: %(title)s"),
    "rota.paused": _("“%(rota:rota)s” is paused."),
    "rota.resumed": _("“%(rota:rota)s” goes on."),
    "rota.ended": _("“%(rota:rota)s” does not come back any more."),
    "rota.joined": _("%(member:member)s takes turns at “%(rota:rota)s”."),
    "rota.left": _("%(member:member)s takes no more turns at “%(rota:rota)s”."),
    "rota.shared_out": _("Turns at “%(rota:rota)s” are shared out."),
    "turn.taken": _("%(member:member)s takes a place: %(shift:shift)s."),
    "turn.given_up": _("%(member:member)s cannot come: %(shift:shift)s."),
    "turn.confirmed": _("%(member:member)s will be there: %(shift:shift)s."),
    "shift.done": _("It is done: %(shift:shift)s."),
    "swap.asked": _("%(member:member)s offers %(member:other)s to exchange turns at “%(rota:rota)s”."),
    "swap.accepted": _("%(member:member)s and %(member:other)s exchange turns at “%(rota:rota)s”."),
    "swap.declined": _("%(member:member)s and %(member:other)s keep their turns at “%(rota:rota)s”."),
    "swap.withdrawn": _("%(member:member)s no longer asks to exchange turns at “%(rota:rota)s”."),
    "absence.entered": _("%(member:member)s is away: %(first_on)s – %(last_on)s."),
    "absence.removed": _("%(member:member)s is there after all: %(first_on)s – %(last_on)s."),
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
    "welcome": _(
        "One of the circle welcomes whoever asks to join; a seat of the board, whoever administers enters on its "
        "decision."
    ),
    "join": _("One does not enter this circle alone: ask those who coordinate it."),
    "add_task": _("Only members of this circle add to its board. Tell one of them your idea."),
    "change_task": _("Only members of this circle change its tasks: ask one of them."),
    "take_task": _("This circle keeps its tasks to its own members."),
    "make_rota": _("Only members of this circle decide what comes back in it. Tell one of them your idea."),
    "change_rota": _("Only members of this circle change its shifts: ask one of them."),
    "take_turn": _("This circle keeps its shifts to its own members."),
    "hold_turn": _("Only the person whose turn it is can do this."),
    "answer_swap": _("Only the person who is asked answers."),
    "withdraw_swap": _("Only the person who asked can do this."),
    "remove_absence": _("Only the person who is away can do this."),
    "hold_task": _("Only the person who has this task, or someone of the circle, can do this."),
}
