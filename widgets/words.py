"""Words: a label that shows text exactly as typed, in a role of the look, wrapped or shortened."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from widgets.look import Look, tip_of

MOST_KNOWN = 6


class Words(QLabel):
    """Plain text in a role and a token; on one line unless `lines` allows more (0: as many as needed)."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        role: str = "text",
        token: str = "ink",
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.role, self.token, self.lines = look, role, token, lines
        self.struck = False
        self._known: dict[tuple[str, float], list[tuple[str, float]]] = {}
        """How texts break, by their width, for as long as the font is the same."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(role))
        if lines != 1:
            self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Fixed if lines == 1 else QSizePolicy.Policy.Preferred,
        )
        policy.setHeightForWidth(lines != 1)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)
        self.say(text)

    def say(self, text: str) -> None:
        """Show this text."""
        self.setText(text)
        self.updateGeometry()
        self.update()

    def paint_in(self, token: str) -> None:
        """Show the text in this token's colour."""
        self.token = token
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Break anew in another font."""
        if event.type() == QEvent.Type.FontChange:
            self._known = {}
        super().changeEvent(event)

    def _broken(self, width: float) -> list[tuple[str, float]]:
        """The lines as they fit into a width: their text and their natural width."""
        key = self.text(), width
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._break(width)
        return self._known[key]

    def _break(self, width: float) -> list[tuple[str, float]]:
        metrics = QFontMetricsF(self.font())
        if self.lines == 1:
            whole = " ".join(self.text().split("\n"))
            shown = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, width + 0.5)
            return [(shown, metrics.horizontalAdvance(shown))]
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[QTextLine] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            found.append(line)
        layout.endLayout()
        text = layout.text()
        lines = [text[one.textStart() : one.textStart() + one.textLength()].strip("\u2028") for one in found]
        if self.lines and len(lines) > self.lines:
            rest = " ".join(lines[self.lines - 1 :])
            lines = lines[: self.lines - 1] + [
                metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width + 0.5)
            ]
        return [(one.rstrip(), metrics.horizontalAdvance(one.rstrip())) for one in lines or [""]]

    def hasHeightForWidth(self) -> bool:
        """Whether more width means less height."""
        return self.lines != 1

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at this width."""
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        height = len(self._broken(inner)) * self.look.line_height(self.role)
        return height + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """All on one line where it may be long, else as wide as it is."""
        margins = self.contentsMargins()
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(one) for one in self.text().split("\n")), default=0)
        return QSize(
            int(widest) + 2 + margins.left() + margins.right(),
            self.look.line_height(self.role) * (1 if self.lines == 1 else 1 + self.text().count("\n"))
            + margins.top()
            + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:
        """Words give way in width, never in height."""
        return QSize(
            0 if self.lines != 1 else min(24, self.sizeHint().width()), self.look.line_height(self.role)
        )

    def shown(self) -> str:
        """The text as it is painted at the present width."""
        return "\n".join(line for line, _ in self._broken(self.contentsRect().width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, each in the middle of its line height."""
        painter = QPainter(self)
        font = self.font()
        font.setStrikeOut(self.struck)
        painter.setFont(font)
        painter.setPen(self.look.colour(self.token))
        metrics, box = QFontMetricsF(font), self.contentsRect()
        height = self.look.line_height(self.role)
        lines = self._broken(box.width())
        top: float = box.top()
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += max(0.0, (box.height() - height * len(lines)) / 2)
        for shown, width in lines:
            left: float = box.left()
            if self.alignment() & Qt.AlignmentFlag.AlignRight:
                left = box.right() + 1 - width
            elif self.alignment() & Qt.AlignmentFlag.AlignHCenter:
                left += (box.width() - width) / 2
            baseline = top + (height - metrics.height()) / 2 + metrics.ascent()
            painter.drawText(QPointF(left, baseline), shown)
            top += height
        painter.end()

    def set_tip(self, text: str) -> None:
        """Say this, as typed, while the pointer rests here."""
        self.setToolTip(tip_of(text) if text else "")
