"""A circle with its rules (`circle`), who has a place in it (`mandate`), what a decision allowed (`spending`), what it
has to do (`task`).
"""

from commissions.models.circle import (
    Circle,
    RulesChange,
    read_fraction,
    validate_fraction,
    validate_stage_days,
    validate_stage_minutes,
    validate_threshold,
)
from commissions.models.mandate import Mandate, ReservedPlace
from commissions.models.spending import Spending
from commissions.models.task import Task

__all__ = [
    "Circle",
    "Mandate",
    "ReservedPlace",
    "RulesChange",
    "Spending",
    "Task",
    "read_fraction",
    "validate_fraction",
    "validate_stage_days",
    "validate_stage_minutes",
    "validate_threshold",
]
