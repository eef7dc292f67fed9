"""What is true of an open map, its file and this computer, in one line that is always true."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.session import Session


def told_state(session: Session) -> str:
    """The line in the top bar."""
    if session.supposes is not None:
        return f"What if · {told_state(session.supposes)}"
    if session.is_read_only:
        return "Read only" if session.is_saved else "Read only, changes not saved"
    unkept = session.keeping.trouble if session.keeping is not None else ""
    if session.trouble:
        return f"{session.trouble}, saved here ✓" if session.is_kept_here else session.trouble
    kept = "On this computer ✓" if session.is_kept_here else unkept
    return " · ".join(part for part in (kept, _of_file(session)) if part)


def _of_file(session: Session) -> str:
    """What is true of the file."""
    if session.path is None:
        return f"From {session.came_from}, not saved yet" if session.came_from else "Not in a shared file yet"
    if session.is_saving:
        return "saving…"
    if not session.is_saved:
        return "Not in the shared file yet"
    when = f" {session.saved_at:%H:%M}" if session.saved_at else ""
    whose = f", joined with {session.joined_with}’s" if session.joined_with else ""
    return f"In the shared file ✓{when}{whose}"


def is_told_as_trouble(session: Session) -> bool:
    """Whether that line says nothing good."""
    return bool(session.trouble or (session.keeping is not None and session.keeping.trouble))
