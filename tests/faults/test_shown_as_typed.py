"""An image tag in every text of every kind of record is shown as typed, wherever it is shown, and nothing is loaded.

New widgets are covered as soon as they are in the window: after each step every widget there is, its tips, labels,
documents and lists are asked what they would take for more than text.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from defusedxml import ElementTree
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.session import Session
from app.window import Window
from exporters import EXPORTERS
from exporters.exporter import Leaving, unwatched
from model.format import new_envelope, write
from model.journey import Journey
from model.kinds import KINDS
from model.operations import add_phase, delete, rename
from model.records import JourneyMap, Touchpoint
from model.store import Store
from tests.app.conftest import Hands
from tests.exporters.reading import text_of
from tests.faults.canaries import Canary, records_with, tagged, taken_for_more

ROOMS = ("app", "widgets")
SHOWS = (
    *("panel", "outline", "strip", "overview", "gap_list", "todos", "next_gap", "next_gap", "registers"),
    *("register_promise", "register_evidence", "register_kpi", "register_initiative", "register_action"),
    *("register_decision", "coverage", "numbers", "department_lens", "focus_failing", "focus_everything"),
    *("all_comments", "comment", "bond", "select_all", "fit"),
)
"""The actions that show something."""


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Canary]:
    canary = Canary(tmp_path)
    yield canary
    canary.close()


@pytest.fixture
def file(tmp_path: Path, canary: Canary) -> Path:
    """A map with the tag in every text."""
    path = tmp_path / "map.journey"
    path.write_bytes(write(records_with(canary.tag), new_envelope()))
    return path


@pytest.fixture
def open_window(window: Window, file: Path, qapp: QApplication) -> Window:
    window.desk.open(file)
    qapp.processEvents()
    return window


Look = Callable[[str], None]


@pytest.fixture
def plain(qapp: QApplication, canary: Canary) -> Look:
    """Holds everything that is on the screen now to plain text."""

    def look_at(when: str) -> None:
        for _ in range(3):
            qapp.processEvents()
        assert list(taken_for_more(qapp)) == [], when
        assert not canary.sang, when

    return look_at


def shown(window: Window) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel))


def test_the_map_holds_the_tag_in_every_kind_of_record(canary: Canary) -> None:
    places = tagged(records_with(canary.tag), canary.tag)
    assert {place.partition(".")[0] for place in places} >= KINDS.keys() - {"waiver"}
    assert len(set(places)) > 60
    assert not canary.sang
    canary.picture.read_bytes()
    assert canary.sang


def test_every_part_of_the_window_shows_it_as_typed(open_window: Window, plain: Look, canary: Canary) -> None:
    plain("open")
    assert canary.tag in shown(open_window)
    for name in SHOWS:
        action = open_window.menus.actions[name]
        if action.isEnabled():
            action.trigger()
            plain(name)
    session = open_window.session
    assert session is not None
    for record in list(session.store):
        open_window.go_to(record.id)
        plain(f"at {record.id}")
        assert session.selection.ids or record.kind in ("map", "waiver", "decision", "action", "comment")


def test_searching_and_commanding_show_it_as_typed(
    qtbot: QtBot, open_window: Window, plain: Look, canary: Canary
) -> None:
    open_window.show_search()
    assert open_window.editor is not None
    field = open_window.editor.search.field
    qtbot.keyClicks(field, "img")
    plain("searching")
    open_window.show_commands()
    assert open_window.commands is not None
    qtbot.keyClicks(open_window.commands.field, "img")
    plain("commanding")
    open_window.commands.close()


def test_walking_and_supposing_show_it_as_typed(qtbot: QtBot, open_window: Window, plain: Look) -> None:
    open_window.menus.actions["present"].trigger()
    plain("walking")
    walk = QApplication.focusWidget()
    assert walk is not None
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget() or walk, Qt.Key.Key_Right)
        plain("walking on")
    qtbot.keyClick(QApplication.focusWidget() or walk, Qt.Key.Key_Escape)
    plain("after the walk")
    open_window.menus.actions["what_if"].trigger()
    plain("supposing")
    open_window.what_if.leave()
    plain("after that")


def test_going_back_shows_it_as_typed(qtbot: QtBot, open_window: Window, plain: Look, canary: Canary) -> None:
    assert open_window.session is not None
    assert open_window.editor is not None
    store, steps = open_window.session.store, open_window.session.journey.touchpoints
    rename(store, steps[0], f"{canary.tag} again")
    delete(store, [steps[-1]])
    open_window.menus.actions["history"].trigger()
    versioning = open_window.editor.versioning
    assert versioning is not None
    qtbot.waitUntil(lambda: len(versioning.panel.rows) > 0)
    plain("history")
    qtbot.mouseClick(versioning.panel.rows[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(versioning.panel.changes) > 1)
    assert any("<img" in one.accessibleName() for one in versioning.panel.links)  # Long titles are cut.
    plain("comparing")
    qtbot.mouseClick(versioning.panel.stop, Qt.MouseButton.LeftButton)
    plain("after comparing")
    open_window.session.versions.wait()


def test_what_others_saved_and_notices_show_it_as_typed(
    open_window: Window, plain: Look, canary: Canary, file: Path
) -> None:
    session, mei = open_window.session, Session.open(file)
    assert session is not None
    mei.author = f"{canary.tag} Mei"
    step = next(iter(session.store.of(Touchpoint)))
    rename(mei.store, step, f"{canary.tag} hers")
    rename(session.store, step, f"{canary.tag} ours")
    mei.save()
    session.save()
    assert len(session.conflicts) == 1
    plain("joined")
    open_window.menus.actions["both_changed"].trigger()
    plain("choosing")
    open_window.toast(f"{canary.tag} said", {f"{canary.tag} do": lambda: None})
    plain("a notice")


def test_questions_and_errors_show_it_as_typed(
    open_window: Window,
    plain: Look,
    canary: Canary,
    hands: Hands,
    tmp_path: Path,
    qapp: QApplication,
) -> None:
    session = open_window.session
    assert session is not None
    open_window.preferences.change(autosave=False)
    add_phase(session.store, f"{canary.tag} phase")
    seen: list[str] = []

    def look_and_reject(dialog: object) -> None:
        seen.extend(taken_for_more(qapp))
        dialog.reject()  # type: ignore[attr-defined]

    hands.answers.append(look_and_reject)
    open_window.menus.actions["close"].trigger()
    bad = tmp_path / "<img src=x>.journey"
    bad.write_bytes(b"{}")
    open_window.preferences.change(autosave=True)
    hands.answers.append(look_and_reject)
    open_window.desk.open(bad)
    assert seen == []
    assert any(canary.tag in said for said in hands.seen)
    plain("after the questions")


@pytest.mark.parametrize("name", EXPORTERS)
def test_what_leaves_the_house_holds_it_as_text(name: str, canary: Canary) -> None:
    exporter = EXPORTERS[name]
    journey = Journey(Store.holding(records_with(canary.tag)))
    options = {"text": "fonts"} if name == "svg" else {}
    written = exporter.write(Leaving(journey), exporter.options(**options), unwatched)
    assert not canary.sang
    if name == "svg":
        root = ElementTree.fromstring(written.content.decode())
        assert not [one for one in root.iter() if one.tag.endswith("}image")]
        links = [v for one in root.iter() for k, v in one.attrib.items() if k.endswith("href")]
        assert all(link.startswith("#") for link in links)
        assert "<img" in "".join(root.itertext())
    elif name == "report":
        assert "<img" in text_of(written.content)
        assert linked_from(written.content) == []


def linked_from(content: bytes) -> list[str]:
    """The addresses outside that a PDF would go to, and what it would carry out."""
    from io import BytesIO

    found = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                found += [str(one[key]) for key in ("/URI", "/JS", "/Launch") if key in one]
    return found


def test_no_code_hands_text_to_what_reads_it_as_markup() -> None:
    root, found = Path(__file__).parents[2], []
    marked = re.compile(
        r"\b(setHtml|insertHtml|RichText|QStaticText|MarkdownText|setMarkdown|QErrorMessage)\b"
    )
    for path in (one for room in ROOMS for one in (root / room).rglob("*.py")):
        text = path.read_text("utf-8")
        found += [f"{path.name}: {one}" for one in marked.findall(text)]
        for call in (one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ("QLabel", "QMessageBox", "QTextDocument"):
                found.append(f"{path.name}: {call.func.id}()")
    assert found == []


def test_a_title_in_a_map_is_only_its_words(canary: Canary) -> None:
    session = Session.new()
    own = next(iter(session.store.of(JourneyMap)))
    rename(session.store, own, canary.tag)
    assert session.title == canary.tag
