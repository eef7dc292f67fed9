"""What is drawn beside the main curve: the bond below it, and the curve as it is today if something is supposed."""

from pathlib import Path

import pytest

from app.verbs import samples
from model.drawing.beside import Today
from model.drawing.layout import Measures
from model.drawing.marks import Figure, Text
from model.drawing.poster import PAPERS, poster
from model.drawing.scene import Scene
from model.findings import Initiative
from model.format import read
from model.journey import Journey
from model.numbers import numbers
from model.operations import add_touchpoint, mark_moment, set_mood
from model.records import Record
from model.store import Store
from model.what_if import suppose, tick, untick


@pytest.fixture
def bag() -> list[Record]:
    return read(Path(samples()["port-my-number"]).read_bytes()).records


def beginning(scene: Scene, word: str) -> list[Figure]:
    return [one for one in scene.everything() if one.key.startswith(word)]


def words_of(figures: list[Figure]) -> list[str]:
    return [mark.line.text for one in figures for mark in one.marks if isinstance(mark, Text)]


def test_without_being_asked_for_there_is_no_bond(bag: list[Record]) -> None:
    scene = Scene(Journey(Store.holding(bag)))
    assert beginning(scene, "bond") == []
    assert "bond" not in scene.layout.bands


def test_the_bond_runs_below_the_mood_through_every_phase_and_says_where_it_ends(bag: list[Record]) -> None:
    journey = Journey(Store.holding(bag))
    scene = Scene(journey, Measures(bond=True))
    figures = beginning(scene, "bond")
    assert len(figures) == len(journey.phases)
    bond = numbers(journey).figures["bond"].value
    assert bond is not None
    assert words_of(figures) == [f"{bond:+.1f}".replace("-", "−")]
    band = scene.layout.bands["bond"]
    assert all(band.start <= one.bounds.y and one.bounds.bottom <= band.end + 0.5 for one in figures)
    assert scene.layout.height > Scene(journey).layout.height


def test_the_bond_follows_moods_moments_and_the_persona_in_focus(bag: list[Record]) -> None:
    journey = Journey(Store.holding(bag))
    scene = Scene(journey, Measures(bond=True))

    def end() -> str:
        (said,) = words_of(beginning(scene, "bond"))
        return said

    before = end()
    set_mood(journey.store, journey.touchpoints[0], None, -2)
    changed = end()
    assert changed != before
    mark_moment(journey.store, journey.touchpoints[0])
    assert end() != changed
    anew = Scene(journey, Measures(bond=True))
    assert [one.marks for one in beginning(scene, "bond")] == [one.marks for one in beginning(anew, "bond")]
    persona = journey.personas[1].id
    scene.leads = frozenset({persona})
    told = numbers(journey, persona).figures["bond"].value
    assert told is not None
    assert end() == f"{told:+.1f}".replace("-", "−")


def test_a_map_without_moods_has_a_bond_of_nothing(bag: list[Record]) -> None:
    moodless = [one.model_copy(update={"mood": {}}) if one.kind == "touchpoint" else one for one in bag]
    scene = Scene(Journey(Store.holding(moodless)), Measures(bond=True))
    assert words_of(beginning(scene, "bond")) == []


def test_paper_shows_the_bond_if_asked_for(bag: list[Record]) -> None:
    journey = Journey(Store.holding(bag))
    plain, asked = poster(journey, PAPERS["A3"]), poster(journey, PAPERS["A3"], bond=True)
    assert not [one for one in plain.figures if one.key.startswith("bond")]
    assert len([one for one in asked.figures if one.key.startswith("bond")]) == len(journey.phases)
    (labels,) = [one for one in asked.figures if one.key == "labels"]
    assert "Bond" in words_of([labels])


def test_the_curve_of_today_is_drawn_where_something_is_supposed_and_named_where_they_part_most(
    bag: list[Record],
) -> None:
    today, supposed = Journey(Store.holding(bag)), suppose(bag)
    journey = Journey(supposed)
    scene = Scene(journey)
    scene.today = Today(today, journey)

    def dotted() -> list[Figure]:
        return [one for one in beginning(scene, "mood") if one.key.endswith(":today")]

    assert dotted() == []
    scan = next(one.id for one in today.ordered(Initiative) if one.title.startswith("Case number"))
    tick(supposed, today, scan)
    assert sorted(words_of(dotted())) == ["If done", "Today"]
    phase = journey.phases[2]
    assert f"mood:{phase}:0:today" in {one.key for one in dotted()}
    assert not any(one.key.startswith(f"mood:{journey.phases[4]}") for one in dotted())
    untick(supposed, today, scan)
    assert dotted() == []


def test_a_touchpoint_that_is_only_supposed_has_no_today(bag: list[Record]) -> None:
    today, supposed = Journey(Store.holding(bag)), suppose(bag)
    journey = Journey(supposed)
    scene = Scene(journey)
    scene.today = Today(today, journey)
    made = add_touchpoint(supposed, journey.phases[1], journey.channels[0], "New")
    set_mood(supposed, made, None, 2)
    assert scene.today.mood(made, journey.personas[0].id) is None
    assert [one for one in scene.everything() if one.key.endswith(":today")]
