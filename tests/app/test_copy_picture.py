"""What is selected, or the map, goes to the clipboard as a picture in dots and in lines."""

from pathlib import Path

import pytest
from defusedxml import ElementTree
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.window import Window

pytestmark = pytest.mark.allows_log("propagateSizeHints")
SVG = "image/svg+xml"


def copied(window: Window, qtbot: QtBot) -> tuple[QImage, str]:
    QGuiApplication.clipboard().setText("before")
    window.menus.actions["copy_picture"].trigger()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.mimeData().hasFormat(SVG), timeout=60_000)
    content = clipboard.mimeData()
    assert content.hasImage()
    svg = ElementTree.fromstring(bytes(content.data(SVG).data()))
    return QImage(content.imageData()), svg.findtext("{http://www.w3.org/2000/svg}title") or ""


def test_what_is_selected_is_copied(window: Window, sample: Path, qtbot: QtBot) -> None:
    window.desk.open_copy(sample)
    assert window.session is not None
    window.session.selection.choose(window.session.journey.touchpoints[8:11])
    image, title = copied(window, qtbot)
    assert title.startswith("3 touchpoints")
    assert 100 < image.width() < 1500
    assert window.editor is not None
    assert window.editor.said == "What is selected is copied as a picture"


def test_without_a_selection_the_map_is_copied(window: Window, sample: Path, qtbot: QtBot) -> None:
    window.desk.open_copy(sample)
    assert window.session is not None
    window.session.selection.choose([])
    image, title = copied(window, qtbot)
    assert title == "Journey map"
    assert image.width() > 3000


def test_what_is_not_drawn_says_so(window: Window, sample: Path, qtbot: QtBot) -> None:
    window.desk.open_copy(sample)
    assert window.session is not None
    assert window.editor is not None
    editor = window.editor
    window.session.selection.choose([window.session.journey.personas[0].id])
    window.menus.actions["copy_picture"].trigger()
    qtbot.waitUntil(lambda: "not drawn" in editor.said, timeout=60_000)


def test_closing_the_map_while_a_picture_is_made_leaves_nothing_behind(
    window: Window, sample: Path, qtbot: QtBot
) -> None:
    window.desk.open_copy(sample)
    window.menus.actions["copy_picture"].trigger()
    pictures = window.desk.exporting.pictures
    assert pictures is not None
    window.desk.exporting.stop()
    qtbot.waitUntil(lambda: pictures.run is None, timeout=10_000)
