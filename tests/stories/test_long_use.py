"""After a long day of anything a hand can do, undo leads back to the very beginning."""

from pathlib import Path

from app.window import Window
from tests.wandering import Wandering

GESTURES = 120
"""A short form of `python -m benchmarks long`, which takes 2,000."""


def test_undo_leads_back_to_the_beginning_whatever_hands_have_done(window: Window, sample: Path) -> None:
    window.resize(1000, 640)
    window.desk.open_copy(sample)
    session = window.session
    assert session is not None
    beginning = session.store.everything()
    Wandering(window, seed=1).take_steps(GESTURES)
    assert len(session.history._done) > 10
    end = session.store.everything()
    while session.history.can_undo:
        session.history.undo()
    assert session.store.everything() == beginning
    while session.history.can_redo:
        session.history.redo()
    assert session.store.everything() == end
    session.history.mark_saved()
