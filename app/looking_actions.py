"""What a person can ask for about how the map is looked at: the lens, and what is in focus."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.action import A_MAP, Action, Need, chosen
from model.focus import Focus
from model.records import Department, Persona, Phase, Touchpoint

if TYPE_CHECKING:
    from app.window import Window

PERSONAS = 6
"""So many personas have a key."""
A_FOCUS = Need(lambda w: _focus(w) != Focus(), "Everything is shown.")
A_DEPARTMENT = Need(
    lambda w: w.session is not None and _department(w) is not None,
    "Select a touchpoint that has a department, or a department, first.",
)
A_PHASE = Need(
    lambda w: w.session is not None and _phase(w) is not None, "Select a touchpoint or a phase first."
)


def _focus(w: Window) -> Focus:
    return w.canvas.focus if w.editor is not None else Focus()


def _chosen_touchpoint(w: Window) -> Touchpoint | None:
    if w.session is None:
        return None
    found = (w.session.store.find(Touchpoint, one) for one in reversed(w.session.selection.ids))
    return next((one for one in found if one is not None), None)


def _department(w: Window) -> str | None:
    """The department in focus, else that of the selection."""
    touchpoint, session = _chosen_touchpoint(w), w.session
    wanted = _focus(w).department or (touchpoint.department if touchpoint is not None else None)
    if wanted is None and chosen("department")(w) and session is not None:
        wanted = session.selection.only
    return wanted if session is not None and session.store.find(Department, wanted) is not None else None


def _phase(w: Window) -> str | None:
    """The phase in focus, else that of the selection."""
    touchpoint, session = _chosen_touchpoint(w), w.session
    wanted = _focus(w).phase or (touchpoint.place.phase if touchpoint is not None else None)
    if wanted is None and chosen("phase")(w) and session is not None:
        wanted = session.selection.only
    return wanted if session is not None and session.store.find(Phase, wanted) is not None else None


def _only(kind: type[Department] | type[Phase], w: Window, wanted: str | None, else_: str) -> str:
    found = w.session.store.find(kind, wanted) if w.session is not None else None
    return f"Only {(found.title or 'Untitled').replace('&', '&&')}" if found is not None else else_


def _switch_department(w: Window) -> None:
    now = _focus(w)
    w.canvas.look_at(replace(now, department=None if now.department else _department(w)))


def _switch_phase(w: Window) -> None:
    now = _focus(w)
    w.canvas.look_at(replace(now, phase=None if now.phase else _phase(w)))


def _switch_failing(w: Window) -> None:
    w.canvas.look_at(replace(_focus(w), failing=not _focus(w).failing))


def _switch_lens(w: Window) -> None:
    w.canvas.choose_lens(w.canvas.lens_wanted.below)


def _persona_at(w: Window, place: int) -> Persona | None:
    everyone = w.session.journey.personas if w.session is not None else []
    return everyone[place] if place < len(everyone) else None


def _persona(place: int) -> Action:
    def called(w: Window) -> str:
        persona = _persona_at(w, place)
        name = (persona.name or "Untitled").replace("&", "&&") if persona is not None else "Nobody"
        return f"&{place + 1}  {name}"

    def switch(w: Window) -> None:
        persona = _persona_at(w, place)
        if persona is not None:
            w.canvas.look_at(replace(_focus(w), personas=_focus(w).personas ^ {persona.id}))

    def is_on(w: Window) -> bool:
        persona = _persona_at(w, place)
        return persona is not None and persona.id in _focus(w).personas

    return Action(
        f"focus_persona_{place + 1}",
        f"&{place + 1}  Only this persona",
        "View/Focus",
        switch,
        (f"Ctrl+{place + 1}",),
        Need(lambda w: _persona_at(w, place) is not None, "Add a persona first.", hides=True),
        now_called=called,
        is_on=is_on,
    )


LOOKING = (
    Action(
        "department_lens",
        "Department &lens",
        "View",
        _switch_lens,
        ("L",),
        A_MAP,
        is_on=lambda w: w.editor is not None and w.canvas.lens_wanted.name == "department",
        after_line=True,
    ),
    *(_persona(place) for place in range(PERSONAS)),
    Action(
        "focus_department",
        "Only its &department",
        "View/Focus",
        _switch_department,
        ("Shift+D",),
        A_DEPARTMENT,
        now_called=lambda w: _only(Department, w, _department(w), "Only its &department"),
        is_on=lambda w: _focus(w).department is not None,
        after_line=True,
    ),
    Action(
        "focus_phase",
        "Only its &phase",
        "View/Focus",
        _switch_phase,
        ("Shift+P",),
        A_PHASE,
        now_called=lambda w: _only(Phase, w, _phase(w), "Only its &phase"),
        is_on=lambda w: _focus(w).phase is not None,
    ),
    Action(
        "focus_failing",
        "Only &failing handovers",
        "View/Focus",
        _switch_failing,
        ("X",),
        A_MAP,
        is_on=lambda w: _focus(w).failing,
    ),
    Action(
        "focus_everything",
        "Show &everything",
        "View/Focus",
        lambda w: w.canvas.look_at(),
        ("Shift+Esc",),
        A_FOCUS,
        after_line=True,
    ),
)
