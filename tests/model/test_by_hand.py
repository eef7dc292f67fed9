"""What was changed in a file by hand joins as the change of one person more."""

from dataclasses import replace

from model import operations as do
from model.by_hand import Before, stamped
from model.envelope import Envelope, Opened
from model.format import read, write
from model.join import conflicts, join
from model.stamps import Stamps
from model.store import Store
from tests.model.test_join import BASE, Person, same, start, there, title


def by_hand(opened: Opened, old: str, new: str) -> Opened:
    """A file as somebody leaves it who replaces a text in it."""
    return read(write(opened.records, opened.envelope).replace(old.encode(), new.encode()))


def test_a_text_that_was_changed_by_hand_is_later_than_what_it_replaced() -> None:
    for new in ("A", "Zzz"):
        edited = stamped(by_hand(start(), "Asks", new), Before.of(start()))
        assert title(join(edited, start()), "tp_2") == title(join(start(), edited), "tp_2") == new
        assert conflicts(join(edited, start())) == []


def test_everybody_who_finds_a_change_by_hand_gives_it_the_same_stamp() -> None:
    edited = by_hand(start(), "Asks", "Asks nicely")
    first, second = (stamped(edited, Before.of(start())) for _ in range(2))
    assert same(first, second)
    assert same(join(first, second), first)


def test_a_change_by_hand_and_one_in_the_app_are_both_kept() -> None:
    mei = Person("mei", start())
    do.rename(mei.store, "tp_2", "Asks Mei")
    whole = join(mei.share(), stamped(by_hand(start(), "Asks", "Asks nicely"), Before.of(start())))
    (conflict,) = conflicts(whole)
    assert {value for _, value in conflict.values} == {"Asks Mei", "Asks nicely"}


def test_a_line_that_was_taken_out_by_hand_is_deleted() -> None:
    shorter = Opened([one for one in BASE if one.id != "ho_1"], start().envelope, [])
    edited = stamped(shorter, Before.of(start()))
    assert "ho_1" not in there(join(start(), edited))
    assert "ho_1" in edited.envelope.trash


def test_an_older_copy_has_nothing_taken_out() -> None:
    mei = Person("mei", start())
    do.add_phase(mei.store, "Hers")
    saved = mei.share()
    assert stamped(start(), Before.of(saved)) == start()
    assert there(join(saved, stamped(start(), Before.of(saved)))) == there(saved)


def test_what_was_saved_by_the_app_stays_as_it_is() -> None:
    mei = Person("mei", start())
    do.rename(mei.store, "tp_2", "Asks Mei")
    saved = mei.share()
    assert stamped(saved, Before.of(start())) is saved
    assert stamped(saved, Before.of(saved)) is saved


def test_a_file_that_says_nonsense_about_what_it_has_seen_is_read_all_the_same() -> None:
    envelope = replace(start().envelope, seen={"mei": "many"})
    edited = stamped(by_hand(replace(start(), envelope=envelope), "Asks", "A"), Before.of(start()))
    assert title(join(edited, start()), "tp_2") == "A"


def test_it_can_be_gone_on_from() -> None:
    edited = stamped(by_hand(start(), "Asks", "A"), Before.of(start()))
    store = Store.holding(edited.records)
    stamps = Stamps(store, edited.envelope.seen, edited.envelope.stamps, edited.envelope.trash, "mei")
    do.rename(store, "tp_2", "B")
    envelope: Envelope = replace(edited.envelope, seen=stamps.seen, stamps=stamps.to_share())
    whole = join(Opened(list(store), envelope, []), edited, start())
    assert (title(whole, "tp_2"), conflicts(whole)) == ("B", [])
