"""About the app: its version, and whose work it stands on."""

import importlib.metadata
import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from app.prompts import Answer, Question
from widgets.look import Look

THANKS = (
    "Mind the Gap is free software under the MIT License.",
    "Inter, Source Serif 4, Noto Sans Arabic and Noto Emoji: SIL Open Font License 1.1.",
    "Droid Sans Fallback: Apache License 2.0.",
    "Icons: drawn for this app, MIT License.",
    "Qt and PySide6: GNU LGPL 3.  ReportLab: BSD.  pikepdf: MPL 2.0.  networkx, NumPy: BSD.",
    "HarfBuzz, fontTools, pydantic, typer, platformdirs: MIT and Apache 2.0.",
)


def about(window: QWidget, look: Look) -> Question:
    """The dialog that says what this is."""
    version = importlib.metadata.version("mind-the-gap")
    body = f"Version {version} · Qt {qVersion()} · Python {platform.python_version()}"
    return Question(window, look, "Mind the Gap", body, [Answer("close", "Close", "primary")], THANKS)
