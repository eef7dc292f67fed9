"""The parts of a walk: time that runs, text that is never cut, answers that are typed, and what a step tells."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from model.gaps import LiveGaps
from model.journey import Journey
from model.questions.question import Answer, Option, Typed
from model.records import Record
from model.store import Store
from tests.journeys import long_map
from tests.model.gaps.situations import but, pain, step, way
from widgets.look import Look
from widgets.walk.board import Board
from widgets.walk.countdown import Countdown
from widgets.walk.curve import Curve
from widgets.walk.lines import Lines, Scale, fitted, is_leftwards
from widgets.walk.told import said_of, told_of
from widgets.walk.typed import read
from widgets.walk.walk import Walk

ARABIC = "يريد العميل نقل رقمه إلى شركة أخرى في يوم واحد ولا يعرف أحد في المتجر ما قيل له من قبل"
CHINESE = "顧客在商店等候了很長時間因為預約系統沒有與商店系統連接工作人員也不知道他之前在網上聊天過"
LONG = "Waits for an answer that does not come for a very long time and then gives up entirely"
TEXTS = (ARABIC, CHINESE, LONG, "X" * 300, "One\nunder the other")


def journey_of(records: list[Record]) -> Journey:
    return Journey(Store.holding(records))


# -- time


def test_the_last_two_minutes_are_late_and_then_it_counts_up() -> None:
    time = Countdown(20)
    assert time.figure(0.0) == "20:00"
    assert time.says(0.0) == "T starts 20 minutes"
    time.turn(0.0)
    assert time.figure(440.0) == "12:40"
    assert time.share(600.0) == 0.5
    assert not time.is_late(18 * 60 - 1)
    assert time.is_late(18 * 60)
    assert time.figure(1200.0) == "0:00"
    assert time.figure(1235.0) == "+0:35"
    assert time.says(1235.0) == "over 20 minutes"
    assert time.share(1235.0) == 0.0


def test_a_timer_that_rests_does_not_run() -> None:
    time = Countdown(20)
    time.turn(0.0)
    time.turn(60.0)
    assert time.figure(5000.0) == "19:00"
    time.turn(5000.0)
    assert time.figure(5060.0) == "18:00"


def test_its_length_changes_by_five_minutes_within_bounds() -> None:
    time = Countdown(20)
    time.turn(0.0)
    time.change(2)
    assert time.figure(60.0) == "29:00"
    time.change(-100)
    assert time.minutes == 5
    time.change(1000)
    assert time.minutes == 240


# -- text


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_is_broken_holds_all_of_it_and_stays_in_its_width(text: str, look: Look) -> None:
    lines = Lines(text, look.font("dialog_title"), 28, 300, balance=True)
    layout = lines.layout
    pieces = [layout.lineAt(n) for n in range(layout.lineCount())]
    assert sum(one.textLength() for one in pieces) == len(layout.text())
    assert lines.width <= 300
    assert lines.height == 28 * layout.lineCount()


def test_a_title_on_two_lines_is_balanced(look: Look) -> None:
    font = look.font("dialog_title")
    whole = QFontMetricsF(font).horizontalAdvance("Tells the whole story again")
    greedy = Lines("Tells the whole story again", font, 28, whole * 0.9)
    balanced = Lines("Tells the whole story again", font, 28, whole * 0.9, balance=True)
    assert greedy.layout.lineCount() == balanced.layout.lineCount() == 2
    assert balanced.width < greedy.width


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_shrinks_until_it_stands_in_its_room(text: str, look: Look) -> None:
    scale = Scale(1.0)
    made = fitted(lambda share: [scale.lines(look, text * 4, "text", 92 * share, 100 * share, 600)], 300)
    assert sum(one.height for one in made) <= 300


def test_a_text_that_fits_keeps_its_size(look: Look) -> None:
    made = fitted(lambda share: [Scale(1.0).lines(look, "Calls", "text", 92 * share, 100 * share, 600)], 300)
    assert made[0].font.pixelSize() == 92


def test_arabic_runs_leftwards_and_what_begins_with_a_figure_goes_by_its_letters() -> None:
    assert is_leftwards(ARABIC)
    assert is_leftwards("24 " + ARABIC)
    assert not is_leftwards(CHINESE)
    assert not is_leftwards("")


@pytest.mark.parametrize(
    ("size", "unit"),
    [((1920, 1080), 1.0), ((1280, 720), 2 / 3), ((3840, 2160), 2.0), ((2560, 1080), 1.0), ((700, 1080), 0.5)],
)
def test_everything_goes_with_the_height_and_an_upright_window_with_its_width(
    size: tuple[int, int], unit: float
) -> None:
    assert Scale.of(*size).unit == pytest.approx(unit)


# -- answers


@pytest.mark.parametrize(
    ("text", "typed", "value"),
    [
        ("Mei", "text", "Mei"),
        ("the date,  the papers; more", "texts", ("the date", "the papers", "more")),
        ("日期、文件", "texts", ("日期", "文件")),
        ("1 h 30", "minutes", 90.0),
        ("11", "percent", 0.11),
        ("2,5 %", "percent", 0.025),
        ("40", "number", 40.0),
        ("2", "step", "tp_2"),
        ("Retail", "name", "Retail"),
    ],
)
def test_what_is_typed_is_read(text: str, typed: Typed, value: object) -> None:
    assert read(text, typed, but().journey()) == value


@pytest.mark.parametrize(
    ("text", "typed"),
    [("soon", "minutes"), ("120", "percent"), ("many", "number"), ("9", "step"), ("a", "step")],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text: str, typed: Typed) -> None:
    with pytest.raises(ValueError, match=r"^Write .*\.$"):
        read(text, typed, but().journey())


def test_an_answer_with_a_long_name_is_shown_whole(look: Look, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1300, 900)
    board = Board(look, page)
    board.ask("Which department does this?", Answer(), [Option(1, LONG), Option(2, ARABIC)], (1, 1))
    high = board.lay_out(1200, Scale(1.0))
    board.setGeometry(0, 0, 1200, round(high))
    for knob in board.choices:
        assert knob._lines().height <= knob.height()
        assert board.rect().contains(knob.geometry())
    given: list[object] = []
    board.answered.connect(given.append)
    assert board.choose(2)
    assert not board.choose(3)
    assert given == [2]


# -- what a step tells


def test_a_touchpoint_says_what_was_lost_on_the_way_there() -> None:
    lost = {"quality": "fails", "lost": ["the booking", "the chat notes"]}
    told = told_of(but(ho_1=lost).journey(), "tp_2")
    assert told.said == "Lost on the way here: the booking, the chat notes"
    assert (told.mark, told.token) == ("fails", "neg")
    assert told_of(but(ho_1={"quality": "weak"}).journey(), "tp_2").said == "The way here is weak"
    assert told_of(but().journey(), "tp_2").said == ""


def test_a_handover_is_called_by_its_label_else_by_its_ends() -> None:
    assert told_of(but().journey(), "ho_1").title == "1 Reads →\n2 Asks"
    labelled = told_of(but(ho_1={"label": "Nobody knows", "failure": "No link"}).journey(), "ho_1")
    assert labelled.title == "Nobody knows"
    assert labelled.ways[:2] == ("1 Reads → 2 Asks", "No link")


def test_who_feels_is_who_is_in_focus_the_only_one_or_customers() -> None:
    journey = but().journey()
    assert told_of(journey, "tp_2").figures[0].means == "customers\nfeel"
    assert told_of(journey, "tp_2", {"pe_2"}).figures[0].means == "Daniel\nfeels"
    assert told_of(journey, "tp_2", {"pe_1", "pe_2"}).figures[0].means == "Amira and Daniel\nfeel"
    hers = but(tp_2={"personas": ["pe_1"], "mood": {"pe_1": 1.0}}).journey()
    assert told_of(hers, "tp_2").figures[0].means == "Amira\nfeels"
    alone = but(less=["pe_2"], tp_2={"mood": {"pe_1": 1.0}}).journey()
    assert told_of(alone, "tp_2").figures[0].means == "Amira\nfeels"


def test_a_mood_nobody_knows_is_a_question_mark() -> None:
    told = told_of(but(tp_2={"mood": {}}).journey(), "tp_2")
    assert told.figures[0].value == "?"


def test_a_step_without_a_title_a_phase_or_a_channel_is_told_all_the_same() -> None:
    lost = step("tp_9", "ph_gone", "ch_gone", title="")
    told = told_of(but(lost, way("tp_9", "tp_1")).journey(), "tp_9")
    assert told.title == "Untitled"
    assert told.phase == ("", "Without a phase", "")
    assert told.places == ()


def test_what_is_heard_of_a_step_holds_its_marks_and_words() -> None:
    journey = but(pain("tp_2", text="Twice the same"), tp_2={"quote": "Again?"}).journey()
    heard = said_of(journey, "tp_2", ())
    for words in ("Touchpoint 2 of 3", "Asks", "Decide", "“Again?”", "Twice the same", "customers feel +1.0"):
        assert words in heard


# -- the curve


def test_a_thousand_touchpoints_are_on_the_curve_and_each_can_be_gone_to(look: Look, qtbot: QtBot) -> None:
    journey = journey_of(long_map(1000))
    page = QWidget()
    qtbot.addWidget(page)
    curve = Curve(journey, look, (), page)
    curve.resize(1820, 275)
    page.show()
    steps = journey.touchpoints
    curve.show_step(steps[500])
    assert not curve.grab().isNull()
    place = curve.place_of(steps[500])
    assert place is not None
    assert 0.49 < place[0] < 0.51


def test_a_long_curve_shows_what_it_was_until_it_is_painted_anew_for_the_size_and_the_map_there_is(
    look: Look, qtbot: QtBot
) -> None:
    curve = Curve(journey_of(long_map(1200)), look, (), page := QWidget())
    qtbot.addWidget(page)
    curve.resize(800, 200)
    page.show()
    assert not curve.is_true
    curve.resize(900, 200)
    qtbot.waitUntil(lambda: curve.is_true)
    first = curve.grab().toImage()
    middle = curve.journey.touchpoints[600]
    with curve.journey.store.transaction("Feel worse") as change:
        for one in curve.journey.touchpoints[:600]:
            change.update(one, **{"mood/pe_0": -2.0})
    curve.forget()
    assert curve.grab().toImage() == first
    curve.show_step(middle)
    qtbot.waitUntil(lambda: curve.is_true)
    assert curve.grab().toImage() != first
    assert curve.step_at(QPointF(curve.across(0.5), 150)) in curve.journey.touchpoints[599:602]


def test_a_walk_over_nothing_shows_the_audit_and_comes_alive_with_the_first_touchpoint(
    look: Look, qtbot: QtBot
) -> None:
    records = [
        one for one in but().records() if one.kind not in ("touchpoint", "handover", "evidence", "kpi")
    ]
    journey = journey_of(records)
    walk = Walk(journey, LiveGaps(journey, journey.store).rules_at, look)
    qtbot.addWidget(walk)
    walk.resize(1280, 720)
    walk.show()
    assert walk.audit.isVisible()
    assert walk.audit.said == "Nothing is on the map yet"
    with journey.store.transaction("Add") as change:
        change.create(step("tp_1", "ph_1"))
    walk.go(-1)
    assert walk.progress == "1 of 1"
    assert walk.next.words == "What we know"
    qtbot.keyClick(walk, Qt.Key.Key_Right)
    assert walk.audit.isVisible()
    walk.close_down()


def test_where_very_many_steps_crowd_the_curve_it_shows_how_far_they_go_up_and_down(
    look: Look, qtbot: QtBot
) -> None:
    curve = Curve(journey_of(long_map(3000)), look, (), page := QWidget())
    qtbot.addWidget(page)
    curve.resize(800, 200)
    page.show()
    qtbot.waitUntil(lambda: curve.is_true)
    image, ink = curve.grab().toImage(), look.colour("ink").name()
    steps = curve.journey.touchpoints
    places = {one: int(curve.across(n / (len(steps) - 1))) for n, one in enumerate(steps)}
    for x in (100, 400, 700):
        painted = [y for y in range(200) if image.pixelColor(x, y).name() == ink]
        heights = [curve.mood_y(curve.felt(one) or 0.0) for one in steps if places[one] == x]
        assert len(heights) > 2
        assert abs(min(painted) - min(heights)) <= 2
        assert abs(max(painted) - max(heights)) <= 2
