"""The look of the window: colours, fonts, icons and the style sheet, all made from the theme's tokens."""

from html import escape
from itertools import count
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources
from model.drawing.theme import THEMES, ThemeName
from widgets.dressing import Dressing
from widgets.sheet import sheet_of, with_thick_rings

_numbers = count(1)
SANS, SERIF = "Inter", "Source Serif 4"
NORMAL, MEDIUM, SEMIBOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold

ROLES: dict[str, tuple[str, int, QFont.Weight, int]] = {
    "text": (SANS, 13, NORMAL, 18),
    "button": (SANS, 13, MEDIUM, 18),
    "strong": (SANS, 13, SEMIBOLD, 18),
    "phase": (SANS, 15, SEMIBOLD, 20),
    "lead": (SANS, 15, NORMAL, 22),
    "row": (SANS, 14, NORMAL, 20),
    "row_strong": (SANS, 14, SEMIBOLD, 20),
    "button_large": (SANS, 15, MEDIUM, 20),
    "secondary": (SANS, 12, NORMAL, 16),
    "label": (SANS, 12, MEDIUM, 16),
    "chip": (SANS, 12, MEDIUM, 16),
    "card_title": (SANS, 12, SEMIBOLD, 16),
    "small": (SANS, 11, NORMAL, 14),
    "key": (SANS, 11, MEDIUM, 14),
    "pill": (SANS, 11, SEMIBOLD, 14),
    "kicker": (SANS, 11, SEMIBOLD, 14),
    "visibility": (SANS, 9, SEMIBOLD, 12),
    "command": (SANS, 17, NORMAL, 24),
    "welcome_title": (SERIF, 44, SEMIBOLD, 48),
    "dialog_title": (SERIF, 22, SEMIBOLD, 28),
    "panel_title": (SERIF, 20, SEMIBOLD, 26),
    "map_title": (SERIF, 16, SEMIBOLD, 20),
    "phase_number": (SERIF, 16, SEMIBOLD, 20),
    "gap_figure": (SERIF, 44, SEMIBOLD, 48),
    "figure": (SERIF, 20, SEMIBOLD, 24),
    "figure_before": (SERIF, 17, SEMIBOLD, 22),
    "score": (SERIF, 15, SEMIBOLD, 20),
    "gap_row": (SERIF, 16, SEMIBOLD, 20),
    "quote": (SERIF, 16, NORMAL, 21),
    "goal": (SERIF, 14, NORMAL, 18),
}
"""A role of text in the window: family, size in px, weight, line height in px."""
ITALIC = {"quote", "goal"}
SPACING = {"welcome_title": -0.012, "kicker": 0.06}
"""Letter spacing in em."""
FONT_FILES = ("Inter-*.ttf", "SourceSerif4-*.ttf", "Noto*.ttf", "DroidSans*.ttf", "Nanum*.ttf")
RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)
STROKE = 'stroke-width="1.5"'
Contrast = Literal["normal", "high"]
STRONGER = {"rule": "rule2", "rule2": "ink3", "ink3": "ink2"}
"""In high contrast each of these tokens looks like the next."""


def tip_of(words: str, key: str = "") -> str:
    """The text of a tool tip that shows these words as typed, with a key beside them."""
    shown = escape(words).replace("\n", "<br>")
    return f"<span>{shown}&nbsp;&nbsp;{escape(key)}</span>" if key else f"<span>{shown}</span>"


class Look(QObject):
    """The one source of colours, fonts and icons of a window; it tells when the theme changes."""

    changed = Signal()

    def __init__(self, theme: ThemeName = "light", reduced_motion: bool = False) -> None:
        super().__init__()
        self._number = next(_numbers)
        """What an application knows it by that it dresses: it may outlive it."""
        self.theme: ThemeName = theme
        self.contrast: Contrast = "normal"
        self.reduced_motion = self.is_system_calm = reduced_motion
        self._dressing = Dressing(self)
        self._fonts: dict[str, QFont] = {}
        self._pixmaps: dict[tuple[str, str, int, float, str, str], QPixmap] = {}

    def choose(self, theme: ThemeName, contrast: Contrast = "normal") -> None:
        """Show everything in this theme from now on."""
        if (theme, contrast) == (self.theme, self.contrast):
            return
        self.theme, self.contrast = theme, contrast
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.property("look") == self._number:
            self._dress(app)
        self.changed.emit()

    def move(self, motion: Literal["system", "full", "reduced"]) -> None:
        """Let things move, or let them stand at once where they go; or as the system wants it."""
        self.reduced_motion = self.is_system_calm if motion == "system" else motion == "reduced"

    @property
    def ring(self) -> int:
        """How thick the focus ring is, px."""
        return 3 if self.contrast == "high" else 2

    # -- colours

    def hex(self, token: str) -> str:
        """A token's colour as #RRGGBB."""
        if self.contrast == "high":
            token = STRONGER.get(token, token)
        return THEMES[self.theme][token]

    def colour(self, token: str) -> QColor:
        """A token's colour; `scrim` and `shadow` are seen through."""
        if token == "scrim":
            ground = QColor(self.hex("ink") if self.theme == "light" else "#000000")
            ground.setAlphaF(0.42 if self.theme == "light" else 0.58)
            return ground
        if token == "shadow":
            ground = QColor(THEMES["light"]["ink"] if self.theme == "light" else "#000000")
            ground.setAlphaF(0.14)
            return ground
        return QColor(self.hex(token))

    # -- fonts

    @staticmethod
    def load_fonts() -> None:
        """Make the bundled fonts known to Qt."""
        app = QApplication.instance()
        if app is None or app.property("fonts loaded"):
            return
        for pattern in FONT_FILES:
            for file in sorted(resources.path("fonts").glob(pattern)):
                QFontDatabase.addApplicationFont(str(file))
        app.setProperty("fonts loaded", True)

    def font(self, role: str) -> QFont:
        """The font of a role of text (see ROLES), the same at every scale: no hinting."""
        if role not in self._fonts:
            family, size, weight, _ = ROLES[role]
            font = QFont()
            font.setFamilies([family, "Noto Sans Arabic", "Droid Sans Fallback", "NanumGothic", "Noto Emoji"])
            font.setPixelSize(size)
            font.setWeight(weight)
            font.setItalic(role in ITALIC)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            if role in SPACING:
                font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, SPACING[role] * size)
            if role == "kicker":
                font.setCapitalization(QFont.Capitalization.AllUppercase)
            self._fonts[role] = font
        return QFont(self._fonts[role])

    @staticmethod
    def line_height(role: str) -> int:
        """The distance of two lines of a role of text, px."""
        return ROLES[role][3]

    # -- icons

    def pixmap(self, name: str, token: str = "ink", size: int = 18, ratio: float = 1.0) -> QPixmap:
        """An icon in a token’s colour, size px wide, crisp at this many device pixels to a px."""
        key = (name, token, size, ratio, self.theme, self.contrast)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._drawn(name, self.hex(token), size, ratio)
        return self._pixmaps[key]

    @staticmethod
    def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
        file = resources.path("icons", f"{name}.svg")
        drawing = file.read_text("utf-8") if file.exists() else ""
        drawing = drawing.replace("currentColor", colour).replace(STROKE, f'stroke-width="{36 / size:.3f}"')
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        if drawing:
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            renderer = QSvgRenderer(QByteArray(drawing.encode()))
            renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
            painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def icon(self, name: str, token: str = "ink", size: int = 18) -> QIcon:
        """An icon for actions and menus: in a token's colour, `rule2` while disabled, crisp at any scale."""
        icon = QIcon()
        for ratio in RATIOS:
            icon.addPixmap(self.pixmap(name, token, size, ratio), QIcon.Mode.Normal)
            icon.addPixmap(self.pixmap(name, "rule2", size, ratio), QIcon.Mode.Disabled)
        return icon

    def paint_icon(self, painter: QPainter, name: str, token: str, box: QRectF) -> None:
        """Paint an icon into a square box in logical px."""
        size, ratio = round(box.width()), painter.device().devicePixelRatioF()
        painter.drawPixmap(box.topLeft(), self.pixmap(name, token, size, ratio))

    @property
    def app_icon(self) -> QIcon:
        """The icon of the app itself."""
        icon = QIcon(str(resources.path("icons", "app.svg")))
        icon.addFile(str(resources.path("icons", "app.png")), QSize())
        return icon

    # -- the application

    def qss(self) -> str:
        """The style sheet of the application in this theme."""
        sheet = sheet_of(self)
        return with_thick_rings(sheet) if self.contrast == "high" else sheet

    def install(self, app: QApplication) -> None:
        """Dress an application: style, fonts, palette, style sheet; it follows the theme from then on."""
        self.load_fonts()
        if app.property("dressed in") is None:
            app.setStyle("Fusion")
        app.setProperty("look", self._number)
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
        self._dress(app)

    def _dress(self, app: QApplication) -> None:
        qss = self.qss()
        if app.property("dressed in") == qss:
            return
        if app.property("dressed in") is None:
            app.setFont(self.font("text"))
        app.setProperty("dressed in", qss)
        self._dressing.put_on(app, self.palette(), qss)

    def palette(self) -> QPalette:
        """Qt's palette in this theme, for what the style sheet does not reach."""
        palette = QPalette()
        for role, token in PALETTE.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("rule2"))
        return palette


PALETTE = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "wash",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "paper",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "neg",
    QPalette.ColorRole.Highlight: "mtmT",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Accent: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Link: "mtm",
    QPalette.ColorRole.LinkVisited: "mtm",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "paper",
    QPalette.ColorRole.Mid: "rule",
    QPalette.ColorRole.Dark: "rule2",
    QPalette.ColorRole.Light: "paper",
    QPalette.ColorRole.Midlight: "wash2",
    QPalette.ColorRole.Shadow: "rule2",
}
