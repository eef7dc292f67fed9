"""The walk: the room goes through a journey full screen, is asked what is not known, and audits it at the end."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget

from model.journey import Journey
from model.kinds import InvalidRecord
from model.questions.audit import RulesAt, let_find_out, let_nobody_find_out
from model.questions.course import Course
from model.questions.question import Asked
from model.records import Handover, Touchpoint
from model.rules import Refused
from model.spoken import name_of
from model.store import Commit
from widgets.look import Look
from widgets.walk.audit import Audit
from widgets.walk.curve import touches
from widgets.walk.knobs import Knob
from widgets.walk.stage import Stage
from widgets.walk.told import Told, said_of, told_of
from widgets.walk.typed import read


class Walk(Stage):
    """One walk through a map; it changes the map only by answers, each one step that undo can name."""

    ended = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    minutes_chosen = Signal(int)
    asking_chosen = Signal(bool)

    def __init__(
        self,
        journey: Journey,
        rules_at: RulesAt,
        look: Look,
        *,
        personas: Collection[str] = (),
        minutes: int = 20,
        asks: bool = True,
        start: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """It begins at this step, or at the first one."""
        super().__init__(Course(journey, rules_at, personas), rules_at, look, minutes, parent)
        self.asks = asks
        self._wire()
        self.setWindowTitle(f"Walk: {journey.map.title or 'Untitled map'}")
        journey.store.committed.connect(self._follow)
        if start is not None:
            self.course.go_to(start)
        self._show()

    def _wire(self) -> None:
        acts: tuple[tuple[Knob, Callable[[], object]], ...] = (
            (self.next, lambda: self.go(1)),
            (self.back, lambda: self.go(-1)),
            (self.failing, self.turn_failing),
            (self.asking, self.turn_asking),
            (self.dark, lambda: self.show_blank(True)),
            (self.leave, self.close),
            (self.shorter, lambda: self.clock.change(-1)),
            (self.longer, lambda: self.clock.change(1)),
        )
        for knob, act in acts:
            knob.clicked.connect(lambda _=False, act=act: act())
        self.curve.wanted.connect(self.go_to)
        self.blank.pressed.connect(lambda: self.show_blank(False))
        self.clock.minutes_chosen.connect(self.minutes_chosen)
        self.board.answered.connect(self.answer)
        self.board.typed.connect(self._take_typed)
        self.board.given_up.connect(self.take_keys)
        self.board.skipped.connect(self.skip)

    def _make_audit(self) -> Audit:
        audit = super()._make_audit()
        audit.given.connect(self._let_find_out)
        audit.taken_back.connect(self._let_nobody_find_out)
        return audit

    def close_down(self) -> None:
        """Follow the map no more."""
        self.journey.store.committed.disconnect(self._follow)
        self._resting.stop()
        self._silent.stop()
        self.fade.end()

    # -- going

    def go(self, by: int) -> None:
        """Go so many steps on or back."""
        self._pass_over(lambda: self.course.go(by))

    def go_to(self, step: str) -> None:
        """Go to a touchpoint or a handover; with only failing handovers walked, all are again where need be."""
        if step not in self.course.steps and self.course.only_failing:
            self.course.choose_failing(False)
        self._pass_over(lambda: self.course.go_to(step))

    def go_to_touchpoint(self, by: int) -> None:
        """Go to the next touchpoint or the one before, over the handovers between."""
        known, place = self.journey.store.of(Touchpoint), self.course.place + by
        while 0 <= place < len(self.course.steps) and self.course.steps[place] not in known:
            place += by
        self._pass_over(lambda: self.course.go(place - self.course.place))

    def turn_failing(self) -> None:
        """Walk only the handovers that fail, or all steps again."""
        wanted = not self.course.only_failing
        if wanted and not any(self._fails(one) for one in self.journey.store.of(Handover).values()):
            self.say("No handover fails.")
            self.failing.setChecked(False)
            return

        def choose() -> bool:
            return self.course.choose_failing(wanted)

        self._pass_over(choose)

    @staticmethod
    def _fails(handover: Handover) -> bool:
        return handover.quality == "fails"

    def turn_asking(self) -> None:
        """Ask questions, or only show."""
        self.asks = not self.asks
        self.asking_chosen.emit(self.asks)
        self._show()

    def show_blank(self, is_blank: bool) -> None:
        """Show nothing, so that people look at each other; or the walk again."""
        self.blank.setGeometry(self.rect())
        self.blank.setVisible(is_blank)
        self.blank.raise_()
        self.take_keys()
        self._name()

    def _pass_over(self, change: Callable[[], bool]) -> None:
        """Go elsewhere, and let the step that was there fade; what was being typed is taken first."""
        self.fade.end()
        if not self.finish_typing():
            return
        is_seen = self.isVisible() and not self.look.reduced_motion
        before = self.grab() if is_seen else None
        if change():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show()
            self.take_keys()
            if before is not None:
                self.fade.start(before)
        else:
            self.failing.setChecked(self.course.only_failing)

    # -- answering

    def answer(self, value: object, words: str = "") -> None:
        """Write an answer to the map."""
        asked = self.course.asked
        if asked is None:
            return
        answer = asked.question.answer
        words = words or next(
            (one.words for one in answer.options(self.journey, asked.matter) if one.value == value), ""
        )
        if answer.takes_several:
            self.course.hold()
        if self._try(lambda: answer.put(self.journey.store, asked.matter, value)) and words:
            self.say(f"{asked.question.called}: {words}")

    def _take_typed(self, text: str) -> None:
        asked = self.course.asked
        if asked is None:
            return
        try:
            value = read(text, asked.question.answer.typed, self.journey)
        except ValueError as error:
            self.board.complain(str(error))
            self.board.begin_typing()
            self.announce(str(error))
            return
        self.answer(value, text)
        if not self.board.complaint:
            self.take_keys()

    def _try(self, change: Callable[[], object]) -> bool:
        """Change the map, or say why not; says whether it was changed."""
        try:
            change()
        except Refused as refused:
            sentence = str(refused)
        except InvalidRecord as error:
            message = error.problems[0].message if error.problems else "this is not allowed here"
            sentence = message[:1].upper() + message[1:].rstrip(".") + "."
        else:
            return True
        if self.course.is_over:
            self.say(sentence)
        else:
            self.board.complain(sentence)
            self.announce(sentence)
        return False

    def finish_typing(self) -> bool:
        """Let what was typed be taken as the answer; says whether nothing stands in the way of going on."""
        text = self.board.field.text().strip() if not self.board.isHidden() else ""
        if text:
            self._take_typed(text)
        return not text or not self.board.complaint

    def skip(self) -> None:
        """Leave the question for later, and go on to the next one; what was typed answers it."""
        if not self.board.isHidden() and self.board.field.text().strip():
            self.finish_typing()
        elif self.course.skip():
            self._show()

    def ask_before(self) -> None:
        """Come back to the question before."""
        if self.asks and self.course.ask_before():
            self._show()

    def _let_find_out(self, asked: list[Asked], who: str) -> None:
        if self._try(lambda: let_find_out(self.journey.store, asked, who)):
            self.audit.taken(asked)

    def _let_nobody_find_out(self, asked: list[Asked]) -> None:
        self._try(lambda: let_nobody_find_out(self.journey.store, asked))

    # -- following

    def _follow(self, commit: Commit) -> None:
        self.course.follow(commit)
        kinds = {change.kind for change in commit.patch}
        if touches(commit):
            self.curve.personas = self.course.personas
            self.curve.forget()
        if self.course.is_over and kinds <= {"action"}:
            self.audit.refresh()
            return
        self._show()

    def _show(self) -> None:
        """Show where the course is."""
        course, step = self.course, self.course.step
        self.told = told_of(self.journey, step, course.personas) if step is not None else Told()
        self.curve.show_step(step)
        self._ask(course.asked if self.asks else None)
        self.curve.setVisible(step is not None)
        self.failing.setChecked(course.only_failing)
        self.asking.setChecked(self.asks)
        self.back.setEnabled(course.place > 0)
        self.next.say(*self._following())
        if step is not None:
            if self._audit is not None:
                self._audit.hide()
        else:
            self.audit.show()
            self.audit.look_at(course.steps, course.personas)
        self.lay_out()
        self._name()

    def _ask(self, asked: Asked | None) -> None:
        if asked is None:
            self.board.hide()
            return
        answer, record = asked.question.answer, self.journey.store.get(asked.matter.record)
        options = answer.options(self.journey, asked.matter)
        self.board.ask(asked.matter.sentence, answer, options, self.course.counted)
        if answer.takes_several and record is not None:
            self.board.show_chosen(getattr(record, asked.matter.path))
        self.board.show()

    def _following(self) -> tuple[str, str]:
        """What comes next: its name and the mark of the handover that leads there."""
        if self.course.is_over:
            return "", ""
        store, following = self.journey.store, self.course.following
        handover = store.find(Handover, following)
        target = store.find(Touchpoint, handover.target if handover is not None else following)
        if following is None or target is None:
            return "What we know", ""
        return name_of(target) or "Untitled", handover.quality if handover is not None else ""

    # -- saying

    def _name(self) -> None:
        """Name what is shown, and say it aloud where it is new."""
        step, asked = self.course.step, self.course.asked
        if not self.blank.isHidden():
            name = "Blank; B shows the walk again"
        elif step is None:
            name = f"What we know. {self.audit.said}"
        else:
            name = said_of(self.journey, step, self.course.personas)
            if self.asks and asked is not None:
                answers = ", ".join(f"{n} {one.option.words}" for n, one in enumerate(self.board.choices, 1))
                name = f"{name}. {asked.matter.sentence} {answers}".rstrip()
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self.announce(name)

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside everything shows the tools, and ends typing."""
        self.reveal()
        self.take_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a walk."""
        self.fade.end()
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.blank.isHidden():
            self.show_blank(False)
            return
        if held & Qt.KeyboardModifier.ControlModifier:
            self._undo_or_redo(event)
        elif act := self._acts().get(Qt.Key(key)) if not held or key in SHIFTED else None:
            act()
        elif held == Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.go_to_touchpoint(1 if key == Qt.Key.Key_Right else -1)
        elif not held and Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not self.board.isHidden():
            self.board.choose(key - Qt.Key.Key_0)
        else:
            event.ignore()

    def _undo_or_redo(self, event: QKeyEvent) -> None:
        is_back = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Z:
            (self.undo_wanted if is_back else self.redo_wanted).emit()
        elif event.key() == Qt.Key.Key_Y:
            self.redo_wanted.emit()
        else:
            event.ignore()

    def _acts(self) -> dict[Qt.Key, Callable[[], object]]:
        on, back = (lambda: self.go(1)), (lambda: self.go(-1))
        return {
            **dict.fromkeys((Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown), on),
            **dict.fromkeys((Qt.Key.Key_Left, Qt.Key.Key_PageUp), back),
            Qt.Key.Key_Home: lambda: self._pass_over(lambda: self.course.go(-len(self.course.steps))),
            Qt.Key.Key_End: lambda: self._pass_over(self.course.go_to_end),
            Qt.Key.Key_Down: self.skip,
            Qt.Key.Key_Up: self.ask_before,
            Qt.Key.Key_X: self.turn_failing,
            Qt.Key.Key_Q: self.turn_asking,
            Qt.Key.Key_T: self.clock.turn,
            Qt.Key.Key_B: lambda: self.show_blank(True),
            Qt.Key.Key_Plus: lambda: self.clock.change(1),
            Qt.Key.Key_Minus: lambda: self.clock.change(-1),
            **dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self._begin),
            Qt.Key.Key_Escape: self.close,
        }

    def _begin(self) -> None:
        """Type the answer; where several are chosen and none is typed, go on."""
        if not self.board.isHidden():
            self.board.begin_typing()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take what was typed, and tell that the walk is over."""
        self.finish_typing()
        event.accept()
        self.ended.emit()


SHIFTED = frozenset({Qt.Key.Key_Plus})
"""Keys that some keyboards reach with Shift."""
