"""What a hand can rely on in fields, scores, chips and buttons."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.room import CANARY, LEFT, pick, retype
from widgets.chips import ChipsEditor
from widgets.durations import minutes_of, minutes_say
from widgets.fields import NumberField, ShareField
from widgets.look import ROLES, Look, tip_of
from widgets.marks import level_of, mood_says, mood_token
from widgets.picker import Choice
from widgets.score import Score, ScoreRow, axis_x
from widgets.tick import Tick
from widgets.words import Words

pytestmark = pytest.mark.allows_log("This plugin does not support")  # Said by the platform without a screen.


@pytest.fixture
def row(qtbot: QtBot, look: Look) -> ScoreRow:
    row = ScoreRow(look, "Amira")
    qtbot.addWidget(row)
    row.resize(288, 34)
    row.show()
    return row


def told(row: ScoreRow) -> list[object]:
    moods: list[object] = []
    row.scored.connect(moods.append)
    return moods


def test_keys_set_a_mood_in_whole_steps_and_in_tenths(row: ScoreRow) -> None:
    moods = told(row)
    for key in (
        Qt.Key.Key_1,
        Qt.Key.Key_3,
        Qt.Key.Key_5,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
    ):
        QTest.keyClick(row, key)
    QTest.keyClick(row, Qt.Key.Key_Backspace)
    assert moods == [-2.0, 0.0, 2.0, 1.9, 2.0, None]
    assert row.says() == "Not set"


def test_a_mood_is_dragged_and_told_once_when_the_hand_lets_go(row: ScoreRow) -> None:
    moods = told(row)
    start, end = (QPoint(round(axis_x(row.width(), mood)), 17) for mood in (0.0, 1.2))
    QTest.mousePress(row, LEFT, pos=start)
    QTest.mouseMove(row, end)
    assert row.says() == "+1.2"
    assert moods == []
    QTest.mouseRelease(row, LEFT, pos=end)
    assert moods == [1.2]


def test_shift_drags_in_half_steps_and_escape_lets_go(row: ScoreRow) -> None:
    moods = told(row)
    near = QPoint(round(axis_x(row.width(), 1.3)), 17)
    QTest.mouseClick(row, LEFT, Qt.KeyboardModifier.ShiftModifier, near)
    assert moods == [1.5]
    QTest.mousePress(row, LEFT, pos=QPoint(round(axis_x(row.width(), -2)), 17))
    QTest.keyClick(row, Qt.Key.Key_Escape)
    QTest.mouseRelease(row, LEFT, pos=near)
    assert moods == [1.5]


def test_the_wheel_changes_no_value(qtbot: QtBot, look: Look) -> None:
    choice = Choice(look, "Department", lambda: [(1, "Retail"), (2, "Care")])
    score = Score(look)
    score.add_row("a", "Amira").show_value(0.5)
    number = NumberField(look, "Effort", least=1, most=7)
    choice.show_value(1)
    number.show_value(3)
    for widget in (choice, score, number):
        qtbot.addWidget(widget)
        widget.show()
    for target in (choice.button, score.rows["a"], number.line):
        target.setFocus()
        middle = QPointF(target.rect().center())
        turn = QWheelEvent(
            middle, target.mapToGlobal(middle), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, turn)
    assert (choice.value, score.rows["a"].value, number.value) == (1, 0.5, 3)


@pytest.mark.parametrize(
    ("typed", "minutes", "shown"),
    [("40", 40, "40"), ("1 h 30", 90, "90"), ("1h", 60, "1 h"), ("2 d", 2880, "2 d"), ("1,5 h", 90, "90"),
     ("3 h 20", 200, "3 h 20"), ("1 d 2 h 5", 1565, "1 d 2 h 5"), ("0.5", 0.5, "0.5")],
)  # fmt: skip
def test_times_are_typed_and_shown_as_people_say_them(typed: str, minutes: float, shown: str) -> None:
    assert minutes_of(typed) == minutes
    assert minutes_say(minutes) == shown
    assert minutes_of(shown) == minutes


def test_a_share_is_typed_in_percent(qtbot: QtBot, look: Look) -> None:
    share = ShareField(look, "Share")
    qtbot.addWidget(share)
    told: list[object] = []
    share.edited.connect(told.append)
    retype(share.line, "33,3 %")
    assert told == [0.333]
    assert share.line.text() == "33.3"
    retype(share.line, "")
    assert told == [0.333, None]


def test_leaving_a_field_saves_it(qtbot: QtBot, look: Look) -> None:
    first, second = NumberField(look, "One"), NumberField(look, "Two")
    for field in (first, second):
        qtbot.addWidget(field)
    first.show()
    with qtbot.waitActive(first):
        first.activateWindow()
    told: list[object] = []
    first.edited.connect(told.append)
    retype(first.line, "12", None)
    first.line.clearFocus()
    assert told == [12.0]


def test_a_long_list_can_be_searched_by_typing(qtbot: QtBot, look: Look) -> None:
    choice = Choice(look, "Touchpoint", lambda: [(n, f"{n} Touchpoint {CANARY}") for n in range(40)])
    qtbot.addWidget(choice)
    choice.show()
    QTest.mouseClick(choice.button, LEFT)
    assert choice.picker is not None
    QTest.keyClicks(choice.picker.search, "37")
    QTest.keyClick(choice.picker.search, Qt.Key.Key_Return)
    assert choice.value == 37
    assert choice.button.words == f"37 Touchpoint {CANARY}"


def test_chips_are_added_changed_and_removed(qtbot: QtBot, look: Look) -> None:
    chips = ChipsEditor(look, "Lost")
    qtbot.addWidget(chips)
    chips.show()
    chips.show_value(("the booking",))
    QTest.mouseClick(chips.add, LEFT)
    assert chips.typing is not None
    retype(chips.typing, CANARY)
    assert chips.value == ("the booking", CANARY)
    QTest.mouseClick(chips.chips[0], LEFT, pos=QPoint(12, 12))
    assert chips.typing is not None
    retype(chips.typing, "the case")
    assert chips.value == ("the case", CANARY)
    QTest.keyClick(chips.chips[1], Qt.Key.Key_Delete)
    assert chips.value == ("the case",)


def test_a_tick_can_say_that_nobody_knows(qtbot: QtBot, look: Look) -> None:
    tick = Tick(look, "Told first", may_be_unknown=True)
    qtbot.addWidget(tick)
    told: list[object] = []
    tick.edited.connect(told.append)
    for _ in range(3):
        QTest.keyClick(tick.box, Qt.Key.Key_Space)
    assert told == [True, False, None]


def test_a_list_closes_with_escape_and_changes_nothing(qtbot: QtBot, look: Look) -> None:
    choice = Choice(look, "Kind", lambda: [(1, "One"), (2, "Two")])
    qtbot.addWidget(choice)
    choice.show_value(1)
    choice.show()
    QTest.keyClick(choice.button, Qt.Key.Key_Down)
    assert choice.picker is not None
    QTest.keyClick(choice.picker.names, Qt.Key.Key_Escape)
    assert choice.value == 1
    QTest.keyClick(choice.button, Qt.Key.Key_Return)
    pick(choice.picker, 1)
    assert choice.value == 2


def test_words_are_shown_as_typed_and_shortened_to_their_room(qtbot: QtBot, look: Look) -> None:
    words = Words(look, CANARY * 20, lines=2)
    qtbot.addWidget(words)
    words.resize(200, 40)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.shown().startswith("<img src=")
    assert words.shown().endswith("…")
    assert len(words.shown().split("\n")) == 2
    assert "<img" not in tip_of(CANARY)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_role_has_its_own_font_and_every_icon_its_colour(look: Look, theme: str) -> None:
    look.choose(theme)  # type: ignore[arg-type]
    for role, (family, size, *_) in ROLES.items():
        assert (look.font(role).families()[0], look.font(role).pixelSize()) == (family, size)
    picture = look.pixmap("plus", "neg", 18, 2.0)
    assert picture.width() == 36
    image = picture.toImage()
    solid = {image.pixelColor(x, 18).name() for x in range(36) if image.pixelColor(x, 18).alpha() == 255}
    assert solid == {look.colour("neg").name()}
    assert "@" not in look.qss()


@pytest.mark.parametrize(
    ("severity", "level"),
    [(0, (1, "Low")), (44, (1, "Low")), (45, (2, "Medium")), (60, (3, "High")), (80, (4, "Critical"))],
)
def test_severities_have_the_reports_levels(severity: float, level: tuple[int, str]) -> None:
    assert level_of(severity) == level


def test_moods_are_said_and_coloured_as_on_the_poster() -> None:
    assert [mood_says(mood) for mood in (-1.7, 0, 0.62, -0.01)] == ["−1.7", "0.0", "+0.6", "0.0"]
    assert [mood_token(mood) for mood in (-0.3, -0.25, 0.25, 0.3, None)] == [
        "neg",
        "ink3",
        "ink3",
        "pos",
        "ink3",
    ]


def test_a_sentence_below_a_narrow_field_is_shown_whole(qtbot: QtBot, look: Look) -> None:
    frame = QWidget()
    row = QHBoxLayout(frame)
    fields = [NumberField(look, "Effort", least=1, most=7) for _ in range(3)]
    for field in fields:
        row.addWidget(field)
    qtbot.addWidget(frame)
    frame.resize(300, 120)
    with qtbot.waitExposed(frame):
        frame.show()
    fields[2].complain("Write a number from 1 to 7.")
    said = fields[2].findChildren(Words)[-1]
    qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()) > look.line_height("small"))
    assert said.shown().count("\n") == 1


class Dressed(QWidget):
    """Counts how often it is told to look otherwise."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:
        """Count."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.times += 1


def test_a_change_of_theme_dresses_a_widget_a_few_times_however_deep_it_lies(
    look: Look, qtbot: QtBot
) -> None:
    look.choose("dark")
    top = inside = QWidget()
    qtbot.addWidget(top)
    for _ in range(12):
        inside = QWidget(inside)
    deep = Dressed(inside)
    with qtbot.waitExposed(top):
        top.show()
    deep.times = 0
    look.choose("light")
    assert 1 <= deep.times <= 4
