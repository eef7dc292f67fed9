"""The gap strip: the gaps of the map as cards below it, those the room named and those the rules find."""

from collections.abc import Container, Iterator
from heapq import nsmallest

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from model.findings import NamedGap, Promise
from model.gaps import Found, Gap
from model.journey import Journey
from model.records import Handover, Phase, Record, Touchpoint
from widgets.buttons import Button, IconButton
from widgets.gap_card import CARD_HEIGHT, CARD_WIDTH, GapCard
from widgets.look import Look, tip_of
from widgets.selection import Selection
from widgets.status_bar import Small
from widgets.words import Words

HEIGHT, LABELS = 104, 128
APART = 9
FADED = 0.22
"""What is seen of a gap that is not in focus."""
MOST_CARDS = 60
"""More gaps than these are only in the list of gaps."""
KINDS: dict[type[Record], str] = {
    Handover: "Handover",
    Touchpoint: "Touchpoint",
    Promise: "Promise",
    Phase: "Phase",
}
BY_SEVERITY, BY_ORDER = "By severity", "Journey order"


class Lane(QScrollArea):
    """Cards side by side that scroll sideways."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel goes sideways here."""
        turn = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - turn)
        event.accept()


class GapStrip(QWidget):
    """104 px below the canvas; a click on a card opens its gap."""

    opened = Signal(str)
    """Somebody wants to see the gap with this key."""
    listed = Signal(str)
    """Somebody wants the list of gaps, at this part of it: gaps, minor, waived or todos."""

    def __init__(
        self, journey: Journey, selection: Selection, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.journey, self.selection, self.look = journey, selection, look
        self.order = BY_SEVERITY
        self.cards: list[GapCard] = []
        self._said = self._news = ""
        self.found: Found | None = None
        self.now_open = ""
        """The key of the gap that is open."""
        self._kept: Container[str] | None = None
        self._shown: list[tuple[Gap, list[int]]] = []
        self._made: list[GapCard] = []
        """The cards, and behind them those that tell of nothing now."""
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._labels())
        self.lane = Lane(self)
        self.lane.setFixedHeight(HEIGHT - 1)
        row.addWidget(self.lane, 1)
        self.on = IconButton(look, "chevron-right", "More gaps", size=36, parent=self)
        self.on.clicked.connect(self._go_on)
        row.addWidget(self.on)
        self.lane.horizontalScrollBar().rangeChanged.connect(lambda *_: self._show_more())
        look.changed.connect(self.update)
        selection.changed.connect(self._mark_chosen)
        self._begin()
        for _ in self._showing([]):
            pass

    def close_down(self) -> None:
        """Follow the selection no more."""
        self.selection.changed.disconnect(self._mark_chosen)

    def _labels(self) -> QWidget:
        labels = QWidget(self)
        labels.setFixedWidth(LABELS)
        column = QVBoxLayout(labels)
        column.setContentsMargins(10, 10, 4, 10)
        column.setSpacing(2)
        title = Words(self.look, "Gaps", "strong", parent=labels)
        title.setContentsMargins(6, 0, 0, 0)
        column.addWidget(title)
        self.sorting = Small(self.look, labels)
        self.sorting.setFont(self.look.font("secondary"))
        self.sorting.setToolTip(tip_of("Order, and what is not shown here"))
        self.sorting.chevron = "chevron-down"
        self.sorting.say(self.order)
        self.sorting.clicked.connect(self._open_menu)
        column.addWidget(self.sorting, 0, Qt.AlignmentFlag.AlignLeft)
        self.below = Words(self.look, "", "secondary", "ink2", lines=2, parent=labels)
        self.below.setContentsMargins(6, 6, 0, 0)
        column.addWidget(self.below)
        column.addStretch(1)
        return labels

    def say_below(self, words: str) -> None:
        """Say this below the order, such as what would close; nothing gives the room back to what is new."""
        self._said = words
        self._say_below()

    def say_news(self, count: int | None) -> None:
        """Say how many gaps are new since the map was opened; None while they are still looked for."""
        self._news = "Updating" if count is None else f"{count} new since opening" if count else ""
        self._say_below()

    def _say_below(self) -> None:
        if self.below.text() != (self._said or self._news):
            self.below.say(self._said or self._news)

    # -- the menu

    def _open_menu(self) -> None:
        self.menu = self.menu_of_gaps()
        self.menu.popup(self.sorting.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))

    def menu_of_gaps(self) -> QMenu:
        """The two orders, and ways to what the strip does not show."""
        menu = QMenu(self)
        for order in (BY_SEVERITY, BY_ORDER):
            action = menu.addAction(order)
            action.setCheckable(True)
            action.setChecked(order == self.order)
            action.triggered.connect(lambda _=False, order=order: self.sort(order))
        menu.addSeparator()
        found = self.found
        parts = (
            ("gaps", "All gaps", len(found.gaps) if found else 0),
            ("minor", "Minor gaps", len(found.minor) if found else 0),
            ("waived", "Waived gaps", len(found.waived) if found else 0),
            ("todos", "To-dos", len(found.todos) if found else 0),
        )
        for name, title, count in parts:
            action = menu.addAction(f"{title}  ({count})")
            action.setEnabled(count > 0)
            action.triggered.connect(lambda _=False, name=name: self.listed.emit(name))
        return menu

    def sort(self, order: str) -> None:
        """Show the gaps in this order."""
        self.order = order
        self.sorting.say(order)
        for _ in self._showing(self._told()):
            pass

    # -- gaps

    def show_found(self, found: Found) -> None:
        """Show what the rules and the room find."""
        for _ in self.showing(found):
            pass

    def showing(self, found: Found) -> Iterator[None]:
        """The same with pauses; what is seen changes at once, after the last of them."""
        self.found = found
        told = self._told()
        if told != self._shown:
            yield from self._showing(told)

    def numbers_of(self, gap: Gap) -> list[int]:
        """The numbers of the touchpoints a gap is about, its handovers' ends too."""
        return numbers_of(self.journey, gap)

    def gaps(self) -> list[Gap]:
        """The gaps in the order they are shown, as many as there are cards."""
        gaps = self.found.gaps if self.found is not None else ()
        if self.order == BY_ORDER:
            return nsmallest(MOST_CARDS, gaps, key=lambda gap: (self.numbers_of(gap) or [10**9])[0])
        return list(gaps[:MOST_CARDS])

    def _begin(self) -> None:
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(2, 8, 8, 8)
        self._row.setSpacing(APART)
        self._cards = QWidget(inside)
        self.none = self._nothing(inside)
        self.all = Button(self.look, "", "quiet", parent=inside)
        self.all.clicked.connect(lambda: self.listed.emit("gaps"))
        self._row.addWidget(self._cards)
        self._row.addWidget(self.none, 1)
        self._row.addWidget(self.all)
        self._row.addStretch(1)
        self.lane.setWidget(inside)

    def _showing(self, told: list[tuple[Gap, list[int]]]) -> Iterator[None]:
        """Make the cards that are missing, one at a time, then let all of them tell of these gaps."""
        known = {card.gap.key for card in self._made}
        for gap, numbers in told:
            if len(self._made) >= len(told):
                break
            if gap.key not in known:
                self._make(gap, numbers)
                yield
        self._shown = told
        self.cards = self._dealt(told)
        here = set(map(id, self.cards))
        for card in self._made:
            card.setVisible(id(card) in here)
        wide = len(self.cards) * (CARD_WIDTH + APART) - APART
        self._cards.setFixedSize(max(0, wide), CARD_HEIGHT)
        self._cards.setVisible(bool(self.cards))
        self._end_row(len(self.found.gaps) if self.found is not None else None)
        self._mark_chosen(self.selection)
        self.fade(self._kept)
        self._show_more()

    def _make(self, gap: Gap, numbers: list[int]) -> GapCard:
        card = GapCard(self.look, gap, kind_of_gap(self.journey, gap), numbers, self._cards)
        card.hide()
        card.clicked.connect(lambda: self.opened.emit(card.gap.key))
        self._made.append(card)
        return card

    def _dealt(self, told: list[tuple[Gap, list[int]]]) -> list[GapCard]:
        """A card for each gap in its place: the one it had, or a free one that nobody types at."""
        keys = {gap.key for gap, _ in told}
        known = {card.gap.key: card for card in self._made}
        free = [card for card in self._made if card.gap.key not in keys and not card.hasFocus()]
        cards = []
        for place, (gap, numbers) in enumerate(told):
            card = known.get(gap.key) or (free.pop() if free else self._make(gap, numbers))
            card.tell(gap, kind_of_gap(self.journey, gap), numbers)
            card.move(place * (CARD_WIDTH + APART), 0)
            cards.append(card)
        return cards

    def _end_row(self, count: int | None) -> None:
        """What stands after the cards: the way to the others, or that there are none."""
        self.none.setVisible(count == 0)
        self.all.setVisible(count is not None and count > len(self.cards))
        said = f"All {count:,} gaps" if count else ""
        if said != self.all.accessibleName():
            self.all.say(said)
        self._row.setStretch(self._row.count() - 1, 0 if count == 0 else 1)

    def _nothing(self, inside: QWidget) -> QWidget:
        box = QWidget(inside)
        column = QVBoxLayout(box)
        column.setContentsMargins(8, 6, 8, 0)
        column.setSpacing(2)
        column.addWidget(Words(self.look, "No gaps yet.", "strong", parent=box))
        words = "They appear when a handover fails, a wait is silent or two teams share no record."
        column.addWidget(Words(self.look, words, "secondary", "ink3", lines=2, parent=box))
        column.addStretch(1)
        return box

    def fade(self, kept: Container[str] | None) -> None:
        """Fade the gaps that are not among the records in focus; None is everything."""
        self._kept = kept
        for card in self.cards:
            about = (card.gap.record, card.gap.anchor, *card.gap.about)
            is_in = kept is None or any(one in kept for one in about)
            effect = None if is_in else QGraphicsOpacityEffect(card, opacity=FADED)
            if effect is not None or card.graphicsEffect() is not None:
                card.setGraphicsEffect(effect)  # type: ignore[arg-type]

    def show_open(self, key: str) -> None:
        """Ring the card of the gap that is open, and bring it into sight."""
        self.now_open = key
        self._mark_chosen(self.selection)
        for card in self.cards:
            if card.gap.key == key:
                self.lane.ensureWidgetVisible(card, APART, 0)

    def _mark_chosen(self, selection: Selection) -> None:
        chosen = set(selection.ids)
        for card in self.cards:
            is_chosen = card.gap.key == self.now_open or card.gap.record in chosen
            card.mark(is_chosen, not chosen.isdisjoint((card.gap.anchor, *card.gap.about)))

    def _told(self) -> list[tuple[Gap, list[int]]]:
        """What the cards tell."""
        return [(gap, self.numbers_of(gap)) for gap in self.gaps()]

    # -- sideways

    def _go_on(self) -> None:
        bar = self.lane.horizontalScrollBar()
        bar.setValue(0 if bar.value() >= bar.maximum() else bar.value() + CARD_WIDTH + APART)

    def _show_more(self) -> None:
        bar = self.lane.horizontalScrollBar()
        self.on.setVisible(bar.maximum() > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say whether there is more at the right."""
        super().resizeEvent(event)
        self._show_more()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper and the hairline above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), self.look.colour("rule"))
        painter.end()


def numbers_of(journey: Journey, gap: Gap) -> list[int]:
    """The numbers of the touchpoints a gap is about, its handovers' ends too."""
    store, found = journey.store, set()
    named = store.find(NamedGap, gap.key) if gap.is_named else None
    for one in named.about if named is not None else (gap.anchor, *gap.about):
        handover = store.find(Handover, one)
        steps = (handover.source, handover.target) if handover is not None else (one,)
        found |= {journey.number_of(step) for step in steps if step in store.of(Touchpoint)}
    return sorted(found)


def kind_of_gap(journey: Journey, gap: Gap) -> str:
    """What kind of gap it is: as the room calls it, else by what it stands at."""
    named = journey.store.find(NamedGap, gap.key) if gap.is_named else None
    if named is not None and named.gap_kind:
        return "KPI" if named.gap_kind.lower() == "kpi" else named.gap_kind[:1].upper() + named.gap_kind[1:]
    record = journey.store.get(gap.anchor)
    return KINDS.get(type(record), "") if record is not None else ""
