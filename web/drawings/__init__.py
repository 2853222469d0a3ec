"""From the data of a picture to where its lines stand, and to the words that say the same."""

from web.drawings.bars import Drawing as BarsDrawing
from web.drawings.circle import Drawing as CircleDrawing
from web.drawings.evening import Drawing as EveningDrawing
from web.drawings.map import Drawing as MapDrawing

__all__ = ["BarsDrawing", "CircleDrawing", "EveningDrawing", "MapDrawing"]
