"""The pages of a window, of which one is seen."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget

OF_MODAL_DIALOGS = (QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked)


class PageStack(QStackedWidget):
    """Spares all that is in it to be told one by one that a dialog opens or closes: a large map has much in it.

    Qt keeps hands and keys from a blocked window itself; only windows of other systems within it would have to know.
    """

    def event(self, event: QEvent) -> bool:
        """Pass on everything else."""
        return event.type() in OF_MODAL_DIALOGS or super().event(event)
