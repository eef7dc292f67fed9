"""What the app remembers for a person between two starts, as one JSON file that may always be thrown away."""

import getpass
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.scribe import LONGEST, scribe_of

LONGEST_RECENT = 12
LONGEST_EXPORTS = 50
NARROWEST_PANEL, WIDEST_PANEL = 280, 480
NARROWEST_OUTLINE, WIDEST_OUTLINE = 200, 480
LOWEST_REGISTERS, HIGHEST_REGISTERS = 200, 520


class RecentMap(BaseModel):
    """A map that was open lately, by its path as it was then."""

    model_config = ConfigDict(frozen=True)
    path: Path
    title: str = ""
    opened: datetime


class WindowPlace(BaseModel):
    """Where the window stood, in px of its screen."""

    model_config = ConfigDict(frozen=True)
    x: int = 0
    y: int = 0
    width: Annotated[int, Field(ge=640, le=20_000)] = 1440
    height: Annotated[int, Field(ge=400, le=20_000)] = 900
    maximised: bool = False


class Settings(BaseModel):
    """Everything remembered per person, never per map."""

    model_config = ConfigDict(frozen=True)
    theme: Literal["system", "light", "dark"] = "system"
    contrast: Literal["system", "normal", "high"] = "system"
    motion: Literal["system", "full", "reduced"] = "system"
    panel_open: bool | None = None
    """Whether the panel is open; until somebody says so, once there is something to show in it."""
    panel_width: Annotated[int, Field(ge=NARROWEST_PANEL, le=WIDEST_PANEL)] = 320
    outline_open: bool = False
    outline_width: Annotated[int, Field(ge=NARROWEST_OUTLINE, le=WIDEST_OUTLINE)] = 264
    strip_open: bool = True
    gap_marks: bool = True
    """Whether cards and marks on the map show the level of the worst gap there."""
    registers_open: bool = False
    registers_height: Annotated[int, Field(ge=LOWEST_REGISTERS, le=HIGHEST_REGISTERS)] = 300
    register_seen: Annotated[str, Field(max_length=20)] = "promise"
    """The kind of the register that was seen last."""
    column_widths: dict[str, Annotated[int, Field(ge=20, le=2000)]] = {}
    """How wide a person made the columns of registers, by `kind/column`, px."""
    overview_open: bool = True
    walk_minutes: Annotated[int, Field(ge=5, le=240)] = 20
    """How long a walk through the journey may take."""
    walk_asks: bool = True
    """Whether a walk asks what is not known."""
    autosave: bool = True
    """Whether what was changed goes to the map's file by itself."""
    author: Annotated[str, Field(max_length=80)] = ""
    """How the person signs comments; empty until they have said it."""
    window: WindowPlace | None = None
    recent: tuple[RecentMap, ...] = ()
    folder: Path | None = None
    """Where a map was last opened or saved."""
    export: dict[str, Any] = {}
    """How a map was exported last: `format`, `folder`, and the options of each format by its name."""
    exports: dict[str, dict[str, Any]] = {}
    """The same for each map that was exported, by its document's id; the newest last."""


def home() -> Path:
    """The folder of the person's settings: $MIND_THE_GAP_HOME, or what the system has for it."""
    own = os.environ.get("MIND_THE_GAP_HOME")
    return Path(own) if own else Path(platformdirs.user_config_dir("mind-the-gap", appauthor=False))


def state_home() -> Path:
    """The folder of what the app keeps by itself: $MIND_THE_GAP_HOME, or what the system has for it."""
    own = os.environ.get("MIND_THE_GAP_HOME")
    return Path(own) if own else Path(platformdirs.user_state_dir("mind-the-gap", appauthor=False))


def user_name() -> str:
    """What the system calls the person at the screen; empty where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class Preferences:
    """The settings in use, written down soon after every change; a file that cannot be read is put aside."""

    def __init__(self, folder: Path | None = None) -> None:
        self.file = (folder or home()) / "settings.json"
        self._scribe = scribe_of(self.file)
        self.put_aside: Path | None = None
        """Where a settings file that could not be read has gone."""
        self._is_kept = False
        """Whether the settings in use are what was read or is written down."""
        self.now = self._read()

    def _read(self) -> Settings:
        try:
            found = Settings.model_validate_json(self.file.read_bytes())
            self._is_kept = True
            return found
        except (ValidationError, RecursionError):
            self._put_aside()
        except OSError:
            pass
        return Settings()

    def _put_aside(self) -> None:
        aside = self.file.with_name("settings.broken.json")
        try:
            os.replace(self.file, aside)
            self.put_aside = aside
        except OSError:
            pass

    def change(self, **fields: Any) -> None:
        """Remember these from now on; a disk that takes no settings costs only the memory of them."""
        is_kept = self._is_kept and not self._scribe.has_failed
        if is_kept and all(getattr(self.now, name) == value for name, value in fields.items()):
            return
        self.now = Settings.model_validate(self.now.model_dump() | fields)
        self._scribe.write(self.now.model_dump_json(indent=1).encode())
        self._is_kept = True

    def wait(self) -> None:
        """Wait until all is written down, or until the disk takes too long."""
        self._scribe.wait(LONGEST)

    def opened(self, path: Path, title: str) -> None:
        """Put a map at the head of the recent ones, under its name and title of today."""
        path = path.absolute()
        others = [one for one in self.now.recent if one.path != path]
        newest = RecentMap(path=path, title=title, opened=datetime.now().astimezone())
        self.change(recent=(newest, *others)[:LONGEST_RECENT], folder=path.parent)

    def exported(self, doc: str, how: dict[str, Any]) -> None:
        """Remember how a map was exported, for it and for maps that never were."""
        others = [(one, kept) for one, kept in self.now.exports.items() if one != doc]
        self.change(export=how, exports=dict([*others, (doc, how)][-LONGEST_EXPORTS:]))

    def forget(self, path: Path) -> None:
        """Take a map off the recent ones."""
        self.change(recent=tuple(one for one in self.now.recent if one.path != path.absolute()))
