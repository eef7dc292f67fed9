"""Lenses: what the lanes of a map are, and what a drop into another lane changes. Every lens is one entry here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from model.departments import icon_of_department
from model.records import Channel, Department, Place, Touchpoint

LensName = Literal["customer", "department"]
Lane = Channel | Department


@dataclass(frozen=True, slots=True)
class Lens:
    """A way to look at a map: the records whose lanes it shows, and how touchpoints find theirs."""

    name: LensName
    title: str
    kind: type[Channel] | type[Department]
    """The records that are lanes."""
    loose: str
    """The lane of touchpoints whose own lane is missing."""
    loose_title: str
    takes_loose: bool
    """Whether a touchpoint can be put into the loose lane by hand."""
    lane_of: Callable[[Touchpoint], str | None]
    """The lane a touchpoint names, whether or not it is there."""
    moved_by: str
    """The field of a touchpoint that says in which lane it stands."""
    put: Callable[[Place, str], dict[str, Any]]
    """The fields of a touchpoint that is put at a place in a lane."""
    icon: Callable[[Lane | None], tuple[str, str]]
    """The name of a lane's icon, and the mode that it takes one from otherwise."""
    below: LensName
    """The lens whose lanes show as a band under the lanes of this one."""
    band: str
    """What the band of its lanes is called among those of a layout."""
    band_title: str
    band_is_seen: bool
    """Whether customers see what the band shows: then it stands above the line of visibility."""
    band_has_icons: bool


def _put_in_channel(place: Place, lane: str) -> dict[str, Any]:
    return {"place": place._replace(channel=lane)}


def _put_in_department(place: Place, lane: str) -> dict[str, Any]:
    return {"place": place, "department": None if lane == DEPARTMENT.loose else lane}


def _icon_of_channel(lane: Lane | None) -> tuple[str, str]:
    return (lane.icon, lane.mode) if isinstance(lane, Channel) else ("", "digital")


CUSTOMER = Lens(
    name="customer",
    title="Customer",
    kind=Channel,
    loose="ch_unsorted",
    loose_title="Unsorted",
    takes_loose=False,
    lane_of=lambda touchpoint: touchpoint.place.channel,
    moved_by="place",
    put=_put_in_channel,
    icon=_icon_of_channel,
    below="department",
    band="channels",
    band_title="Channel",
    band_is_seen=True,
    band_has_icons=True,
)
DEPARTMENT = Lens(
    name="department",
    title="Department",
    kind=Department,
    loose="de_none",
    loose_title="No department",
    takes_loose=True,
    lane_of=lambda touchpoint: touchpoint.department,
    moved_by="department",
    put=_put_in_department,
    icon=lambda lane: (icon_of_department(lane.title) if lane is not None else "person", ""),
    below="customer",
    band="departments",
    band_title="Department",
    band_is_seen=False,
    band_has_icons=False,
)
LENSES: dict[LensName, Lens] = {lens.name: lens for lens in (CUSTOMER, DEPARTMENT)}
