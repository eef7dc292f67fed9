"""What a facilitator does with sticky notes: each verb is one step with a name that undo can show."""

from collections.abc import Iterable, Mapping

from model.findings import Comment, Note
from model.kinds import WORDS
from model.lenses import CUSTOMER, Lens
from model.operations import add_touchpoint, mark_pain
from model.records import LONGEST_TEXT, Handover, Touchpoint, new_id
from model.rules import GONE, Refused
from model.store import Store, Transaction

EMPTY = "The note is empty; write on it first."


def add_note(store: Store, x: float, y: float, text: str = "", *, colour: str = "", author: str = "") -> str:
    """Put a sticky note on the map (mm of the drawing); returns its id. Writing on it joins this step."""
    note = new_id("note")
    place = {"x": round(x, 2), "y": round(y, 2)}
    with store.transaction("Add a sticky note", merge=f"{note}/text") as change:
        return change.create(Note, id=note, text=text[:LONGEST_TEXT], colour=colour, author=author, **place)


def write_note(store: Store, note: str, text: str) -> bool:
    """Write on a sticky note; one that is left empty goes away. Returns whether it is still there."""
    found = _note(store, note)
    text = text[:LONGEST_TEXT]
    if text:
        if text != found.text:
            with store.transaction("Write on a sticky note", merge=f"{note}/text") as change:
                change.update(note, text=text)
        return True
    with store.transaction("Delete a sticky note", merge=f"{note}/text") as change:
        change.delete(note)
    return False


def move_notes(store: Store, places: Mapping[str, tuple[float, float]]) -> None:
    """Put sticky notes at places of the drawing, mm."""
    for note in places:
        _note(store, note)
    with store.transaction(_counted("Move", places)) as change:
        for note, (x, y) in places.items():
            change.update(note, x=round(x, 2), y=round(y, 2))


def colour_notes(store: Store, notes: Iterable[str], colour: str) -> None:
    """Give sticky notes a colour."""
    chosen = [_note(store, one).id for one in notes]
    with store.transaction(_counted("Colour", chosen)) as change:
        for note in chosen:
            change.update(note, colour=colour)


def vote_for(store: Store, notes: Iterable[str], votes: int = 1) -> None:
    """Give each of these sticky notes a vote, or take one back with −1."""
    chosen = [_note(store, one) for one in notes]
    with store.transaction("Vote" if votes > 0 else "Take a vote back") as change:
        for note in chosen:
            change.update(note.id, votes=max(0, min(10**6, note.votes + votes)))


def note_to_pain(store: Store, note: str, on: str) -> str:
    """Make a sticky note a pain point of a touchpoint or handover; returns the pain point's id."""
    found = _written(store, note)
    if not isinstance(store.get(on), Touchpoint | Handover):
        raise Refused(GONE)
    with store.transaction("Make a note a pain point") as change:
        pain = mark_pain(store, on)
        change.update(pain, text=found.text)
        _go_over(change, note, pain)
    return pain


def note_to_quote(store: Store, note: str, touchpoint: str) -> None:
    """Make a sticky note what customers say at a touchpoint, in place of what stands there."""
    found = _written(store, note)
    if store.find(Touchpoint, touchpoint) is None:
        raise Refused(GONE)
    with store.transaction("Make a note a quote") as change:
        change.update(touchpoint, quote=found.text.strip("“” \n"))
        _go_over(change, note, touchpoint)


def note_to_touchpoint(
    store: Store, note: str, phase: str, lane: str, before: str | None = None, lens: Lens = CUSTOMER
) -> str:
    """Make a sticky note a touchpoint of a phase and lane; returns the touchpoint's id."""
    found = _written(store, note)
    with store.transaction("Make a note a touchpoint") as change:
        made = add_touchpoint(store, phase, lane, " ".join(found.text.split()), before=before, lens=lens)
        _go_over(change, note, made)
    return made


def _go_over(change: Transaction, note: str, record: str) -> None:
    """Let what was said about a note be said about a record, and take the note away."""
    for one in sorted(change.store.referring_to(note)):
        if isinstance(change.store[one], Comment):
            change.update(one, on=record)
    change.delete(note)


def _note(store: Store, note: str) -> Note:
    found = store.find(Note, note)
    if found is None:
        raise Refused(GONE)
    return found


def _written(store: Store, note: str) -> Note:
    found = _note(store, note)
    if not found.text.strip():
        raise Refused(EMPTY)
    return found


def _counted(verb: str, notes: Iterable[str]) -> str:
    count = len(list(notes))
    return f"{verb} a {WORDS['note']}" if count == 1 else f"{verb} {count} {WORDS['note']}s"
