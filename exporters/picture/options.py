"""What can be asked of a picture."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from exporters.options import LENS_WORDS, THEME_WORDS
from model.drawing.theme import ThemeName
from model.lenses import LensName

TextForm = Literal["outlines", "fonts"]


class PictureOptions(BaseModel):
    """How a picture is made: of what, in which theme, through which lens, on paper or on nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: str = Field("map", title="Picture of", json_schema_extra={"ask": "part"})
    """`map`, `phase:NAME` (or its number), or `selection:` with ids of records or numbers of touchpoints."""
    theme: ThemeName = Field("light", title="Theme", json_schema_extra=THEME_WORDS)
    lens: LensName = Field("customer", title="Lens", json_schema_extra=LENS_WORDS)
    notes: bool = Field(False, title="Sticky notes")
    transparent: bool = Field(False, title="Transparent", description="Without the paper behind it.")


class SvgOptions(PictureOptions):
    """How an SVG is made."""

    text: TextForm = Field(
        "outlines",
        title="Text",
        description="Outlines look the same in every program; fonts can be searched and edited.",
        json_schema_extra={"words": {"outlines": "Outlines", "fonts": "Fonts"}},
    )


class PngOptions(PictureOptions):
    """How a PNG is made."""

    scale: float = Field(
        2.0, gt=0, le=20, title="Scale", description="1 is 96 dots to the inch of the paper, A3 for the map."
    )
