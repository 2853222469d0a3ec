"""From the data of a picture to where its lines stand, and to the words that say the same."""

from web.drawings.bars import Drawing as BarsDrawing
from web.drawings.budget import Drawing as BudgetDrawing
from web.drawings.circle import Drawing as CircleDrawing
from web.drawings.duels import Drawing as DuelsDrawing
from web.drawings.evening import Drawing as EveningDrawing
from web.drawings.flow import Drawing as FlowDrawing
from web.drawings.map import Drawing as MapDrawing
from web.drawings.merit import Drawing as MeritDrawing
from web.drawings.options import Drawing as OptionsDrawing

__all__ = [
    "BarsDrawing",
    "BudgetDrawing",
    "CircleDrawing",
    "DuelsDrawing",
    "EveningDrawing",
    "FlowDrawing",
    "MapDrawing",
    "MeritDrawing",
    "OptionsDrawing",
]
