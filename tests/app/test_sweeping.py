"""Rubbish is looked for on the GUI's thread only, so that no other thread ever frees a widget."""

import ctypes
import gc
import platform
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import sweeping as of_rubbish
from app.errand import Errand
from app.sweeping import MUCH, THOROUGH, TOO_MANY, Sweeping, clear_away_at_rest
from model.quiet import (
    came_to_stand,
    clear_away,
    forget_apart,
    no_garbage_collection,
    seldom_garbage_collection,
    set_apart,
    set_aside,
)


@pytest.fixture
def sweeping(qapp: QApplication) -> Iterator[Sweeping]:
    was_on = gc.isenabled()
    gc.enable()
    sweeping = Sweeping(qapp)
    yield sweeping
    sweeping.close_down()
    assert gc.isenabled()
    sweeping.deleteLater()
    if not was_on:
        gc.disable()


class Own(QWidget):
    """A widget that only itself refers to."""

    def __init__(self, freed_on: list[int]) -> None:
        super().__init__()
        self.own = self
        self.freed = lambda *_: freed_on.append(threading.get_ident())
        self.destroyed.connect(self.freed, Qt.ConnectionType.DirectConnection)


def make_rubbish() -> None:
    """What makes Python look for rubbish several times over, left to itself."""
    for _ in range(20 * gc.get_threshold()[0]):
        loop: list[object] = []
        loop.append(loop)


def test_another_thread_frees_no_widget(sweeping: Sweeping, qtbot: QtBot) -> None:
    freed_on: list[int] = []
    Own(freed_on)
    other = threading.Thread(target=make_rubbish)
    other.start()
    other.join()
    assert freed_on == []
    qtbot.waitUntil(lambda: freed_on != [])
    assert freed_on == [threading.get_ident()]


def test_rubbish_that_has_stood_for_long_goes_too(sweeping: Sweeping, qtbot: QtBot) -> None:
    freed_on: list[int] = []
    gc.freeze()
    kept = [Own(freed_on)]
    gc.collect(0)
    gc.collect(1)
    kept.clear()

    def is_freed() -> bool:
        make_rubbish()
        return freed_on != []

    qtbot.waitUntil(is_freed, timeout=20_000)
    assert set(freed_on) == {threading.get_ident()}


class Loop:
    """What only a search for rubbish frees."""

    def __init__(self) -> None:
        self.own = self


def let_stand(sweeping: Sweeping, count: int) -> list[list[object]]:
    """So many objects come to stand, and the window rests often enough to look through them."""
    made: list[list[object]] = []
    while len(made) < count:
        made += [[] for _ in range(TOO_MANY // 4)]
        sweeping.sweep()
    return made


def test_much_that_stands_is_looked_through_once_and_then_set_aside(sweeping: Sweeping) -> None:
    set_aside()
    rubbish = weakref.ref(Loop())
    stands = let_stand(sweeping, MUCH + 2 * TOO_MANY)
    assert rubbish() is None
    assert came_to_stand() > MUCH
    assert len(gc.get_objects()) < MUCH + TOO_MANY
    del stands


def test_what_one_step_makes_by_the_ten_thousands_is_set_aside_unseen(sweeping: Sweeping) -> None:
    clear_away()
    rubbish = weakref.ref(Loop())
    stands: list[list[object]] = [[] for _ in range(MUCH + 1000)]
    sweeping.sweep()
    assert rubbish() is not None
    assert came_to_stand() > MUCH
    assert len(gc.get_objects()) < MUCH
    clear_away()
    assert rubbish() is None
    del stands


def test_a_search_never_has_much_to_look_through(sweeping: Sweeping) -> None:
    set_aside()
    stands, most = [], 0
    for _ in range(20):
        stands += let_stand(sweeping, TOO_MANY)
        most = max(most, len(gc.get_objects()))
    assert most < MUCH + 2 * TOO_MANY
    del stands


def test_what_became_rubbish_after_it_was_set_aside_goes_when_hands_rest(
    sweeping: Sweeping, qtbot: QtBot
) -> None:
    clear_away()
    loop = Loop()
    gone = weakref.ref(loop)
    stands = let_stand(sweeping, THOROUGH + 2 * (MUCH + TOO_MANY))
    del loop
    let_stand(sweeping, MUCH)
    assert gone() is not None
    assert sweeping.is_waiting
    sweeping.rest.setInterval(20)
    qtbot.waitUntil(lambda: gone() is None)
    assert came_to_stand() < THOROUGH
    assert not sweeping.is_waiting
    del stands


def test_a_hand_at_work_puts_off_the_thorough_search(sweeping: Sweeping, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    stands = let_stand(sweeping, THOROUGH + 2 * (MUCH + TOO_MANY))
    QTest.keyClick(page, Qt.Key.Key_A)
    sweeping.look_thoroughly()
    assert sweeping.is_waiting
    assert came_to_stand() > THOROUGH
    sweeping.look_thoroughly()
    assert came_to_stand() == 0
    del stands
    assert not sweeping.is_waiting


def test_what_a_closed_map_left_goes_when_hands_rest_and_nothing_is_read(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_rubbish, "AFTER_CLOSING", 30)
    rubbish, window, told = Loop(), QObject(), list[object]()
    gone = weakref.ref(rubbish)
    set_aside()
    del rubbish
    with no_garbage_collection():
        clear_away_at_rest(window)
        (rest,) = window.children()
        rest.came.connect(lambda: told.append(rest))
        qtbot.waitUntil(lambda: len(told) > 1)
        assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None)
    qtbot.waitUntil(lambda: not window.children())


def test_nothing_is_set_aside_while_something_stands_apart(sweeping: Sweeping) -> None:
    clear_away()
    set_apart("a thing")
    try:
        rubbish = Loop()
        stands = let_stand(sweeping, 2 * MUCH)
        assert came_to_stand() == 0
        gone = weakref.ref(rubbish)
        del rubbish
        gc.collect()
        assert gone() is None
    finally:
        forget_apart("a thing")
    del stands


def test_what_an_errand_held_to_the_last_falls_on_the_thread_of_the_gui(qapp: QApplication) -> None:
    freed_on: list[int] = []
    may_end, parent = threading.Event(), QObject()
    errand, held = Errand(parent), [QObject()]
    note = lambda *_: freed_on.append(threading.get_ident())  # noqa: E731
    held[0].destroyed.connect(note, Qt.ConnectionType.DirectConnection)
    errand.run(lambda held=held: not may_end.wait(60), lambda outcome: None)
    thread = errand._thread
    assert thread is not None
    del held
    errand.forget()
    may_end.set()
    thread.join()
    assert freed_on == []
    errand.run(lambda: None, lambda outcome: None)
    errand.wait(60)
    assert freed_on == [threading.get_ident()]


def test_nothing_is_looked_through_while_a_map_is_read(sweeping: Sweeping) -> None:
    freed_on: list[int] = []
    Own(freed_on)
    with no_garbage_collection():
        make_rubbish()
        sweeping.sweep()
        assert freed_on == []
    sweeping.sweep()
    assert freed_on == [threading.get_ident()]


def test_it_is_left_alone_while_little_has_been_made(sweeping: Sweeping, qapp: QApplication) -> None:
    gc.collect()
    freed_on: list[int] = []
    Own(freed_on)
    sweeping.sweep()
    assert freed_on == []
    gc.collect()
    assert freed_on == [threading.get_ident()]


def test_an_errand_that_ends_soon_looks_for_rubbish_seldom_and_gives_the_habit_back() -> None:
    before = gc.get_threshold()
    with seldom_garbage_collection():
        assert gc.get_threshold()[0] > 100 * before[0]
    assert gc.get_threshold() == before
    with suppress(ValueError), seldom_garbage_collection():
        raise ValueError("stopped")
    assert gc.get_threshold() == before


MEMORY = """
import ctypes, sys
from app.sweeping import LARGE, give_back_large

class Told(ctypes.Structure):
    _fields_ = [(f"field_{number}", ctypes.c_size_t) for number in range(10)]

ask = ctypes.CDLL(None).mallinfo2
ask.restype = Told
in_pieces = lambda: ask().field_4  # Bytes in pieces that malloc gives back when they are free.

if "told" in sys.argv:
    assert give_back_large()
larger = bytearray(16 * LARGE)
del larger  # Left to itself, GNU's library keeps pieces up to this size from now on.
before = in_pieces()
large = bytearray(2 * LARGE)
print(in_pieces() - before >= len(large))
del large
print(in_pieces() - before)
"""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc" or not hasattr(ctypes.CDLL(None), "mallinfo2"),
    reason="Only GNU's C library can be asked and told.",
)
@pytest.mark.parametrize(("told", "said"), [("told", ["True", "0"]), ("untold", ["False", "0"])])
def test_large_pieces_of_memory_are_given_back_also_after_larger_ones_were(
    told: str, said: list[str]
) -> None:
    """In a fresh process: in one that ran for long, a piece may lie where another was."""
    command = [sys.executable, "-c", MEMORY, told]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert done.stdout.split() == said
