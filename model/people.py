"""The people who work on a map: the name behind each replica, as the file holds it beside the records."""

from collections.abc import Mapping
from dataclasses import replace

from model.envelope import Envelope

PEOPLE = "people"
"""The top-level key of a file under which the names stand: {replica: name}."""
LONGEST = 80
"""So many signs of a name are kept."""


def names_in(envelope: Envelope) -> dict[str, str]:
    """The names of people by their replicas; what is no name is left out."""
    people = envelope.unknown.get(PEOPLE)
    if not isinstance(people, Mapping):
        return {}
    return {key: name for key, name in people.items() if isinstance(name, str) and name.strip()}


def name_of(envelope: Envelope, replica: str) -> str:
    """What the person behind a replica is called, on one line; empty where nobody said."""
    return " ".join(names_in(envelope).get(replica, "").split())[:LONGEST]


def with_name(envelope: Envelope, replica: str, name: str) -> Envelope:
    """The envelope with a person's name; a replica that has a name keeps it."""
    name, names = " ".join(name.split())[:LONGEST], names_in(envelope)
    if not name or replica in names:
        return envelope
    return replace(
        envelope, unknown={**envelope.unknown, PEOPLE: dict(sorted({**names, replica: name}.items()))}
    )
