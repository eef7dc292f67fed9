"""What a room does about a gap: let it stand, name it, judge it, and decide to close it."""

from datetime import date

from model.findings import Action, Initiative, NamedGap, Waiver
from model.gaps import Gap, Sign
from model.gaps.gap import key_of
from model.orders import rank_for
from model.store import Store


def waive(store: Store, gap: Gap, reason: str, by: str, on: date) -> str:
    """Let a gap stand, with the reason and who says so; returns the waiver's id."""
    with store.transaction("Waive a gap") as change:
        for one in [one for one in store.of(Waiver).values() if one.gap == gap.key]:
            change.delete(one.id)
        return change.create(Waiver, gap=gap.key, reason=reason, by=by, on=on)


def lift_waiver(store: Store, gap: Gap) -> None:
    """Let a gap stand no longer."""
    with store.transaction("Lift a waiver") as change:
        for one in [one for one in store.of(Waiver).values() if one.gap == gap.key]:
            change.delete(one.id)


def name_gap(store: Store, gap: Gap, title: str = "", customers_say: str = "", believed: str = "") -> str:
    """Give a computed gap a name of the room's own, so that it leads; returns the named gap's id."""
    about = frozenset(one for one in (gap.anchor, *gap.about) if one in store)
    with store.transaction("Name a gap") as change:
        made = change.create(
            NamedGap,
            title=title or gap.title,
            about=about,
            covers=frozenset({key_of(gap.anchor)}),
            customers_say=customers_say,
            we_believed=believed,
            rank=rank_for(change, NamedGap),
        )
        for waiver in [one for one in store.of(Waiver).values() if one.gap == gap.key]:
            change.update(waiver.id, gap=made)
        return made


def cover(store: Store, named: str, gap: Gap, is_covered: bool) -> None:
    """Let a computed gap fold into a named one, or stand by itself again."""
    label = "Fold a gap into another" if is_covered else "Let a gap stand by itself"
    with store.transaction(label) as change:
        change.update(named, {f"covers/{key_of(gap.anchor)}": True if is_covered else None})


def judge(store: Store, named: str, severity: float | None, reason: str) -> None:
    """Give a named gap a severity of the room's own with the reason for it, or take it back."""
    label = "Give a gap its severity" if severity is not None else "Let the rules judge a gap"
    with store.transaction(label) as change:
        change.update(
            named, severity_override=severity, severity_reason=reason if severity is not None else ""
        )


def make_initiative(store: Store, gap: Gap, title: str, owner: str) -> str:
    """Plan work that closes a gap; returns the initiative's id."""
    with store.transaction("Make an initiative of a gap") as change:
        return change.create(
            Initiative,
            title=title,
            owner=owner,
            closes=frozenset({gap.key}),
            rank=rank_for(change, Initiative),
        )


def take_on(store: Store, todo: Sign, text: str, owner: str) -> str:
    """Make an action of something that is still to do; returns its id."""
    with store.transaction("Take on a to-do") as change:
        return change.create(
            Action,
            text=text,
            owner=owner,
            of=todo.anchor if todo.anchor in store else None,
            rank=rank_for(change, Action),
        )


def closing(store: Store, gap: Gap) -> list[Initiative]:
    """The initiatives that close a gap, or one that it covers."""
    keys = {gap.key, *(one.key for one in gap.covers)}
    found = [one for one in store.of(Initiative).values() if keys & one.closes]
    return sorted(found, key=lambda one: (one.rank, one.id))


def actions_of(store: Store, record: str) -> list[Action]:
    """The next steps that are about a record."""
    found = (store.find(Action, one) for one in store.referring_to(record))
    return sorted(
        (one for one in found if one is not None and one.of == record), key=lambda one: (one.rank, one.id)
    )
