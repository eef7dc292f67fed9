"""The page of a window without a map: new, open, recent maps and samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import settings
from app.prompts import ask_for_map
from app.recent_pictures import RecentPictures
from app.sample_gaps import SampleGaps
from app.thumbnails import Glance, glance_at
from app.verbs import samples
from model.spoken import counted
from widgets.toast import Toast
from widgets.welcome import RecentMap, Welcome

if TYPE_CHECKING:
    from app.window import Window


class WelcomePage(QWidget):
    """Wires the welcome page to its window."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window_around = window
        self.welcome = Welcome(window.look)
        self._toast = Toast(window.look, self)
        self._glances: dict[str, list[Glance]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.welcome)
        self.welcome.new_wanted.connect(window.desk.new)
        self.welcome.open_wanted.connect(window.desk.ask_and_open)
        self.welcome.map_wanted.connect(lambda path: window.desk.open(Path(path)))
        self.welcome.locate_wanted.connect(lambda path: self._locate(Path(path)))
        self.welcome.sample_wanted.connect(lambda path: window.desk.open_copy(Path(path)))
        self.recent_pictures = RecentPictures(window.look, self)
        self.recent_pictures.seen.connect(self.welcome.show_picture)
        self.gaps = SampleGaps(self)
        self.gaps.counted.connect(self._show_gaps)
        window.look.changed.connect(self._follow_look)
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._look_at_next)
        window.look.changed.connect(self._look_at_recent)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is recent now; the pictures come once the page stands."""
        super().showEvent(event)
        self.refresh()
        self._looking.start()
        QTimer.singleShot(0, self, self._look_at_recent)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the recent maps alone while one of them is open."""
        super().hideEvent(event)
        self.recent_pictures.stop()
        self.gaps.stop()

    def refresh(self) -> None:
        """Show the recent maps as they are now."""
        today = date.today()
        recent = self.window_around.preferences.now.recent
        self.welcome.show_recent([recent_map(one, today) for one in recent])

    def _follow_look(self) -> None:
        """Show the samples in other colours in the same moment as all else."""
        if self.isVisible():
            while self._look_at_another():
                pass
            self._show_samples()

    def _look_at_next(self) -> None:
        """Read and draw one sample; the next after what else happens, and all are shown after the last."""
        if not self.isVisible():
            return
        if self._look_at_another():
            self._looking.start()
        else:
            self._show_samples()

    def _look_at_another(self) -> bool:
        """Look at the first sample that nobody has looked at in this theme; whether there was one."""
        look = self.window_around.look
        glances, paths = self._glances.setdefault(look.theme, []), list(samples().values())
        if len(glances) < len(paths):
            glances.append(glance_at(paths[len(glances)], look))
            return True
        return False

    def _show_samples(self) -> None:
        theme = self.window_around.look.theme
        self.welcome.show_maps(
            [
                (str(one.path), one.title, one.headline, self._size_of(one), one.picture)
                for one in self._glances[theme]
            ]
        )
        self.gaps.count(one.path for one in self._glances[theme])

    def _show_gaps(self, path: str) -> None:
        for one in self._glances.get(self.window_around.look.theme, []):
            if str(one.path) == path:
                self.welcome.say_size(path, self._size_of(one))

    def _size_of(self, glance: Glance) -> str:
        """How large a sample is: its touchpoints, and its gaps once they are counted."""
        touchpoints, gaps = counted(glance.touchpoints, "touchpoint"), self.gaps.known.get(glance.path, 0)
        return f"{touchpoints} · {counted(gaps, 'gap')}" if gaps else touchpoints

    def _look_at_recent(self) -> None:
        if self.isVisible():
            recent = self.window_around.preferences.now.recent
            self.recent_pictures.look_at([one.path for one in recent])

    def _locate(self, path: Path) -> None:
        """Ask where a recent map has gone; the old place is forgotten once it is found."""
        found = ask_for_map(self.window_around, path.parent)
        if found is not None:
            self.window_around.preferences.forget(path)
            self.window_around.desk.open(found)
            self.refresh()

    def toast(self, words: str, actions: Mapping[str, Callable[[], object]]) -> None:
        """Say something small that goes by itself."""
        self._toast.show_words(words, actions)


def recent_map(recent: settings.RecentMap, today: date) -> RecentMap:
    """A recent map as its row shows it."""
    there = recent.path.exists()
    folder = recent.path.parent
    where = "Home" if folder == Path.home() else folder.name or str(folder)
    title = recent.title or recent.path.stem
    return RecentMap(str(recent.path), title, where, day_in_words(recent.opened.date(), today), not there)


def day_in_words(day: date, today: date) -> str:
    """A day as people say it: Today, Yesterday, 12 Nov, 3 May 2024."""
    days = (today - day).days
    if days in (0, 1):
        return ("Today", "Yesterday")[days]
    return f"{day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")
