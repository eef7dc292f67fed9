"""The style sheet of the application, written with tokens in place of colours."""

import re
from typing import Protocol

SHEET = """
QMainWindow, QDialog, QMessageBox, QWizard { background: @paper; color: @ink; }
QWidget { color: @ink; selection-background-color: @mtmT; selection-color: @ink; }
QToolTip { background: @ink; color: @paper; border: none; padding: 5px 8px; }
QLabel { background: transparent; }

QPushButton { background: @paper; color: @ink; border: 1px solid @rule2; border-radius: 6px;
    padding: 0 12px; min-height: 30px; font-weight: 500; }
QPushButton:hover { background: @wash2; }
QPushButton:pressed { background: @rule; }
QPushButton:focus { border: 2px solid @ink; padding: 0 11px; min-height: 28px; }
QPushButton:disabled { color: @rule2; border-color: @rule; background: @paper; }
QPushButton:default, QPushButton[kind="primary"] { background: @ink; color: @paper; border-color: @ink; }
QPushButton:default:hover, QPushButton[kind="primary"]:hover { background: @inkHover; }
QPushButton:default:disabled, QPushButton[kind="primary"]:disabled { background: @wash2; color: @ink3;
    border-color: @wash2; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @ink2; }
QPushButton[kind="quiet"]:hover { background: @wash2; }
QPushButton[kind="destructive"] { color: @neg; border-color: @neg; }

QToolButton { background: transparent; border: none; border-radius: 6px; padding: 4px; color: @ink2; }
QToolButton:hover { background: @wash2; }
QToolButton:pressed, QToolButton:checked { background: @rule; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {
    background: @wash; color: @ink; border: 1px solid @rule; border-radius: 6px; padding: 0 8px;
    placeholder-text-color: @ink3; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox { min-height: 30px; max-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 3px 6px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover,
QDateEdit:hover, QComboBox:hover { border-color: @rule2; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus { background: @paper;
    border: 2px solid @ink; padding: 0 7px; min-height: 28px; max-height: 28px; }
QPlainTextEdit:focus, QTextEdit:focus { background: @paper; border: 2px solid @ink; padding: 2px 5px; }
QComboBox:focus { border: 2px solid @ink; padding: 0 7px; min-height: 28px; max-height: 28px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: @rule2; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: @neg; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: @paper; border: 1px solid @rule2; padding: 4px; outline: none;
    selection-background-color: @wash2; selection-color: @ink; }

QCheckBox { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1.5px solid @edge; background: @paper;
    border-radius: 4px; }
QCheckBox::indicator:checked { background: @ink; border-color: @ink; }

QMenu { background: @paper; border: 1px solid @rule2; border-radius: 8px; padding: 4px; }
QMenu::item { height: 30px; padding: 0 24px 0 10px; border-radius: 4px; color: @ink; }
QMenu::item:selected { background: @wash2; }
QMenu::item:disabled { color: @rule2; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; background: @rule; margin: 4px 0; }
QMenuBar { background: @paper; border-bottom: 1px solid @rule; }
QMenuBar::item:selected { background: @wash2; border-radius: 4px; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @ink3; height: 40px; padding: 0 1px; margin-right: 18px;
    border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @ink; }
QTabBar::tab:selected { color: @ink; border-bottom-color: @ink; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar:hover { background: @wash2; }
QScrollBar::handle { background: @rule2; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 24px; margin: 2px; }
QScrollBar::handle:horizontal { min-width: 24px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: @ink3; border-radius: 4px; margin: 1px; }
QScrollBar::handle:horizontal:hover { background: @ink3; border-radius: 4px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QListView, QTreeView { background: @paper; border: 1px solid @rule; border-radius: 6px; outline: none; }
QTableView, QHeaderView { background: transparent; border: none; border-radius: 0; outline: none; }
QTableView::item { background: transparent; border: none; padding: 0; }
QListView::item, QTreeView::item { min-height: 32px; border-radius: 6px; padding: 0 8px; }
QListView::item:hover, QTreeView::item:hover { background: @wash; }
QListView::item:selected, QTreeView::item:selected { background: @wash2; color: @ink; }
QHeaderView::section { background: @wash; color: @ink3; border: none; border-bottom: 1px solid @rule;
    padding: 4px 8px; }

QProgressBar { background: @wash2; border: none; border-radius: 2px; height: 4px; color: transparent; }
QProgressBar::chunk { background: @ink; border-radius: 2px; }
QSplitter::handle { background: @rule; }
"""


class Colours(Protocol):
    """Whatever can name a token's colour."""

    def hex(self, token: str) -> str:
        """A token's colour as #RRGGBB."""
        ...


def sheet_of(colours: Colours) -> str:
    """The style sheet with each token's colour in its place."""
    return re.sub(r"@(\w+)", lambda found: colours.hex(found[1]), SHEET)


def with_thick_rings(sheet: str) -> str:
    """A style sheet whose focus rings are 3 px wide, on widgets of the same size."""
    thick = {"border: 2px solid": "border: 3px solid", "padding: 0 7px": "padding: 0 6px"}
    thick |= {"padding: 0 11px": "padding: 0 10px", "padding: 2px 5px": "padding: 1px 4px"}
    thick |= {"min-height: 28px": "min-height: 26px", "max-height: 28px": "max-height: 26px"}
    return re.sub("|".join(thick), lambda found: thick[found[0]], sheet)
