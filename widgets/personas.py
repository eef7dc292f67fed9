"""What personas are called where there is little room."""

from collections.abc import Sequence

from model.records import Persona


def short_name(persona: Persona, everyone: Sequence[Persona]) -> str:
    """The first word of a persona's name, unless two personas share it."""
    words = persona.name.split()
    if not words:
        return "Untitled"
    shared = sum(one.name.split()[:1] == words[:1] for one in everyone)
    return persona.name if shared > 1 else words[0]
