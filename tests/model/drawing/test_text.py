"""What a reader can rely on: no word is lost, every line fits, and what cannot be shown is said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.drawing import typeface
from model.drawing.bidi import base_level, bidi_levels
from model.drawing.breaking import tokens
from model.drawing.graphemes import graphemes
from model.drawing.marks import MM_PER_PT, Line
from model.drawing.shaping import cleaned
from model.drawing.text import Block, Style, broken, fitted, label, noting, shaped, width

BODY = Style("regular", 9)
CARD = Style("medium", 6.7, leading=7.75)
FACES: tuple[typeface.FaceName, ...] = ("regular", "medium", "semibold", "bold", "italic", "title", "quote")

ALPHABET = (
    "abc fi AVTo -–—/ …éß Ωж 日本語「」、。 مرحبا שלום 123 "
    "😀\u200d👩\ufe0f1\u20e3🇩🇪\u0301\t\n\u00a0\u200b\U000f0000"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=20)


def said(line: Line) -> str:
    """What the glyphs of a line stand for, run by run in reading order."""
    return "".join(
        "".join(glyph.text for glyph in (run.glyphs[::-1] if run.rtl else run.glyphs)) for run in line.runs
    )


def squeezed(text: str) -> str:
    """A text without any character a line may end at."""
    return "".join(
        token.text for part in cleaned(text).split("\n") for token in tokens(part) if not token.blank
    )


def missing_glyphs(line: Line) -> int:
    return sum(glyph.gid == 0 for run in line.runs for glyph in run.glyphs)


# -- shaping


@given(TEXTS)
@example("office \ufb01 A\u030a\u0327 \ud800 x")
def test_no_glyph_is_lost_and_none_is_the_empty_box_of_a_file(text: str) -> None:
    with noting() as notes:
        line = shaped(text, "regular")
    assert sorted(said(line)) == sorted(line.text)
    if not any(run.rtl for run in line.runs):
        assert said(line) == line.text == cleaned(text).replace("\n", " ")
    assert missing_glyphs(line) == 0
    assert {ch for ch, _ in notes.missing} <= set(line.text)


@pytest.mark.parametrize("face", FACES)
def test_every_face_draws_every_script(face: typeface.FaceName) -> None:
    with noting() as notes:
        line = shaped("Journey Ärger Ψυχή Жизнь 日本語 ひらがな مرحبا 😀 − × → …", face)
    assert notes.missing == []
    assert missing_glyphs(line) == 0


def test_kerning_is_used() -> None:
    letters = sum(width(ch, BODY) for ch in "AVATAR")
    assert width("AVATAR", BODY) < letters * 0.99


def test_a_decomposed_letter_is_composed() -> None:
    assert shaped("e\u0301", "regular") == shaped("é", "regular")


def test_control_characters_become_spaces() -> None:
    assert shaped("a\tb\x00c\nd", "regular").text == "a b c d"


def test_a_family_is_one_glyph_and_stays_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    line = shaped(f"a{family}b", "regular")
    assert [run.face for run in line.runs] == ["Inter-Regular", typeface.EMOJI, "Inter-Regular"]
    assert [glyph.text for glyph in line.runs[1].glyphs] == [family]
    assert graphemes(f"a{family}b") == ["a", family, "b"]


@pytest.mark.parametrize("cluster", ["1\ufe0f\u20e3", "👍\U0001f3fd", "🇩🇪", "❤\ufe0f"])
def test_what_a_reader_counts_as_one_emoji_comes_from_one_file(cluster: str) -> None:
    assert graphemes(f"x{cluster}y") == ["x", cluster, "y"]
    assert [run.face for run in shaped(cluster, "regular").runs] == [typeface.EMOJI]


def test_the_space_beside_an_emoji_is_the_texts_own() -> None:
    (emoji, space) = shaped("😀 ", "regular").runs
    assert (emoji.face, space.face) == (typeface.EMOJI, "Inter-Regular")


def test_arabic_is_joined_and_runs_right_to_left() -> None:
    (run,) = shaped("مرحبا بك", "bold").runs
    assert run.rtl
    assert run.face == "NotoSansArabic-SemiBold"
    assert "".join(glyph.text for glyph in run.glyphs)[::-1] == "مرحبا بك"
    apart = sum(shaped(ch, "bold").width for ch in "مرحبا")
    assert shaped("مرحبا", "bold").width < apart * 0.95


def test_a_number_inside_arabic_keeps_its_direction() -> None:
    line = shaped("رقم 123 هنا", "regular")
    assert ["".join(g.text for g in run.glyphs) for run in line.runs if not run.rtl] == ["123"]
    assert "".join(glyph.text for run in line.runs for glyph in run.glyphs) == "".join(
        ("هنا"[::-1], " 123 ", "رقم"[::-1])
    )


def test_directions_follow_the_paragraph() -> None:
    assert base_level("123 مرحبا abc") == 1
    assert bidi_levels("ab مر 12") == [0, 0, 0, 1, 1, 1, 2, 2]
    assert bidi_levels("ab", base=1) == [2, 2]
    assert bidi_levels("مر, ab.") == [1, 1, 1, 1, 2, 2, 1]


def test_a_line_keeps_the_directions_of_its_paragraph() -> None:
    embedded = "Told: \u202babc def, ghi jkl.\u202c"
    lines = broken(embedded, BODY, width("Told: abc def, ", BODY), balanced=False).lines
    assert [line.text.strip("\u202b\u202c") for line in lines] == ["Told: \u202babc def,", "ghi jkl."]
    ways = {glyph.text: run.rtl for run in lines[1].runs for glyph in run.glyphs}
    assert ways["l"] is False
    assert ways["."] is True, "alone on its line the full stop would run left to right"


def test_tabular_figures_are_equally_wide() -> None:
    ones, eights = (width(t, Style("regular", 9, tabular=True)) for t in ("1111", "8888"))
    assert ones == pytest.approx(eights)
    assert width("1111", BODY) < width("8888", BODY)


def test_letter_spacing_counts_once_per_character() -> None:
    spaced = Style("semibold", 7, spacing=0.08)
    plain = Style("semibold", 7)
    assert width("KICKER", spaced) - width("KICKER", plain) == pytest.approx(6 * 0.08 * 7 * MM_PER_PT)
    assert label(0, 0, "KICKER", spaced).width == pytest.approx(width("KICKER", spaced))


def test_what_no_font_has_is_a_box_and_is_reported() -> None:
    with noting() as notes:
        line = shaped("x\U000f0000y", "regular")
        shaped("x\U000f0000y", "regular")
    assert notes.missing == [("\U000f0000", 0xF0000)]
    box = typeface.typeface("Inter-Regular").gid(typeface.BOX)
    assert [(g.gid == box, g.text) for g in line.runs[0].glyphs][1] == (True, "\U000f0000")


def test_notes_of_one_collection_stay_out_of_another() -> None:
    with noting() as outer:
        with noting() as inner:
            broken("one two three \U000f0001", BODY, 5, most=1)
        assert outer.cut == []
    assert inner.cut == ["one two three \U000f0001"]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    "text", ["Confirm the porting date", "AVATAR Type To. We", "Où est-ce ? Ärger", "0123456789"]
)
def test_widths_agree_with_the_screens(qapp: object, face: typeface.FaceName, text: str) -> None:
    from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

    name = typeface.STACKS[face][0]
    family = QFontDatabase.addApplicationFont(str(typeface.font_file(name)))
    font = QFont(QFontDatabase.applicationFontFamilies(family))
    font.setWeight(
        {"Bold": QFont.Weight.Bold, "SemiBold": QFont.Weight.DemiBold, "Medium": QFont.Weight.Medium}.get(
            name.partition("-")[2], QFont.Weight.Normal
        )
    )
    font.setItalic(name.endswith("Italic"))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(9)
    theirs = QFontMetricsF(font).horizontalAdvance(text)
    assert shaped(text, face).width * 9 == pytest.approx(theirs, rel=0.0025, abs=len(text) / 64)


# -- breaking


@given(TEXTS, st.floats(0.5, 40), st.booleans())
@example("\n", 10, True)
@example("x" * 400, 15, True)
@example("👨\u200d👩\u200d👧" * 20, 6, True)
def test_lines_fit_and_give_the_text_back(text: str, w: float, balanced: bool) -> None:
    block = broken(text, BODY, w, balanced=balanced)
    for line in block.lines:
        fits = (line.width * BODY.size) * MM_PER_PT <= w + 1e-6
        assert fits or sum(width(each, BODY) > 0 for each in graphemes(squeezed(line.text))) <= 1
    assert squeezed("".join(line.text for line in block.lines)) == squeezed(text)
    assert not block.cut


@given(TEXTS, st.floats(3, 40), st.integers(1, 4))
def test_at_most_so_many_lines_and_a_cut_is_told(text: str, w: float, most: int) -> None:
    told: list[str] = []
    block = broken(text, CARD, w, most=most, report=told.append)
    assert len(block.lines) <= most
    assert block.cut == (told == [text])
    if block.cut:
        assert block.lines[-1].text.endswith("…")
        assert block.width <= w + 1e-6 or any(len(graphemes(line.text)) <= 1 for line in block.lines)


@given(TEXTS)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


def texts(block: Block) -> list[str]:
    return [line.text for line in block.lines]


def test_short_blocks_are_balanced() -> None:
    text = "The customer waits for the porting date and hears nothing at all"
    w = width(text, BODY) * 0.85
    assert len(broken(text, BODY, w, balanced=False).lines[1].text) < 15
    first, second = broken(text, BODY, w).lines
    assert abs(len(first.text) - len(second.text)) < 10


def test_balancing_never_splits_a_word() -> None:
    text = "an internationalization of it"
    assert (
        "internationalization" in texts(broken(text, BODY, width("an internationalization", BODY) + 0.1))[0]
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Wort-Trennung", ["Wort-", "Trennung"]),
        ("Abend/Morgen", ["Abend/", "Morgen"]),
        ("before—afterwards", ["before—", "afterwards"]),
        ("first line\nsecond", ["first line", "second"]),
    ],
)
def test_lines_end_after_hyphens_dashes_and_slashes_and_where_a_person_ended_them(
    text: str, lines: list[str]
) -> None:
    w = max(width(line, BODY) for line in lines) + 0.1
    assert texts(broken(text, BODY, w)) == lines


def test_numbers_and_no_break_spaces_stay_together() -> None:
    assert texts(broken("open 24/7 for 10\u00a0€", BODY, width("10\u00a0€", BODY) * 1.4)) == [
        "open",
        "24/7",
        "for",
        "10\u00a0€",
    ]


def test_a_word_of_400_characters_is_cut_between_characters() -> None:
    family = "👨\u200d👩\u200d👧"
    block = broken((family + "x") * 200, BODY, 15)
    assert "".join(texts(block)) == (family + "x") * 200
    assert all(line.text[0] in "👨x" and line.text[-1] in "👧x" for line in block.lines)


def test_japanese_breaks_between_characters_but_not_before_a_full_stop_or_after_a_bracket() -> None:
    text = "契約を「確認」、します。番号を「変更」する。" * 3
    for w in range(10, 40):
        lines = texts(broken(text, BODY, w, balanced=False))
        assert "".join(lines) == text
        assert not any(line[0] in "、。」" or line[-1] == "「" for line in lines)


def test_right_to_left_paragraphs_stand_at_the_right_and_keep_their_direction() -> None:
    block = broken("مرحبا بالعالم abc 123", BODY, 15)
    assert block.rtl
    marks = block.marks(10, 0, 15)
    assert all(mark.x + mark.width == pytest.approx(25) for mark in marks)


def test_a_text_that_does_not_fit_one_line_ends_with_an_ellipsis_and_is_reported() -> None:
    told: list[str] = []
    line = fitted("A name that is far too long\nfor this", BODY, 20, told.append)
    assert line.text.startswith("A name")
    assert line.text.endswith("…")
    assert line.width * BODY.size * MM_PER_PT <= 20
    assert told == ["A name that is far too long\nfor this"]


def test_marks_are_placed_by_their_baselines() -> None:
    block = broken("one\ntwo", CARD, 30)
    first, second = block.marks(2, 5)
    assert first.y == pytest.approx(5 + (7.75 / 2 + 6.7 * 0.36) * MM_PER_PT)
    assert second.y - first.y == pytest.approx(7.75 * MM_PER_PT)
    assert block.height == pytest.approx(2 * 7.75 * MM_PER_PT)
    assert block.marks(0, 0, 30, "right")[0].x + first.width == pytest.approx(30)
    assert block.marks(0, 0, 30, "centre")[0].x + first.width / 2 == pytest.approx(15)


def test_a_label_can_be_centred_and_end_at_a_place() -> None:
    assert label(10, 0, "abc", BODY, "centre").x == pytest.approx(10 - width("abc", BODY) / 2)
    assert label(10, 0, "abc", BODY, "right").x == pytest.approx(10 - width("abc", BODY))
