"""The page of a touchpoint: what it is, how it feels, who does it, what it hangs on."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from model.kinds import InvalidRecord
from model.records import Handover, System, Touchpoint
from widgets.buttons import IconButton
from widgets.chips import ChipKind
from widgets.fields import NumberField
from widgets.inspector.bench import sentence_of
from widgets.inspector.form import Page
from widgets.inspector.lists import Lead, Tag, Tags
from widgets.inspector.sections import Folded
from widgets.marks import QUALITIES, mood_token, persona_token
from widgets.picker import Picker
from widgets.score import Score, Scored
from widgets.text_area import quote_field
from widgets.words import Words

BELIEVED = "believed"
WE_BELIEVED = Scored(BELIEVED, "We believed", disc=False, hollow=True)
STORY = ("customer_does", "they_see", "staff_do", "unseen", "need", "need_met", "opportunity")
FIGURES = (
    "cost",
    "entry",
    "demand_per_day",
    "capacity_per_day",
    "state",
    "ends",
    "replaced_by",
    "told_first",
    "visible",
)
PLACE = ("place", "personas")
SYSTEM_CHIPS: tuple[tuple[str, ChipKind, str], ...] = (
    ("systems", "neutral", "dot"),
    ("missing_systems", "neg", "missing"),
)


class TouchpointPage(Page):
    """One touchpoint."""

    def build(self) -> Iterator[None]:
        """Make the sections, yielding between them."""
        first = self.section(line=False)
        first.column.setSpacing(4)
        self._head = self.head(first)
        self.title(first, "title", "What happens here?")
        self.marks(first)
        self.follow_with(self._show_head)
        yield
        self._feelings()
        yield
        quote = self.section("In their words")
        quote.column.setSpacing(2)
        quote.add(self.bind("quote", quote_field(self.look)), bleeds=True)
        yield
        self._figures()
        yield
        self._systems()
        self.rows(
            self.section("Handovers"),
            self._handovers,
            "None yet. Drag from a port of the card to another card.",
        )
        self.gaps_here(self._steps)
        yield
        self.fold("Note", lambda section: section.add(self.bind("note")))
        self.fold("What happens", lambda section: self.put(section, STORY))
        self.fold("When it works", lambda section: section.add(self.bind("target")))
        self.fold("Place and personas", lambda section: self.put(section, PLACE))
        self.fold("More", self._more)
        yield
        self.finish()

    @property
    def touchpoint(self) -> Touchpoint | None:
        """The touchpoint as it is now."""
        return self.bench.store.find(Touchpoint, self.ids[0])

    def _show_head(self) -> None:
        one = self.touchpoint
        if one is not None:
            number = str(self.bench.journey.number_of(one.id))
            token = mood_token(self.bench.journey.felt(one))
            self._head.say(("pill", number, token), ("words", self.bench.place_of(one), None))

    # -- how it feels

    def _feelings(self) -> None:
        section = self.section("How it feels")
        section.column.setSpacing(4)
        self.score = Score(self.look, parent=self)
        self.score.scored.connect(self._set_mood)
        section.add(self.score)
        self._difference = Words(self.look, "", "card_title", "neg", lines=0, parent=self)
        section.add(self._difference)
        self.show_when_new(self._people, self._show_people)
        self.follow_with(self._show_moods)

    def _people(self) -> list[Scored] | None:
        """Who comes here, and whoever has a mood here."""
        one = self.touchpoint
        if one is None:
            return None
        everyone = self.bench.journey.personas
        met = {p.id for p in self.bench.journey.personas_at(one)} | set(one.mood)
        return [
            Scored(p.id, self.bench.first_name(p), persona_token(n))
            for n, p in enumerate(everyone)
            if p.id in met
        ]

    def _show_people(self, people: list[Scored] | None) -> None:
        if people is not None:
            self.score.show_rows([*people, WE_BELIEVED])

    def _show_moods(self) -> None:
        one = self.touchpoint
        if one is None:
            return
        for key in self.score.rows:
            self.score.show_mood(key, one.believed if key == BELIEVED else one.mood.get(key))
        self._say_difference(one)

    def _set_mood(self, key: str, mood: object) -> None:
        field = BELIEVED if key == BELIEVED else f"mood/{key}"
        try:
            self.bench.update(
                self.ids, {field: mood}, "what we believed" if key == BELIEVED else "mood", field
            )
        except InvalidRecord as error:
            self.score.complain(sentence_of(error))

    def _say_difference(self, one: Touchpoint) -> None:
        felt = self.bench.journey.felt(one)
        self._difference.setVisible(felt is not None and one.believed is not None)
        if felt is None or one.believed is None:
            return
        apart = round(one.believed - felt, 1)
        if abs(apart) < 0.1:
            self._difference.say("We believed what they felt")
        else:
            self._difference.say(
                f"We believed {abs(apart):.1f} {'more' if apart > 0 else 'less'} than they felt"
            )
        is_much = abs(apart) >= 1
        self._difference.setFont(self.look.font("card_title" if is_much else "secondary"))
        self._difference.paint_in("neg" if is_much else "ink3")

    # -- who, how long, with what

    def _figures(self) -> None:
        section = self.section()
        effort = NumberField(
            self.look, "Effort", "1 very easy, 7 very hard", least=1, most=7, whole=True, unit="of 7"
        )
        section.add_grid(
            [
                [self.bind("department"), self.bind("owner")],
                [self.bind("wait_min"), self.bind("duration_min"), self.bind("effort", effort)],
            ]
        )

    def _systems(self) -> None:
        section = self.section("Systems")
        plus = IconButton(self.look, "plus", "Add a system", size=28, icon_size=16, parent=self)
        assert section.heading is not None
        section.heading.addWidget(plus)
        section.heading.setContentsMargins(6, 0, 0, 0)
        section.column.setSpacing(4)
        section.column.setContentsMargins(10, 10, 10, 16)
        tags = Tags(self.look, "None yet.", lambda system, at: self._open_system(at, system), self)
        section.add(tags)
        self.follow_with(lambda: tags.show_these(self._tags()))
        plus.clicked.connect(lambda: self._add_system(plus))

    def _tags(self) -> list[Tag]:
        one = self.touchpoint
        return [
            Tag(system.id, system.title or "Untitled", kind, mark)
            for field, kind, mark in SYSTEM_CHIPS
            for system in (self.bench.journey.systems if one is not None else [])
            if system.id in getattr(one, field)
        ]

    def _open_system(self, at: QWidget, system: str) -> None:
        options = [
            ("systems", "In use here"),
            ("missing_systems", "Needed here, not connected"),
            ("go", "Show this system"),
            ("none", "Remove from this touchpoint"),
        ]
        one = self.touchpoint
        current = "missing_systems" if one is not None and system in one.missing_systems else "systems"
        self.picker = Picker(self.look, options, current, self)
        self.picker.chosen.connect(lambda what: self._set_system(system, str(what)))
        self.picker.open_below(at)

    def _set_system(self, system: str, what: str) -> None:
        if what == "go":
            self.bench.selection.choose([system])
            return
        fields = {
            f"{field}/{system}": (True if field == what else None) for field in ("systems", "missing_systems")
        }
        self.bench.update(self.ids, fields, "systems", f"systems/{system}")

    def _add_system(self, at: QWidget) -> None:
        one = self.touchpoint
        if one is None:
            return
        there = one.systems | one.missing_systems
        options = [(s, words) for s, words in self.bench.candidates(["system"]) if s not in there]
        self.picker = Picker(self.look, [*options, (None, "New system")], None, self)
        self.picker.chosen.connect(self._take_system)
        self.picker.open_below(at)

    def _take_system(self, system: object) -> None:
        if isinstance(system, str):
            self._set_system(system, "systems")
            return
        with self.bench.store.transaction("Add system") as change:
            made = change.create(System, title="New system")
            change.update(self.ids[0], {f"systems/{made}": True})

    # -- what it hangs on

    def _handovers(self) -> list[Lead]:
        journey, one = self.bench.journey, self.ids[0]
        rows = [(h, h.source, "arrow-in") for h in journey.arriving(one)]
        rows += [(h, h.target, "arrow-out") for h in journey.leaving(one)]
        return [self._lead(h, other, icon) for h, other, icon in rows]

    def _lead(self, handover: Handover, other: str, icon: str) -> Lead:
        there = self.bench.store.find(Touchpoint, other)
        return Lead(
            handover.id,
            (there.title if there is not None else "") or "Untitled",
            icon=icon,
            number=str(self.bench.journey.number_of(other)),
            mark=handover.quality,
            said=QUALITIES[handover.quality].lower(),
        )

    def _steps(self) -> list[str]:
        journey, one = self.bench.journey, self.ids[0]
        return [one, *(h.id for h in [*journey.arriving(one), *journey.leaving(one)])]

    def _more(self, section: Folded) -> None:
        self.put(section, [*FIGURES, "systems", "missing_systems"])
