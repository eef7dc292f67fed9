"""All parts of the window in one place to import them from."""

from widgets.buttons import Button, IconButton, PersonaChip, Segments
from widgets.chips import Chip, ChipsEditor, ReferenceChips
from widgets.editors import Editor
from widgets.fields import DateField, DurationField, Field, NumberField, ShareField
from widgets.picker import Choice, Picker
from widgets.score import Score, ScoreRow
from widgets.text_area import TextArea, quote_field
from widgets.tick import Tick
from widgets.words import Words

__all__ = [
    "Button",
    "Chip",
    "ChipsEditor",
    "Choice",
    "DateField",
    "DurationField",
    "Editor",
    "Field",
    "IconButton",
    "NumberField",
    "PersonaChip",
    "Picker",
    "ReferenceChips",
    "Score",
    "ScoreRow",
    "Segments",
    "ShareField",
    "TextArea",
    "Tick",
    "Words",
    "quote_field",
]
