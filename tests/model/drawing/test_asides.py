"""Notes and speech marks over the map: where they stand, what they show, and that no poster shows them unasked."""

import random

import pytest

from model.comments import comment_on, resolve
from model.drawing.asides import BEYOND
from model.drawing.figures.notes import HIGH, MOST, TINTS, WIDE, height_of, note_block, note_marks
from model.drawing.marks import Box, Rect, Text
from model.drawing.poster import PAPERS, poster
from model.drawing.scene import Scene
from model.drawing.theme import THEMES, ThemeName
from model.findings import Note
from model.format import read
from model.journey import Journey
from model.notes import add_note, move_notes, vote_for, write_note
from model.operations import add_phase, add_touchpoint, reorder
from model.records import Handover
from resources import path
from tests.journeys import journey_of
from tests.model.test_comments import NOW

LONG = "Nobody in the store could see what the customer had already told the chat. " * 3


@pytest.fixture
def journey() -> Journey:
    return journey_of(read(path("maps", "port-my-number.journey").read_bytes()).records)


def noted(journey: Journey) -> list[str]:
    """Notes over, beside and far outside the drawing."""
    places = [(30.0, 70.0), (200.0, -60.0), (-40.0, 10.0), (9e14, 5.0), (60.0, -9e14)]
    return [add_note(journey.store, *place, text=f"Note {i}") for i, place in enumerate(places)]


@pytest.mark.parametrize("name", ["port-my-number", "insurance-claim", "phone-trade-in", "grocery-delivery"])
def test_no_speech_mark_stands_on_the_label_of_its_handover(name: str) -> None:
    journey = journey_of(read(path("maps", f"{name}.journey").read_bytes()).records)
    scene = Scene(journey)
    labelled = {
        one.record: one
        for one in scene.everything()
        if one.key.startswith("label:") and one.record is not None
    }
    assert labelled
    for handover in labelled:
        comment_on(journey.store, handover, "Why?", "Mei", NOW)
    for handover, label in labelled.items():
        said = scene.figure(f"talk:{handover}")
        assert said is not None
        assert not said.bounds.meets(label.bounds)


def test_notes_stand_above_all_and_are_met_first(journey: Journey) -> None:
    scene, card = Scene(journey), journey.touchpoints[3]
    box = scene.layout.card(card)
    note = add_note(journey.store, box.x, box.y, "Over a card")
    assert scene.at(*box.middle)[0].record == note
    keys = [figure.key for figure in scene.within(box)]
    assert keys[-1] == f"note:{note}"


def test_notes_outside_the_drawing_are_shown_within_reach(journey: Journey) -> None:
    scene = Scene(journey)
    notes = noted(journey)
    extent = scene.asides.extent
    assert extent is not None
    whole = Box(0, 0, scene.layout.width, scene.layout.height).grown(BEYOND + 0.1)
    assert (whole.x <= extent.x, whole.right >= extent.right) == (True, True)
    assert (whole.y <= extent.y, whole.bottom >= extent.bottom) == (True, True)
    assert {f"note:{one}" for one in notes} <= {figure.key for figure in scene.everything()}
    for note in notes:
        figure = scene.figure(f"note:{note}")
        assert figure is not None
        assert figure.record == note


def test_a_part_shows_just_the_notes_of_the_whole_that_meet_it(journey: Journey) -> None:
    scene, chance = Scene(journey), random.Random(7)
    for _ in range(60):
        place = chance.uniform(-90, 400), chance.uniform(-90, 250)
        note = add_note(journey.store, *place, text=LONG[: chance.randrange(len(LONG))])
        vote_for(journey.store, [note], chance.randrange(9))
        comment_on(journey.store, note, "Look", "Mei", NOW)
    whole = scene.everything()
    for _ in range(40):
        box = Box(chance.uniform(-100, 400), chance.uniform(-100, 250), chance.uniform(2, 120), 50)
        seen = {figure.key for figure in scene.within(box)}
        assert seen == {figure.key for figure in whole if figure.bounds.meets(box)}


def test_figures_of_notes_stay_the_same_until_something_in_them_changes(journey: Journey) -> None:
    scene = Scene(journey)
    one, other, *_ = noted(journey)
    before = {figure.key: figure.marks for figure in scene.everything()}
    move_notes(journey.store, {one: (55, 66)})
    write_note(journey.store, other, "Something else")
    after = {figure.key: figure.marks for figure in scene.everything()}
    assert after[f"note:{one}"] is before[f"note:{one}"]
    assert after[f"note:{other}"] != before[f"note:{other}"]
    add_phase(journey.store, "One more")
    anew = Scene(Journey(journey.store))
    assert {f.key: f.bounds for f in scene.asides.within(Box(-900, -900, 3000, 3000))} == {
        f.key: f.bounds for f in anew.asides.within(Box(-900, -900, 3000, 3000))
    }


@pytest.mark.parametrize("text", ["", "Short", LONG, "X" * 500, "a\nb\n" * 40, "مرحبا بالعالم " * 9])
@pytest.mark.parametrize("votes", [0, 3, 5, 6, 1000000])
def test_everything_on_a_note_stays_on_it(text: str, votes: int) -> None:
    note = Note(id="no_1", text=text, votes=votes, author="Maximiliane von Hohenstein-Oberkirchen")
    _, high = note_block(text)
    assert high in {height_of(rows) for rows in range(1, MOST + 1)}
    for mark in note_marks(note):
        if isinstance(mark, Text):
            assert 0 <= mark.x <= mark.x + mark.width <= WIDE
            assert 0 < mark.y < high


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tint", TINTS.values())
@pytest.mark.parametrize("ink", ["ink", "ink2"])
def test_words_on_every_colour_of_a_note_can_be_read(theme: ThemeName, tint: str, ink: str) -> None:
    def light(token: str) -> float:
        parts = [int(THEMES[theme][token][i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(tint), light(ink)))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_speech_marks_count_what_is_open(journey: Journey) -> None:
    scene = Scene(journey)
    card, handover = journey.touchpoints[0], next(iter(journey.store.of(Handover)))
    said = [comment_on(journey.store, card, text, "Mei", NOW) for text in ("One", "Two")]
    comment_on(journey.store, handover, "Three", "Mei", NOW)
    talk = {f.record: f.says for f in scene.everything() if f.key.startswith("talk:")}
    assert talk == {card: "2 open comments", handover: "1 open comment"}
    for one in said:
        resolve(journey.store, one)
    assert scene.figure(f"talk:{card}") is None
    assert scene.figure(f"talk:{handover}") is not None


def test_the_speech_mark_of_a_phase_stands_in_it_off_moments_and_curve(journey: Journey) -> None:
    scene, store = Scene(journey), journey.store
    phases = journey.phases
    for phase in phases:
        comment_on(store, phase, "Is this one phase?", "Mei", NOW)
    reorder(store, phases[0], phases[2])
    add_touchpoint(store, phases[1], journey.channels[0], "One more")
    others = [
        (m.box if isinstance(m, Rect) else f.box).moved(f.x, f.y)
        for f in scene.everything()
        for m in f.marks
        if (f.key.startswith("pill:") and isinstance(m, Rect)) or f.key.startswith("point:")
    ]
    assert len(others) > len(journey.touchpoints)
    for span in scene.layout.phases:
        said = scene.figure(f"talk:{span.id}")
        assert said is not None
        assert span.start < said.bounds.x < said.bounds.right < span.end
        assert said.bounds.bottom < scene.layout.mood_y(2.0)
        assert not any(said.bounds.meets(one) for one in others)
        assert next(f for f in scene.at(*said.bounds.middle)).record == span.id


@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_a_poster_shows_notes_only_when_asked_and_speech_marks_never(journey: Journey, paper: str) -> None:
    plain = poster(journey, PAPERS[paper])
    noted(journey)
    comment_on(journey.store, journey.touchpoints[0], "Look", "Mei", NOW)
    assert {f.key: f.marks for f in poster(journey, PAPERS[paper]).figures} == {
        f.key: f.marks for f in plain.figures
    }
    page = poster(journey, PAPERS[paper], notes=True)
    shown = [figure for figure in page.figures if figure.key.startswith(("note:", "talk:"))]
    assert len(shown) == 5
    for figure in shown:
        assert figure.bounds.x >= 0
        assert figure.bounds.right <= page.width
        assert figure.bounds.bottom <= page.height


def test_on_a_poster_a_note_lies_on_the_same_card_as_on_the_screen(journey: Journey) -> None:
    screen, card = Scene(journey), journey.touchpoints[10]
    x, y = screen.layout.card(card).middle
    note = add_note(journey.store, x - WIDE / 2, y - HIGH / 2, "Here")
    page = poster(journey, PAPERS["A3"], notes=True)
    placed = {figure.key: figure.bounds for figure in page.figures}
    assert placed[f"card:{card}"].grown(6).holds(*placed[f"note:{note}"].middle)


def test_a_text_that_does_not_fit_its_note_is_told(journey: Journey) -> None:
    endless = LONG * 10
    add_note(journey.store, 10, 10, endless)
    assert endless in poster(journey, PAPERS["A3"], notes=True).cut
    assert endless not in poster(journey, PAPERS["A3"]).cut
