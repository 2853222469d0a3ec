"""A circle with its rules (`circle`), who has a place in it (`mandate`), who asks for one (`join_request`), its roles
and who holds them (`role`), what a decision allowed (`spending`), what it has to do (`task`, `task_file`), whose turn
it is (`rota`), what a shift needs of them (`qualification`).
"""

from commissions.models.circle import (
    Circle,
    CircleQuerySet,
    RulesChange,
    read_fraction,
    validate_fraction,
    validate_stage_days,
    validate_stage_minutes,
    validate_threshold,
)
from commissions.models.join_request import JoinRequest
from commissions.models.mandate import Mandate, ReservedPlace
from commissions.models.qualification import Qualification, QualifiedMember, RotaNeed
from commissions.models.role import CircleRole, HandoverNote, RoleHolding
from commissions.models.rota import Absence, EarlierStretch, Rota, RotaTurn, Shift, TurnSwap, Volunteer
from commissions.models.spending import Spending
from commissions.models.task import ChecklistLine, Task, TaskComment
from commissions.models.task_file import TaskFile

__all__ = [
    "Absence",
    "ChecklistLine",
    "Circle",
    "CircleQuerySet",
    "CircleRole",
    "EarlierStretch",
    "HandoverNote",
    "JoinRequest",
    "Mandate",
    "Qualification",
    "QualifiedMember",
    "ReservedPlace",
    "RoleHolding",
    "Rota",
    "RotaNeed",
    "RotaTurn",
    "RulesChange",
    "Shift",
    "Spending",
    "Task",
    "TaskComment",
    "TaskFile",
    "TurnSwap",
    "Volunteer",
    "read_fraction",
    "validate_fraction",
    "validate_stage_days",
    "validate_stage_minutes",
    "validate_threshold",
]
