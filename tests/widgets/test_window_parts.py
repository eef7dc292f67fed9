"""What a facilitator can rely on in the bars, the palette, the gap strip, the overview and the first page."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.behaviours import BEHAVIOURS
from model.gaps import find_gaps
from model.history import History
from model.journey import Journey
from model.operations import delete, set_field, set_mood
from model.records import Channel, Touchpoint
from model.store import Store
from tests.journeys import long_map
from tests.widgets.room import CANARY, LEFT, Room, retype
from widgets.gap_strip import GapStrip
from widgets.look import Look
from widgets.note import Note
from widgets.overview import Overview
from widgets.palette import MIME, Palette
from widgets.status_bar import StatusBar
from widgets.toast import Toast
from widgets.top_bar import TopBar
from widgets.welcome import RecentMap, Welcome

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.allows_log("This plugin does not support")  # Said by the platform without a screen.


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    sheet = QWidget()
    qtbot.addWidget(sheet)
    sheet.resize(1440, 700)
    return sheet


def actions_on(sheet: QWidget, *names: str) -> dict[str, QAction]:
    return {name: QAction(name, sheet) for name in names}


def test_the_title_is_renamed_in_place(sheet: QWidget, room: Room) -> None:
    bar = TopBar({}, room.journey, room.selection, room.look, sheet)
    titles: list[str] = []
    bar.title_renamed.connect(titles.append)
    sheet.show()
    QTest.mouseClick(bar.title, LEFT)
    retype(bar.field, "Nothing", Qt.Key.Key_Escape)
    QTest.mouseClick(bar.title, LEFT)
    retype(bar.field, CANARY)
    assert titles == [CANARY]
    assert bar.field.isHidden()


def test_the_top_bar_does_what_its_actions_do_and_shows_no_others(sheet: QWidget, room: Room) -> None:
    actions = actions_on(sheet, "undo", "export")
    actions["undo"].setEnabled(False)
    bar = TopBar(actions, room.journey, room.selection, room.look, sheet)
    done: list[str] = []
    actions["export"].triggered.connect(lambda: done.append("export"))
    sheet.show()
    QTest.mouseClick(bar.export, LEFT)
    wanted: list[frozenset[str]] = []
    bar.personas_wanted.connect(wanted.append)
    QTest.mouseClick(bar.chips["pe_2"], LEFT)
    bar.show_personas(frozenset(["pe_2"]))
    QTest.mouseClick(bar.chips["pe_1"], LEFT)
    QTest.mouseClick(bar.chips["pe_2"], LEFT)
    assert done == ["export"]
    assert wanted == [{"pe_2"}, {"pe_1", "pe_2"}, frozenset()]
    assert bar.chips["pe_2"].isChecked() is False
    bar.set_save_state("Share not reachable, saved here ✓", troubled=True)
    assert bar.state.text() == "Share not reachable, saved here ✓"


def test_the_palette_has_a_tile_for_every_channel_that_carries_it(sheet: QWidget, room: Room) -> None:
    palette = Palette({}, room.journey, room.selection, room.look, sheet)
    palette.resize(56, 300)
    sheet.show()
    with room.store.transaction("Add a channel") as change:
        made = change.create(Channel, title=CANARY, rank="9")
    assert list(palette.channels) == ["ch_1", "ch_2", made]
    carried = [bytes(tile.content().data(MIME).data()).decode() for tile in palette.channels.values()]
    assert carried == ["channel:ch_1", "channel:ch_2", f"channel:{made}"]
    assert CANARY not in palette.channels[made].toolTip()
    QTest.mouseClick(palette.channels["ch_2"], LEFT)
    assert room.selection.only == "ch_2"
    assert [palette.touchpoint.carries, palette.star.carries, palette.triangle.carries] == [
        "touchpoint",
        "star",
        "triangle",
    ]


def test_forty_channels_can_all_be_reached(sheet: QWidget, room: Room) -> None:
    with room.store.transaction("Add channels") as change:
        for number in range(40):
            change.create(Channel, title=f"Channel {number}", rank=f"a{number:02}")
    palette = Palette({}, room.journey, room.selection, room.look, sheet)
    palette.setGeometry(0, 0, 56, 400)
    sheet.show()
    last = list(palette.channels.values())[-1]
    palette.area.ensureWidgetVisible(last)
    assert palette.rect().contains(last.mapTo(palette, last.rect().center()))


def test_the_status_bar_counts_gaps_and_takes_a_typed_zoom(sheet: QWidget, look: Look) -> None:
    bar = StatusBar(actions_on(sheet, "fit", "zoom_in", "zoom_out"), look, sheet)
    zooms: list[float] = []
    bar.zoom_wanted.connect(zooms.append)
    sheet.show()
    bar.set_gaps(8, 3)
    assert bar.gaps.words == "8 gaps, 3 critical"
    bar.set_zoom(0.91)
    assert bar.zoom.words == "91 %"
    for text in ("150 %", "9000", "nonsense"):
        QTest.mouseClick(bar.zoom, LEFT)
        retype(bar.field, text)
    assert zooms == [1.5, 4.0]


def test_the_status_bar_shows_at_most_three_hints(sheet: QWidget, look: Look) -> None:
    bar = StatusBar({}, look, sheet)
    bar.set_hints([("T", "add"), ("M", "moment"), ("P", "pain"), ("X", "more")])
    assert bar.hints.accessibleName() == "T add, M moment, P pain"


def a_strip(sheet: QWidget, room: Room) -> GapStrip:
    strip = GapStrip(room.journey, room.selection, room.look, sheet)
    strip.resize(900, 104)
    strip.show_found(find_gaps(room.journey, TODAY))
    sheet.show()
    return strip


def test_a_gap_card_opens_its_gap_and_is_ringed_while_it_is_open(sheet: QWidget, room: Room) -> None:
    strip = a_strip(sheet, room)
    opened: list[str] = []
    strip.opened.connect(opened.append)
    card = next(card for card in strip.cards if card.gap.key == "ng_1")
    assert (card.figure, card.level, card.numbers) == ("92", "Critical", [1, 2])
    QTest.mouseClick(card, LEFT)
    assert opened == ["ng_1"]
    strip.show_open("ng_1")
    assert card.is_chosen


def test_what_is_selected_on_the_map_rings_the_gaps_it_touches(sheet: QWidget, room: Room) -> None:
    strip = a_strip(sheet, room)
    room.selection.choose(["ho_1"])
    assert next(card for card in strip.cards if card.gap.key == "ng_1").is_touched


def test_gaps_are_sorted_by_severity_or_along_the_journey(sheet: QWidget, room: Room) -> None:
    strip = a_strip(sheet, room)
    severities = [card.gap.severity for card in strip.cards]
    assert severities == sorted(severities, reverse=True)
    strip.menu_of_gaps().actions()[1].trigger()
    firsts = [(card.numbers or [99])[0] for card in strip.cards]
    assert firsts == sorted(firsts)


def test_a_card_tells_of_another_gap_unless_somebody_is_at_it(
    sheet: QWidget, room: Room, qtbot: QtBot
) -> None:
    strip, found = a_strip(sheet, room), find_gaps(room.journey, TODAY)
    told = [replace(found.gaps[0], key=f"gap:{place}", title=f"Gap {place}") for place in range(3)]
    for gap in told[:2]:
        strip.show_found(replace(found, gaps=(gap,)))
    (card,) = strip.cards
    assert (card.title.text(), "Gap 1" in card.accessibleName()) == ("Gap 1", True)
    sheet.activateWindow()
    card.setFocus()
    qtbot.waitUntil(card.hasFocus)
    strip.show_found(replace(found, gaps=(told[2],)))
    assert card not in strip.cards
    assert not card.isVisible()
    assert [one.title.text() for one in strip.cards if one.isVisible()] == ["Gap 2"]


def test_the_menu_of_the_strip_leads_to_what_it_does_not_show(sheet: QWidget, room: Room) -> None:
    strip = a_strip(sheet, room)
    listed: list[str] = []
    strip.listed.connect(listed.append)
    todos = strip.menu_of_gaps().actions()[-1]
    assert todos.text() == f"To-dos  ({len(strip.found.todos) if strip.found else 0})"
    todos.trigger()
    assert listed == ["todos"]


def test_the_overview_is_dragged_to_pan_and_at_its_ends_to_zoom(sheet: QWidget, room: Room) -> None:
    overview = Overview(room.journey, room.look, parent=sheet)
    overview.resize(1128, 36)
    sheet.show()
    parts: list[tuple[float, float]] = []
    overview.wanted.connect(lambda left, right: parts.append((round(left, 2), round(right, 2))))
    overview.show_part(0.2, 0.5)
    assert parts == []
    curve, y = overview.curve, 17

    def drag(start: int, end: int) -> None:
        QTest.mousePress(curve, LEFT, pos=QPoint(start, y))
        QTest.mouseMove(curve, QPoint(end, y))
        QTest.mouseRelease(curve, LEFT, pos=QPoint(end, y))

    drag(350, 450)
    assert parts[-1] == (0.3, 0.6)
    drag(600, 800)
    assert parts[-1] == (0.3, 0.8)
    drag(500, 2000)
    assert parts[-1] == (0.5, 1.0)
    assert not overview.shows_everything


def test_a_toast_can_be_acted_on_and_goes(sheet: QWidget, look: Look) -> None:
    toast, done = Toast(look, sheet), []
    sheet.show()
    toast.show_words(f"Moved {CANARY}", {"Undo": lambda: done.append("undo")})
    assert toast.isVisible()
    assert sheet.rect().contains(toast.geometry())
    QTest.mouseClick(toast.buttons["Undo"], LEFT)
    assert done == ["undo"]
    assert not toast.isVisible()


def test_a_note_stays_inside_its_page(sheet: QWidget, look: Look) -> None:
    note = Note(look, sheet)
    note.say("Prove · Store", ", between 12 and 13", CANARY)
    for corner in (QPoint(0, 0), sheet.rect().bottomRight()):
        note.show_at(corner)
        assert sheet.rect().contains(note.geometry())


def test_the_first_page_begins_opens_and_finds_maps(qtbot: QtBot, look: Look) -> None:
    welcome = Welcome(look)
    qtbot.addWidget(welcome)
    welcome.resize(1440, 900)
    said: list[str] = []
    welcome.new_wanted.connect(lambda: said.append("new"))
    welcome.open_wanted.connect(lambda: said.append("open"))
    welcome.map_wanted.connect(lambda path: said.append(f"map {path}"))
    welcome.locate_wanted.connect(lambda path: said.append(f"locate {path}"))
    welcome.sample_wanted.connect(lambda path: said.append(f"sample {path}"))
    welcome.show_recent([RecentMap("/a", CANARY, "Share", "Today"), RecentMap("/b", "Gone", is_missing=True)])
    welcome.show_maps([("/s", "Port my number", CANARY, "25 touchpoints", QPixmap(60, 40))])
    welcome.show()
    for target in (welcome.new, welcome.open, *welcome.rows, *welcome.cards):
        QTest.mouseClick(target, LEFT)
    assert said == ["new", "open", "map /a", "locate /b", "sample /s"]
    assert welcome.heading.text() == "A journey to start from"
    for width in (960, 1440, 960):
        welcome.resize(width, 600)
        QApplication.processEvents()
        for row in welcome.rows:
            assert row.visibleRegion().boundingRect().width() == row.width() > 250


def test_the_overview_forgets_no_mood_and_keeps_none_that_changed(look: Look, qtbot: QtBot) -> None:
    store = Store.holding(long_map(40), BEHAVIOURS)
    journey = Journey(store)
    overview = Overview(journey, look)
    qtbot.addWidget(overview)

    def expected() -> list[tuple[str, float]]:
        touchpoints = store.of(Touchpoint)
        felt = [(one, journey.felt(touchpoints[one])) for one in journey.touchpoints]
        return [(one, mood) for one, mood in felt if mood is not None]

    def shown() -> list[tuple[str, float]]:
        return [(one, mood) for one, _, mood in overview.curve.points()]

    history, first = History(store), journey.touchpoints[0]
    set_mood(store, first, journey.personas[0].id, 1.0)
    assert shown() == expected() != []
    for change in (
        lambda: set_mood(store, first, journey.personas[0].id, -1.5),
        lambda: delete(store, [first]),
        history.undo,
        lambda: set_field(store, journey.personas[0].id, "share", 0.9),
        lambda: delete(store, [journey.personas[0].id]),
        history.undo,
    ):
        change()
        assert shown() == expected()
    overview.close_down()
