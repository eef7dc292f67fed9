"""A walk goes through every touchpoint and handover in journey order, and remembers what was skipped."""

from model.behaviours import BEHAVIOURS
from model.findings import Action
from model.gaps import LiveGaps
from model.history import History
from model.journey import Journey
from model.operations import delete, set_field
from model.questions.audit import audit, finding_out, let_find_out, let_nobody_find_out
from model.questions.course import Course
from model.questions.question import Asked
from model.questions.steps import felt_by, leads_here, steps_of
from model.records import Record, Touchpoint
from model.store import Store
from tests.journeys import long_map
from tests.model.gaps.situations import Situation, but, sound, step, way


class Room:
    """A map, a course through it, and its history."""

    def __init__(self, records: list[Record], personas: tuple[str, ...] = ()) -> None:
        self.store = Store.holding(records, BEHAVIOURS)
        self.journey = Journey(self.store)
        self.gaps = LiveGaps(self.journey, self.store)
        self.history = History(self.store)
        self.course = Course(self.journey, self.gaps.rules_at, personas)
        self.store.committed.connect(self.course.follow)

    @property
    def sentence(self) -> str:
        asked = self.course.asked
        return asked.matter.sentence if asked is not None else ""

    def give(self, value: object) -> None:
        asked = self.course.asked
        assert asked is not None
        asked.question.answer.put(self.store, asked.matter, value)


def room_of(situation: Situation, *personas: str) -> Room:
    return Room(situation.records(), personas)


def test_handovers_follow_the_touchpoint_they_leave_in_the_order_of_where_they_lead() -> None:
    back = way("tp_3", "tp_1", id="ho_7")
    far = way("tp_1", "tp_3", id="ho_8", rank="0")
    room = room_of(but(back, far))
    assert steps_of(room.journey) == ["tp_1", "ho_1", "ho_8", "tp_2", "ho_2", "tp_3", "ho_7"]


def test_a_handover_that_leads_nowhere_is_no_step() -> None:
    room = room_of(but(way("tp_2", "tp_gone")))
    assert "ho_9" not in room.course.steps


def test_only_failing_handovers_are_walked_from_the_nearest_on_and_all_again() -> None:
    fails = {"quality": "fails"}
    room = room_of(but(way("tp_3", "tp_1", quality="fails"), ho_1=fails))
    room.course.go_to("tp_2")
    assert room.course.choose_failing(True)
    assert room.course.steps == ["ho_1", "ho_9"]
    assert room.course.step == "ho_9"
    assert room.course.choose_failing(False)
    assert room.course.step == "ho_9"


def test_where_nothing_fails_all_is_walked_on() -> None:
    room = room_of(but())
    assert not room.course.choose_failing(True)
    assert not room.course.only_failing
    assert len(room.course.steps) == 5


def test_in_a_persona_s_walk_the_others_touchpoints_are_left_out() -> None:
    room = room_of(but(tp_2={"personas": ["pe_2"]}), "pe_1")
    assert room.course.steps == ["tp_1", "tp_3"]
    assert room_of(but(tp_2={"personas": ["pe_2"]}), "pe_2").course.steps[2] == "tp_2"


def test_the_place_past_the_last_step_is_the_end_and_there_is_a_way_back() -> None:
    room = room_of(but())
    assert room.course.go(100)
    assert room.course.is_over
    assert not room.course.go(1)
    assert room.course.go(-1)
    assert room.course.step == "tp_3"


def test_answered_questions_give_way_to_the_next_and_new_ones_come_at_once() -> None:
    room = room_of(but())
    assert room.sentence == "How long do they wait here?"
    room.give(1440.0)
    assert room.sentence == "Are they told before they have to ask?"
    room.give(False)
    assert room.sentence == "Who owns this?"


def test_skipped_questions_stay_skipped_elsewhere_and_can_be_come_back_to() -> None:
    room = room_of(but())
    room.course.skip()
    assert room.sentence == "Who owns this?"
    room.course.go(1)
    room.course.go(-1)
    assert room.sentence == "Who owns this?"
    assert room.course.ask_before()
    assert room.sentence == "How long do they wait here?"
    assert not room.course.ask_before()


def test_when_all_are_skipped_nothing_is_asked_until_one_comes_back() -> None:
    room = room_of(but())
    count = 0
    while room.course.skip():
        count += 1
    assert count == len(room.course.open)
    assert room.course.asked is None
    assert room.course.ask_before()
    assert room.course.asked == room.course.open[-1]


def test_a_question_with_several_answers_stays_until_it_is_left() -> None:
    room = room_of(but(tp_1={"systems": []}))
    while room.sentence != "Which systems do we use here?":
        room.course.skip()
    after = room.course.open[room.course.turn + 1 :]
    for system in ("sy_crm", "sy_till"):
        room.course.hold()
        room.give(system)
        assert room.sentence == "Which systems do we use here?"
    assert room.store.of(Touchpoint)["tp_1"].systems == {"sy_crm", "sy_till"}
    room.course.skip()
    assert (room.course.asked.key if room.course.asked else None) == (after[0].key if after else None)


def test_undo_brings_the_question_back() -> None:
    room = room_of(but())
    room.give(5.0)
    assert room.sentence == "Who owns this?"
    room.history.undo()
    assert room.sentence == "How long do they wait here?"


def test_a_step_that_is_deleted_gives_way_to_what_stands_there_now() -> None:
    room = room_of(but())
    room.course.go_to("tp_2")
    delete(room.store, ["tp_2"])
    assert room.course.step in room.course.steps
    delete(room.store, ["tp_1", "tp_3"])
    assert room.course.steps == []
    assert room.course.is_over
    room.history.undo()
    assert room.course.steps


def test_the_walk_stays_at_its_step_when_others_come_before_it() -> None:
    room = room_of(but())
    room.course.go_to("tp_3")
    with room.store.transaction("Add") as change:
        change.create(step("tp_0", "ph_1"))
    assert room.course.step == "tp_3"


def test_moods_are_told_of_those_in_focus_by_their_shares() -> None:
    room = room_of(but(tp_2={"mood": {"pe_1": 2.0, "pe_2": -2.0}}))
    one = room.store.of(Touchpoint)["tp_2"]
    assert felt_by(room.journey, one, ()) == room.journey.felt(one)
    assert felt_by(room.journey, one, {"pe_2"}) == -2.0
    assert felt_by(room.journey, one, {"pe_1", "pe_2"}) == 2.0 * 0.8 - 2.0 * 0.2
    silent = room_of(but(tp_2={"mood": {}})).store.of(Touchpoint)["tp_2"]
    assert felt_by(room.journey, silent, {"pe_1"}) is None


def test_the_way_here_is_the_one_from_just_before() -> None:
    room = room_of(but(way("tp_3", "tp_2", quality="fails")))
    found = leads_here(room.journey, "tp_2")
    assert found is not None
    assert found.id == "ho_1"
    assert leads_here(room.journey, "tp_1") is None


# -- the audit


def owners_unknown(room: Room) -> tuple[Asked, ...]:
    known = audit(room.journey, room.course.steps, room.gaps.rules_at)
    return next(one for one in known if one.question.id == "owner").open


def test_the_audit_counts_what_is_known_and_lists_what_is_not() -> None:
    room = room_of(but(tp_2={"owner": "Mei"}))
    known = {one.question.id: one for one in audit(room.journey, room.course.steps, room.gaps.rules_at)}
    assert known["owner"].said == "1 of 3 known"
    assert [one.step for one in known["owner"].open] == ["tp_1", "tp_3"]
    assert known["feeling"].said == "6 of 6 known"
    assert "failure" not in known


def test_giving_things_to_find_out_makes_actions_in_one_step() -> None:
    room = room_of(but())
    owners = owners_unknown(room)
    let_find_out(room.store, owners[:2], "  Mei  Tan ")
    actions = list(room.store.of(Action).values())
    assert {one.of for one in actions} == {"tp_1", "tp_2"}
    assert {one.owner for one in actions} == {"Mei Tan"}
    assert {one.text for one in actions} == {"Find out: Who owns this?"}
    assert room.history.undo_label == "Give Mei Tan 2 things to find out"
    let_find_out(room.store, owners[1:], "Ray")
    assert len(room.store.of(Action)) == 3
    found = finding_out(room.store, owners[1])
    assert found is not None
    assert found.owner == "Ray"
    room.history.undo()
    room.history.undo()
    assert not room.store.of(Action)


def test_what_nobody_shall_find_out_any_more_is_taken_back_and_can_be_undone() -> None:
    room = room_of(but())
    owners = owners_unknown(room)[:1]
    let_nobody_find_out(room.store, owners)
    assert not room.history.can_undo
    let_find_out(room.store, owners, "Mei")
    let_nobody_find_out(room.store, owners)
    assert finding_out(room.store, owners[0]) is None
    room.history.undo()
    assert finding_out(room.store, owners[0]) is not None


def test_an_action_that_is_done_is_nobody_s_any_more() -> None:
    room = room_of(but())
    owners = owners_unknown(room)[:1]
    let_find_out(room.store, owners, "Mei")
    found = finding_out(room.store, owners[0])
    assert found is not None
    set_field(room.store, found.id, "done", True)
    assert finding_out(room.store, owners[0]) is None


def test_an_empty_map_a_single_touchpoint_and_a_thousand_can_be_walked() -> None:
    empty = Room([one for one in sound() if one.kind not in ("touchpoint", "handover", "evidence", "kpi")])
    assert empty.course.is_over
    assert audit(empty.journey, [], empty.gaps.rules_at) == []
    single = room_of(but(less=["tp_2", "tp_3", "ho_1", "ho_2", "ev_1", "ev_2", "kp_1"]))
    assert single.course.steps == ["tp_1"]
    long = Room(long_map(1000))
    assert len([one for one in long.course.steps if one in long.store.of(Touchpoint)]) == 1000
    assert len(set(long.course.steps)) == len(long.course.steps)
    known = audit(long.journey, long.course.steps, long.gaps.rules_at)
    assert next(one for one in known if one.question.id == "title").said == "1000 of 1000 known"
