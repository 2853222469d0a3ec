"""What letters ask of a working group as its last day comes: to end it, or to give it more time."""

from django.utils.translation import gettext_lazy

from commissions.actions.circle_endings import LAST_DAY
from members.kind_groups import DUTIES
from members.notifications import NotificationKind

KINDS = {
    LAST_DAY: NotificationKind(
        gettext_lazy("The last day of my working groups, thirty days before and on the day"), DUTIES
    )
}
