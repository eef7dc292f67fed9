"""A workshop from the first click to the printed poster, by real hands on the real window."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typer.testing import CliRunner

from app.command_line import cli
from app.window import Window
from model.findings import MomentThatMatters, PainPoint
from model.format import read
from model.graph import JourneyGraph
from model.records import Handover, Record, Touchpoint
from model.store import Store
from tests.app.conftest import Hands
from tests.exporters.reading import fonts, overlaps, text_boxes, text_of
from tests.widgets.canvas.conftest import Hand

pytestmark = pytest.mark.allows_log("propagateSizeHints")  # The offscreen platform says so of dialogs.

TITLES = ("Sees an advert", "Compares plans", "Opens the chat", "Books a slot", "Queues anyway", "Leaves")
CELLS = ((0, 0), (0, 0), (0, 1), (1, 0), (1, 1), (2, 1))
"""The phase and the channel of each touchpoint."""
MOODS = (0.5, 0.2, 1.5, 0.8, -1.6, -0.4)


class Workshop:
    """A facilitator at the window: what the hands do, said as the facilitator would."""

    def __init__(self, window: Window) -> None:
        self.window = window
        window.menus.actions["new"].trigger()
        assert window.session is not None
        self.session = window.session
        self.hand = Hand(window.canvas, self.session.history)
        window.menus.actions["fit"].trigger()

    @property
    def store(self) -> Store:
        return self.session.store

    def type(self, words: str, then: Qt.Key) -> None:
        target = QApplication.focusWidget()
        assert isinstance(target, QWidget)
        QTest.keyClicks(target, words)
        QTest.keyClick(target, then)

    def leave_two_channels(self) -> None:
        last = self.session.journey.channels[-1]
        self.session.selection.choose([last])
        self.window.canvas.setFocus()
        QTest.keyClick(self.window.canvas, Qt.Key.Key_Delete)
        assert len(self.session.journey.channels) == 2

    def drag_in_a_touchpoint(self, phase: int, channel: int, title: str) -> str:
        before = set(self.store.of(Touchpoint))
        journey = self.session.journey
        place = self.hand.cell(journey.phases[phase], journey.channels[channel], 0.9)
        self.hand.carry(f"channel:{journey.channels[channel]}", place)
        self.hand.drop(place)
        self.type(title, Qt.Key.Key_Return)
        (made,) = set(self.store.of(Touchpoint)) - before
        return made

    def drag_a_handover(self, source: str, target: str) -> str:
        before = set(self.store.of(Handover))
        self.hand.click(self.hand.card(source))
        self.hand.drag(self.hand.port(source, "right"), self.hand.card(target))
        (made,) = set(self.store.of(Handover)) - before
        return made

    def click_the_mark(self, handover: str) -> None:
        self.session.selection.choose([handover])
        way = self.window.canvas.scene.way(handover)
        assert way is not None
        self.hand.click(self.window.canvas.camera.to_px(*way.mark))

    def drop_a_mark(self, what: str, touchpoint: str) -> None:
        self.hand.carry(what, self.hand.card(touchpoint))
        self.hand.drop(self.hand.card(touchpoint))
        focus = QApplication.focusWidget()
        if focus is not None:
            QTest.keyClick(focus, Qt.Key.Key_Escape)

    def drag_the_mood(self, touchpoint: str, mood: float) -> None:
        record = self.store[touchpoint]
        assert isinstance(record, Touchpoint)
        now = next(iter(record.mood.values()), 0.0)
        self.hand.drag(self.hand.point(touchpoint, now), self.hand.point(touchpoint, mood))


@pytest.fixture
def workshop(window: Window) -> Workshop:
    return Workshop(window)


def build(workshop: Workshop) -> tuple[list[str], list[str]]:
    """Six touchpoints, four handovers of which one fails, a moment, a pain and all moods; returns the first two."""
    workshop.leave_two_channels()
    steps = [workshop.drag_in_a_touchpoint(*cell, title) for cell, title in zip(CELLS, TITLES, strict=True)]
    ways = [workshop.drag_a_handover(source, target) for source, target in list(pairwise(steps))[:4]]
    workshop.click_the_mark(ways[2])
    workshop.click_the_mark(ways[2])
    workshop.drop_a_mark("star", steps[2])
    workshop.drop_a_mark("triangle", steps[4])
    for step, mood in zip(steps, MOODS, strict=True):
        workshop.drag_the_mood(step, mood)
    return steps, ways


def test_a_journey_made_by_hand_is_kept_printed_undone_and_done_again(
    workshop: Workshop, window: Window, hands: Hands, tmp_path: Path
) -> None:
    start = workshop.store.everything()
    steps, ways = build(workshop)
    file, poster = tmp_path / "workshop.journey", tmp_path / "workshop.pdf"
    hands.will_name(file)
    window.menus.actions["save"].trigger()
    assert not window.isWindowModified()

    opened = {record.id: record for record in read(file.read_bytes()).records}
    assert opened == workshop.store.everything()
    the_map_is_as_it_was_made(opened, steps, ways)

    window.desk.open(file)
    assert window.session is not None
    assert window.session.store.everything() == opened
    told = CliRunner().invoke(cli, ["export", str(file), str(poster), "--reproducible"])
    assert told.exit_code == 0, told.output
    the_poster_shows_it(poster.read_bytes())

    end, history = workshop.store.everything(), workshop.session.history
    graph = JourneyGraph(workshop.store)
    while history.can_undo:
        history.undo()
    assert workshop.store.everything() == start
    assert not graph.graph.nodes
    while history.can_redo:
        history.redo()
    assert workshop.store.everything() == end
    assert len(graph.graph.edges) == 4


def the_map_is_as_it_was_made(records: dict[str, Record], steps: list[str], ways: list[str]) -> None:
    touchpoints = [records[one] for one in steps]
    assert [t.title for t in touchpoints if isinstance(t, Touchpoint)] == list(TITLES)
    moods = [next(iter(t.mood.values())) for t in touchpoints if isinstance(t, Touchpoint)]
    assert moods == pytest.approx(MOODS, abs=0.06)
    handovers = [records[one] for one in ways]
    assert [h.quality for h in handovers if isinstance(h, Handover)] == ["holds", "holds", "fails", "holds"]
    assert [m.on for m in records.values() if isinstance(m, MomentThatMatters)] == [steps[2]]
    assert [p.on for p in records.values() if isinstance(p, PainPoint)] == [steps[4]]


def the_poster_shows_it(pdf: bytes) -> None:
    words = " ".join(text_of(pdf).split())
    for title in (*TITLES, "First phase", "Web & app", "1 of 4 handovers fails", "1 moment"):
        assert title in words
    assert overlaps(text_boxes(pdf)) == []
    assert all(font.embedded for font in fonts(pdf))


def test_ctrl_z_takes_back_each_step_as_a_person_would_count_them(workshop: Workshop, window: Window) -> None:
    start = workshop.store.everything()
    first = workshop.drag_in_a_touchpoint(0, 0, "One")
    second = workshop.drag_in_a_touchpoint(1, 1, "Two")
    workshop.drag_a_handover(first, second)
    window.canvas.setFocus()
    undo = window.menus.actions["undo"]
    assert "hand over" in undo.text().lower()
    for _ in range(20):
        QTest.keyClick(window.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workshop.store.everything() == start
    assert not undo.isEnabled()
