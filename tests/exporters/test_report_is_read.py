"""What a reader who cannot see the report hears, in which order and language; and what does not travel with it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from exporters.exporter import Leaving, unwatched
from exporters.pdf.report import ReportOptions, lay_out_report, write_report
from exporters.report.languages import script_of
from model.findings import Comment
from model.notes import add_note
from model.records import Touchpoint
from model.stamps import OTHERS
from tests.exporters.everything import leaving
from tests.exporters.stress import SCRIPTS, told_map
from tests.exporters.validating import complaints
from tests.journeys import journey_of

PAGES = ("Summary", "Journey map", "Gap register", "Promise and perception", "Value and roadmap")
SECRETS = ("Do not tell them", "Between us", "Thrown away", "Said otherwise", "Ingrid Nobody")


@lru_cache
def report() -> bytes:
    return write_report(leaving("port-my-number"), ReportOptions(reproducible=True), unwatched).content


def elements(content: bytes) -> list[Any]:
    """Every element of the structure tree in reading order, each as (role, element)."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root: Any = pdf.Root
        return [(str(one.S)[1:], _told(one)) for one in _all(root.StructTreeRoot.K)]


def _told(element: Any) -> dict[str, Any]:
    kids = element.get("/K")
    below = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    said = {key: str(element[key]) for key in ("/Alt", "/T", "/Lang") if key in element}
    scopes = [str(a.Scope)[1:] for a in element.get("/A", []) if "/Scope" in a]
    roles = [str(one.S)[1:] for one in below if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    return {**said, "kids": roles, "scope": scopes}


def _all(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K")
    for one in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield from _all(one)


def test_the_pages_are_read_in_their_order() -> None:
    titles = [told.get("/T", "") for role, told in elements(report()) if role == "Sect"]
    assert list(dict.fromkeys(titles))[: len(PAGES)] == list(PAGES)
    assert titles[-1] == "Method"
    moments = [one for one in titles if one.startswith("Moment ")]
    phases = [one for one in titles if one.startswith("Phase ")]
    assert titles.index(moments[-1]) < titles.index(phases[0])


def test_headings_skip_no_level() -> None:
    level = 0
    for role, _ in elements(report()):
        if role == "Sect":
            level = 0
        elif role in ("H1", "H2", "H3"):
            assert int(role[1]) <= level + 1
            level = int(role[1])


def test_every_figure_says_what_it_shows_in_journey_order() -> None:
    journey = leaving("port-my-number").journey
    alts = [told.get("/Alt", "") for role, told in elements(report()) if role == "Figure"]
    assert alts
    assert all(alts)
    moods = next(one for one in alts if one.startswith("Mood along the journey"))
    places = [moods.index(journey.store.of(Touchpoint)[one].title) for one in journey.touchpoints]
    assert places == sorted(places)
    systems = next(one for one in alts if "Needed and not connected" in one)
    assert "Systems in use: " in systems
    assert "Booking tool at touchpoint 10" in systems


def test_phases_are_read_touchpoint_by_touchpoint() -> None:
    leaves = leaving("port-my-number")
    store = leaves.journey.store.of(Touchpoint)
    laid = lay_out_report(leaves, ReportOptions(pages=("phases",)), unwatched)
    heard: list[str] = []
    for page in laid.pages:
        words: dict[int, list[str]] = {}
        for piece in page.pieces:
            texts = [mark.line.text for mark in piece.marks if hasattr(mark, "line")]
            words.setdefault(id(piece.tag), []).extend(texts)
        heard += [" ".join(words.get(id(tag), [])) for tag in page.tag.walk() if tag.role == "TH"]
    titles = [store[one].title for one in leaves.journey.touchpoints]
    found = [next(place for place, said in enumerate(heard) if title in said) for title in titles]
    assert found == sorted(found)


def test_every_table_has_heads_of_columns_and_rows() -> None:
    found = elements(report())
    rows = [told for role, told in found if role == "TR"]
    assert rows
    for told in rows:
        assert "TH" in told["kids"]
    assert all(told["scope"] for role, told in found if role == "TH")


# -- languages


@pytest.mark.parametrize(("script", "language"), [("german", "de"), ("arabic", "ar"), ("japanese", "ja")])
def test_passages_are_in_their_language(script: str, language: str) -> None:
    written = write_report(
        Leaving(journey_of(told_map(script, 4, 2))), ReportOptions(pages=("map", "register")), unwatched
    )
    found = elements(written.content)
    assert all(told.get("/Lang") == "en" for role, told in found if role == "Figure" and told.get("/Alt"))
    assert any(role == "TH" and told.get("/Lang") == "en" for role, told in found)
    assert any(role in ("P", "H1", "LBody", "TD") and "/Lang" not in told for role, told in found)
    assert complaints(written.content) == []
    with pikepdf.open(BytesIO(written.content)) as pdf:
        assert str(pdf.Root.Lang) == language


def test_words_in_another_script_are_in_theirs() -> None:
    fresh = journey_of(list(leaving("port-my-number").journey.store))
    with fresh.store.transaction("Quote") as change:
        change.update(fresh.touchpoints[0], title="家族で旅行に行きます")
    written = write_report(Leaving(fresh), ReportOptions(pages=("phases",)), unwatched)
    assert "ja" in {told.get("/Lang") for _, told in elements(written.content)}


@pytest.mark.parametrize(
    ("text", "script"),
    [
        *((says, {"english": "latin", "german": "latin", "japanese": "kana"}.get(name, name))
          for name, (_, says) in SCRIPTS.items()),
        ("確認します", "kana"), ("确认合同", "han"), ("한국어", "hangul"), ("Ψυχή", "greek"), ("12 – 3 %", ""),
    ],
)  # fmt: skip
def test_scripts_are_told_apart(text: str, script: str) -> None:
    assert script_of(text)[0] == script


# -- what does not travel


def secret() -> Leaving:
    """A map with a comment, a note, something in the trash, another value of a field and a colleague's name."""
    opened = leaving("port-my-number")
    fresh = journey_of(list(opened.journey.store))
    one = fresh.touchpoints[0]
    with fresh.store.transaction("Comment") as change:
        change.create(Comment, text=SECRETS[0], on=one)
    add_note(fresh.store, 10, 10, SECRETS[1])
    trashed = Touchpoint(id="tp_gone", title=SECRETS[2], place=fresh.store.of(Touchpoint)[one].place)
    stamps = {one: {"d": "1.a", OTHERS: {"title": [["2.b", SECRETS[3]]]}}, "tp_gone": {"d": "3.a", "@": []}}
    envelope = replace(
        opened.envelope, trash={"tp_gone": trashed}, stamps=stamps, unknown={"people": {"b": SECRETS[4]}}
    )
    return Leaving(fresh, envelope, name="Secret")


def everything_in(content: bytes) -> bytes:
    """All bytes of a PDF, and those of each stream unpacked."""
    found = [content]
    with pikepdf.open(BytesIO(content)) as pdf:
        for one in pdf.objects:
            found.append(one.read_bytes() if isinstance(one, pikepdf.Stream) else str(one).encode())
    return b"\n".join(found)


@pytest.mark.parametrize("source", [True, False])
def test_comments_notes_and_history_do_not_travel(source: bool) -> None:
    options = ReportOptions(pages=("map", "method"), source=source)
    content = write_report(secret(), options, unwatched).content
    inside = everything_in(content)
    for words in SECRETS:
        assert words.encode() not in inside
        assert words.encode("utf-16-be") not in inside
    assert (b'"journey"' in inside or b'"id":' in inside) == source


def test_notes_travel_where_they_are_asked_for_and_nothing_else() -> None:
    content = write_report(secret(), ReportOptions(pages=("map",), notes=True), unwatched).content
    inside = everything_in(content)
    assert [words for words in SECRETS if words.encode() in inside] == ["Between us"]


def test_without_its_map_a_report_has_nothing_inside() -> None:
    content = write_report(secret(), ReportOptions(pages=("method",), source=False), unwatched).content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert list(pdf.attachments) == []
        assert "/AF" not in pdf.Root
    assert complaints(content) == []
