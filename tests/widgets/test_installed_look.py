"""An application is dressed by the look that was installed last, also when one of them is gone."""

import shiboken6
from PySide6.QtWidgets import QApplication

from widgets.look import Look


def test_a_look_that_is_gone_is_not_asked_whose_the_application_is(qapp: QApplication, look: Look) -> None:
    gone = Look()
    gone.install(qapp)
    shiboken6.delete(gone)
    del gone
    crowd = [Look() for _ in range(200)]  # They lie where that one lay.
    dressed = qapp.property("dressed in")
    for one in crowd:
        one.choose("dark")
        assert one.theme == "dark"
    assert qapp.property("dressed in") == dressed


def test_only_the_look_that_was_installed_last_dresses_the_application(
    qapp: QApplication, look: Look
) -> None:
    first, last = Look(), Look()
    first.install(qapp)
    last.install(qapp)
    dressed = qapp.property("dressed in")
    first.choose("dark")
    assert qapp.property("dressed in") == dressed
    last.choose("dark")
    assert qapp.property("dressed in") != dressed
