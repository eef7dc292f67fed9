"""How the map is looked at: under which lens, and with what in focus. Neither is in the map, nor undone."""

from collections.abc import Callable, Container, Iterable

from PySide6.QtCore import QEasingCurve, QPointF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from model.drawing.beside import Today
from model.drawing.layout import Layout, Measures
from model.drawing.marks import Box, Figure
from model.drawing.scene import Scene
from model.focus import Focus, InFocus
from model.journey import Journey
from model.lenses import LENSES, Lens, LensName
from model.store import Commit
from widgets.canvas.aside import Aside, LeftOut
from widgets.canvas.camera import Camera
from widgets.canvas.coming import Coming
from widgets.canvas.far import FADED_AREAS, FADED_CARDS, FADED_LINES
from widgets.canvas.passage import Flight, Passage
from widgets.canvas.travel import TravelView

TO_LENS, TO_FOCUS, TO_DONE = 220, 120, 400
"""How long the passage to another lens, to another focus, and to what would be if things were done takes, ms."""
MOST_FLIGHTS = 200
WITH_LEVEL = 1.1
"""So far around a card reaches what is lifted with it: the level of its gap, mm."""
STRENGTHS = {
    **dict.fromkeys(("card", "mark", "level", "point", "pill", "label", "words", "gap", "talk"), FADED_CARDS),
    "way": FADED_LINES,
    **dict.fromkeys(("band", "mood", "bond", "departments", "channels", "systems"), FADED_AREAS),
}
"""What is seen of a figure that is not in focus, by the first word of its key; others never fade."""
EVERYTHING = Focus()


def left_out(scene: Scene, cards: Iterable[str]) -> LeftOut:
    """These cards, the levels of their gaps, and where they stand."""
    keys = frozenset(f"{kind}:{one}" for one in cards for kind in ("card", "level"))
    return keys, [scene.layout.card(one).grown(WITH_LEVEL) for one in cards]


class Viewpoint(TravelView):
    """A map view that shows the map under a lens, and fades what is not in focus."""

    lens_changed = Signal(object)
    """The lens that is wanted: when it is chosen, and once more when the map is shown under it."""
    focus_changed = Signal(object)
    lit_changed = Signal()

    chosen: str | None = None
    """The record that is selected when it is exactly one."""
    _focus = EVERYTHING
    _kept: Container[str] | None = None
    _lit: set[str] | None = None
    _coming: Coming | None = None

    # -- focus

    @property
    def focus(self) -> Focus:
        """What is looked at; the rest is faded."""
        return self._focus

    def look_at(self, focus: Focus = EVERYTHING) -> None:
        """Fade what is not in this focus; nothing chosen shows everything."""
        focus = focus.within(self.store)
        if focus == self._focus:
            return
        self._pass_over(lambda: self._take_focus(focus), TO_FOCUS, QEasingCurve.Type.Linear)
        self.focus_changed.emit(focus)

    @property
    def kept(self) -> Container[str] | None:
        """The ids of the records that are seen whole, lit or in focus; None while everything is."""
        if self._lit is not None:
            return self._lit
        if self._focus and self._kept is None:
            self._kept = InFocus(self.journey, self._focus)
        return self._kept

    @property
    def lit(self) -> set[str] | None:
        """The records that stand out, whatever is in focus; None while none do."""
        return self._lit

    def light(self, records: Iterable[str] | None) -> None:
        """Let these records stand out and the rest fade; None gives back what is in focus."""
        lit = None if records is None else set(records)
        if lit == self._lit:
            return

        def take() -> None:
            self._lit = lit
            self._take_focus(self._focus)

        self._pass_over(take, TO_FOCUS, QEasingCurve.Type.Linear)
        self.lit_changed.emit()

    def _take_focus(self, focus: Focus) -> None:
        self._focus, self._kept = focus, None
        self.scene.leads = focus.personas
        self.frame.strength = self._strength if focus or self._lit is not None else None
        self.far.kept = self.kept
        self.far.follow()
        self.frame.repaint_soon()
        self.viewport().update()

    def _strength(self, figure: Figure) -> float:
        """How much of a figure is seen."""
        kind, _, rest = figure.key.partition(":")
        kept = self.kept
        if kept is None or kind not in STRENGTHS:
            return 1.0
        if kind == "mood":
            only_some = rest.endswith(":rest")
            is_whole = self._lit is None and self._focus == Focus(self._focus.personas)
            return FADED_LINES if only_some else 1.0 if is_whole else STRENGTHS["mood"]
        is_of_others = kind == "point" and ":" in rest
        is_in = figure.record is None or figure.record in kept
        return 1.0 if is_in and not is_of_others else STRENGTHS[kind]

    def _follow(self, commit: Commit) -> None:
        """Keep the focus true to the map."""
        if self._focus:
            focus = self._focus.within(self.store)
            if focus != self._focus:
                self._take_focus(focus)
                self.focus_changed.emit(focus)
        super()._follow(commit)

    # -- lens

    @property
    def _wanted(self) -> Layout:
        return self.layout_ if self._coming is None else self._coming.scene.layout

    @property
    def lens_wanted(self) -> Lens:
        """What the lanes of the map are, or will be in a moment."""
        return self._wanted.lens

    @property
    def has_bond(self) -> bool:
        """Whether the bond is shown below the mood, or will be in a moment."""
        return self._wanted.measures.bond

    def choose_lens(self, name: LensName) -> None:
        """Show the map under this lens; the selected card, else the one nearest to the middle, stays in place."""
        if name != self.lens_wanted.name:
            self._turn_to(LENSES[name], self.has_bond)
            self.lens_changed.emit(self.lens_wanted)

    def show_bond(self, is_shown: bool) -> None:
        """Show the bond below the mood, or not."""
        if is_shown != self.has_bond:
            self._turn_to(self.lens_wanted, is_shown)

    def _turn_to(self, lens: Lens, bond: bool) -> None:
        """Go over to another drawing of the map: as soon as it has been painted, where that takes long."""
        self.expect_nothing()
        if (lens, bond) == (self.lens, self.has_bond):
            return
        scene = Scene(self.journey, Measures(bond=bond), lens=lens)
        scene.look_like(self.scene)
        if self.can_await() and self.frame.can_wait:
            self._coming = Coming(self, scene)
        else:
            self._go_over_to(scene)

    def _go_over_to(self, scene: Scene, aside: Aside | None = None) -> None:
        self._pass_over(
            lambda: self._take_scene(scene, aside),
            TO_LENS,
            QEasingCurve.Type.InOutCubic,
            lambda: self._cards_in_sight(self.scene, self.camera),
        )

    def can_await(self) -> bool:
        """Whether another drawing can be painted aside before it is seen: from near, and it is known from where."""
        is_fitting = self._is_fitted and (self.chosen is None or self._anchor() != self.chosen)
        return self.isVisible() and not is_fitting and not self.frame.is_far(self.camera)

    def arrive_at(self, coming: Coming, aside: Aside | None = None) -> None:
        """Show a drawing that has been on its way, by the picture painted of it aside if that is whole."""
        self._coming = None
        coming.stop()
        self._go_over_to(coming.scene, aside)
        self.lens_changed.emit(self.lens)

    def expect_nothing(self) -> None:
        """Give up another drawing that is on its way."""
        if self._coming is not None:
            self._coming.stop()
            self._coming.scene.close()
            self._coming = None

    def grab_frame(self) -> QImage:
        """A picture of the canvas as it is, or will be in a moment, crisp."""
        if self._coming is not None:
            self.arrive_at(self._coming)
        return super().grab_frame()

    def close_scene(self) -> None:
        """Follow the map no longer, and paint nothing more of it: its records may go before the view does."""
        self.expect_nothing()
        self._stop_glide()
        for timer in (self._rest, self._slices, self._settling):
            timer.stop()
        self.scene.close()

    def stand_beside(self, today: Journey) -> None:
        """Show the main curve as it is on another map too, dotted; that one is this map as it stands today."""
        self.scene.today = Today(today, self.journey)
        self.frame.forget_picture()

    def pass_over(self, change: Callable[[], object]) -> None:
        """Make a change of the map and go over to it without a jump: from today to done."""
        self._pass_over(change, TO_DONE, QEasingCurve.Type.InOutCubic)

    def agree(self, scene: Scene) -> None:
        """Let another drawing show the personas in focus, the map as it stands and the gaps as this one's does."""
        scene.leads, scene.today = self._focus.personas, self.scene.today
        if self.scene.gaps.told is not None and scene.gaps.told is not self.scene.gaps.told:
            scene.gaps.tell(self.scene.gaps.told)

    def seen_on(self, scene: Scene) -> Camera:
        """From where another drawing will be seen so that one card stays in place."""
        now, anchor = self.camera, self._anchor()
        if anchor is None:
            return now
        moved = now.rect(scene.layout.card(anchor)).topLeft() - now.rect(self.layout_.card(anchor)).topLeft()
        (left, right), (top, bottom) = self._ranges_of(scene)
        x, y = round(now.x + moved.x()), round(now.y + moved.y())
        return Camera(now.zoom, max(left, min(right, x)), max(top, min(bottom, y)), now.ratio)

    def _take_scene(self, scene: Scene, aside: Aside | None) -> None:
        anchor, there, old = self._anchor(), self.seen_on(scene), self.scene
        self.agree(scene)
        old.changed.disconnect(self._follow)
        old.close()
        self.scene = scene
        self.scene.changed.connect(self._follow)
        self.far.follow()
        self.margins.forget()
        if aside is not None:
            self.frame.take(aside)
        else:
            self.frame.repaint_soon()
        if self._is_fitted and anchor != self.chosen:
            self._show(*self._fitted())
        else:
            self._show(there.zoom, there.x, there.y)
        self._rest.stop()
        self.refresh()

    def _anchor(self) -> str | None:
        """The card that stays where it is on the screen."""
        if self.chosen is not None and self.layout_.has(self.chosen):
            return self.chosen
        ids, xs, ys = self.layout_.arrays()
        if not ids:
            return None
        x, y = self.camera.to_mm(self.map_rect().center())
        away = abs(xs + self.layout_.card_w / 2 - x) + abs(ys + self.layout_.card_h / 2 - y)
        return ids[int(away.argmin())]

    # -- from one picture to the next

    def _cards_in_sight(self, scene: Scene, camera: Camera) -> list[str]:
        area, layout = self.map_rect(), scene.layout
        left, top = camera.to_mm(area.topLeft())
        right, bottom = camera.to_mm(area.bottomRight())
        ids, xs, ys = layout.arrays()
        w, h = layout.card_w, layout.card_h
        seen = (xs < right) & (xs + w > left) & (ys < bottom) & (ys + h > top)
        return [ids[place] for place in seen.nonzero()[0].tolist()]

    def left_out_of(self, scene: Scene, camera: Camera) -> LeftOut:
        """What will fly when another drawing takes the place of this one, and where that ends."""
        before = [] if self.look.reduced_motion else self._cards_in_sight(self.scene, self.camera)
        if not 0 < len(before) <= MOST_FLIGHTS:
            return frozenset(), []
        cards = dict.fromkeys([*before, *self._cards_in_sight(scene, camera)])
        return left_out(scene, cards) if len(cards) <= MOST_FLIGHTS else (frozenset(), [])

    def _pass_over(
        self,
        change: Callable[[], object],
        milliseconds: int,
        curve: QEasingCurve.Type,
        flying: Callable[[], list[str]] = list,
    ) -> None:
        """Make a change of what is seen, and go over to it without a jump."""
        self._stop_glide()
        if not self.isVisible():
            change()
            return
        is_still = self.look.reduced_motion
        cards = [] if is_still or self.frame.is_far(self.camera) else flying()
        cards = cards if len(cards) <= MOST_FLIGHTS else []
        starts = {one: self._corner(self.layout_.card(one)) for one in cards}
        before = self._picture(cards)
        change()
        if is_still and self.frame.is_settled:
            return
        arriving = [] if self.frame.is_far(self.camera) or not starts else flying()
        flights = self._flights(starts, arriving)
        milliseconds = 0 if is_still else milliseconds
        self.passage = Passage(
            self, before, flights, milliseconds, curve, self.viewport().update, self._arrive
        )
        self.viewport().update()

    def _corner(self, card: Box) -> QPointF:
        (ox, oy), k = self.camera.origin, self.camera.dots
        return QPointF(round(card.x * k) + ox, round(card.y * k) + oy)

    def _picture(self, without: list[str]) -> QPixmap:
        """The map's part of the viewport as it is now, with bare ground where these cards stand; device px."""
        if not self.frame.is_settled:
            self.frame.compare()
        self.frame.follow(self.camera, self.map_size())
        picture = self.frame.picture.copy(self.frame.seen)
        painter = QPainter(picture)
        for one in without:
            box = self.layout_.card(one).grown(WITH_LEVEL)
            painter.fillRect(self.camera.dots_of(box), self.colour("wash"))
        painter.end()
        return picture

    def _flights(self, starts: dict[str, QPointF], arriving: list[str]) -> list[Flight]:
        """The way of each card that is in sight before or after, while it is left out of the picture."""
        cards = dict.fromkeys([*starts, *arriving])
        if not starts or len(cards) > MOST_FLIGHTS:
            return []
        flights = []
        for one in cards:
            figure = self.scene.card(one)
            if figure is None:
                continue
            picture, dx, dy = self.frame.sprites.sprite(figure, self.camera.dots)
            end = self._corner(self.layout_.card(one))
            start, seen = starts.get(one, end), self._strength(figure)
            off = QPointF(dx, dy)
            flights.append(Flight(picture, start + off, end + off, seen if one in starts else 0.0, seen))
        self.frame.hide(*left_out(self.scene, cards))
        return flights

    def _arrive(self) -> None:
        if self.passage is not None:
            flights, self.passage = self.passage.flights, None
            if self.frame.is_settled and flights:
                self.frame.put_back((one.picture, one.end, one.after) for one in flights)
            elif not self.frame.is_settled:
                self.frame.hide((), ())
                self.frame.compare()
            self.viewport().update()

    def _stop_glide(self) -> None:
        if self.passage is not None:
            self.passage.end()
        super()._stop_glide()
