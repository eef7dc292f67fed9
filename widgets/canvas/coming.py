"""Another drawing of the map on its way: under another lens, or with another band.

It is painted aside for where it will be seen. Until its picture is whole, names of lanes, what a hand can take
hold of and the map itself stay as they are; then all of them change together.
"""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from model.drawing.scene import Scene
from widgets.canvas.aside import Aside
from widgets.canvas.camera import Camera
from widgets.canvas.frame import SLICE

if TYPE_CHECKING:
    from widgets.canvas.viewpoint import Viewpoint

WAIT = 30
"""While something else is on its way it is looked again so often whether that is there, ms."""
LATE = 1.0
"""So long after nothing hinders it any more it comes, though its picture is not whole, s."""


class Coming(QObject):
    """A drawing that takes the place of a view's when it has been painted."""

    def __init__(self, view: "Viewpoint", scene: Scene) -> None:
        super().__init__(view)
        self.view, self.scene = view, scene
        self._aside: Aside | None = None
        self._begun_for: tuple[int, bool] | None = None
        self._late = perf_counter() + LATE
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)
        self._next.start()

    def stop(self) -> None:
        """Come no more."""
        self._next.stop()
        self.deleteLater()

    def _go_on(self) -> None:
        view, now = self.view, perf_counter()
        if view.is_held:
            self._late = now + LATE
            self._next.start(WAIT)
        elif now > self._late or not view.can_await():
            view.arrive_at(self)
        elif view.passage is not None or not view.frame.is_settled:
            self._next.start(WAIT)
        else:
            aside = self._aside_for(view.seen_on(self.scene))
            if aside.find(now + SLICE) and aside.paint(now + SLICE):
                view.arrive_at(self, aside)
            else:
                self._next.start(0)

    def _aside_for(self, camera: Camera) -> Aside:
        """What is painted of it for a camera; begun anew when something has changed."""
        view, size = self.view, self.view.map_size()
        frame = view.frame
        now = frame.turns, view.look.reduced_motion
        if self._aside is None or self._begun_for != now or not self._aside.is_for(camera, size):
            view.agree(self.scene)
            self._begun_for = now
            self._aside = Aside(frame, camera, size, self.scene, view.left_out_of(self.scene, camera))
        return self._aside
