"""Each question is asked where what it asks for is not known, and an answer answers it in one step."""

import pytest

from model.behaviours import BEHAVIOURS
from model.gaps import LiveGaps
from model.history import History
from model.journey import Journey
from model.questions.question import Asked
from model.questions.table import QUESTIONS, asked_at
from model.store import Store
from tests.model.gaps.situations import TODAY, Situation, but, way
from tests.model.questions.cases import ASKED, NOT_ASKED

BY_ID = {question.id: question for question in QUESTIONS}
QUIET = [(question, name) for question, beside in NOT_ASKED.items() for name in beside]
TYPED = {"text": "Said so", "texts": ("One", "two"), "minutes": 90.0, "percent": 0.25, "number": 12.0}
TYPED |= {"name": "Something new", "step": "tp_1"}


class Room:
    """A situation with people who ask about it."""

    def __init__(self, situation: Situation) -> None:
        self.store = Store.holding(situation.records(), BEHAVIOURS)
        self.journey = Journey(self.store)
        self.gaps = LiveGaps(self.journey, self.store, TODAY)
        self.history = History(self.store)

    def asked(self, step: str) -> list[Asked]:
        return asked_at(self.journey, step, self.gaps.rules_at(step))

    def question(self, question: str, step: str) -> Asked | None:
        return next((one for one in self.asked(step) if one.question.id == question), None)


def test_every_question_has_situations_on_both_sides() -> None:
    assert ASKED.keys() == NOT_ASKED.keys() == BY_ID.keys()


@pytest.mark.parametrize("question", ASKED)
def test_a_question_is_asked_where_its_answer_is_not_known(question: str) -> None:
    situation, step = ASKED[question]
    asked = Room(situation).question(question, step)
    assert asked is not None
    assert asked.matter.sentence.endswith("?")
    assert asked.matter.sentence[0].isupper()


@pytest.mark.parametrize(("question", "name"), QUIET)
def test_a_question_is_not_asked_where_there_is_nothing_to_ask(question: str, name: str) -> None:
    situation, step = NOT_ASKED[question][name]
    assert Room(situation).question(question, step) is None


@pytest.mark.parametrize("question", ASKED)
def test_every_answer_answers_in_one_step_that_undo_takes_back(question: str) -> None:
    situation, step = ASKED[question]
    first = Room(situation).question(question, step)
    assert first is not None
    answer = first.question.answer
    values = [one.value for one in answer.options(Room(situation).journey, first.matter)]
    values += [TYPED[answer.typed]] if answer.typed else []
    assert values
    for value in values:
        room = Room(situation)
        before = room.store.everything()
        asked = room.question(question, step)
        assert asked is not None
        answer.put(room.store, asked.matter, value)
        assert asked.key not in {one.key for one in room.asked(step)}
        room.history.undo()
        assert not room.history.can_undo
        assert room.store.everything() == before


def test_what_several_questions_ask_comes_in_the_order_of_the_table() -> None:
    room = Room(but(tp_2={"title": "", "mood": {}}))
    order = [question.id for question in QUESTIONS]
    places = [order.index(one.question.id) for one in room.asked("tp_2")]
    assert places == sorted(places)
    assert room.asked("tp_2")[0].matter.sentence == "What happens here?"


def test_each_persona_is_asked_about_by_name_unless_one_is_in_focus() -> None:
    room = Room(but(tp_2={"mood": {}}))
    feelings = [one.matter for one in room.asked("tp_2") if one.question.id == "feeling"]
    assert [one.sentence for one in feelings] == ["How does Amira feel here?", "How does Daniel feel here?"]
    focused = asked_at(room.journey, "tp_2", room.gaps.rules_at("tp_2"), {"pe_2"})
    paths = [one.matter.path for one in focused if one.question.id == "feeling"]
    assert paths == ["mood/pe_2"]


def test_in_a_map_without_personas_the_customer_is_asked_about_and_made() -> None:
    room = Room(but(less=["pe_1", "pe_2"], tp_2={"mood": {}}))
    asked = room.question("feeling", "tp_2")
    assert asked is not None
    assert asked.matter.sentence == "How does the customer feel here?"
    asked.question.answer.put(room.store, asked.matter, -2.0)
    assert [persona.name for persona in room.journey.personas] == ["Customer"]
    assert room.question("feeling", "tp_2") is None


def test_a_name_that_is_there_already_is_taken_and_no_second_one_made() -> None:
    room = Room(but(tp_2={"department": None}))
    asked = room.question("department", "tp_2")
    assert asked is not None
    count = len(room.journey.departments)
    asked.question.answer.put(room.store, asked.matter, room.journey.departments[0].title.upper())
    assert len(room.journey.departments) == count
    assert room.question("department", "tp_2") is None


def test_owners_are_offered_from_the_departments_at_both_ends() -> None:
    room = Room(but(ho_1={"owner": ""}))
    asked = room.question("handover-owner", "ho_1")
    assert asked is not None
    words = [one.words for one in asked.question.answer.options(room.journey, asked.matter)]
    assert words[:2] == ["Dee", "Ray"]


def test_rules_of_a_record_are_the_same_whether_it_was_looked_at_before_or_not() -> None:
    room = Room(but(way("tp_3", "tp_1", quality="fails", lost=["the case"]), tp_2={"wait_min": 600}))
    steps = ["tp_2", "ho_9"]
    early = [room.gaps.rules_at(one) for one in steps]
    room.gaps.settle()
    late = [room.gaps.rules_at(one) for one in steps]
    assert all(one <= other for one, other in zip(early, late, strict=True))
    assert "silent-wait" in early[0]
    assert {"handover-fails", "context-lost", "no-evidence"} <= early[1]
