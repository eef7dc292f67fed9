"""The table of actions says each thing once, and every action can be found."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QKeySequence

import resources
from app.action import Action
from app.actions import ACTIONS, MENUS, RECENT, SUBMENUS


def by_name(action: Action) -> str:
    return action.name


def test_names_are_unique() -> None:
    names = [action.name for action in ACTIONS]
    assert len(set(names)) == len(names)


def test_no_key_means_two_things() -> None:
    keys = [QKeySequence(key).toString() for action in ACTIONS for key in action.keys]
    assert len(set(keys)) == len(keys)
    assert all(keys)


@pytest.mark.parametrize("menu", [*MENUS, *SUBMENUS])
def test_a_letter_chooses_one_entry_of_a_menu(menu: str) -> None:
    texts = [action.text for action in ACTIONS if action.menu == menu]
    texts += [text for name, text in SUBMENUS.items() if name.partition("/")[0] == menu]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert sorted(set(letters)) == sorted(letters)
    assert len(letters) == len(texts)


@pytest.mark.parametrize("action", ACTIONS, ids=by_name)
def test_an_action_stands_in_a_menu_and_has_its_icon(action: Action) -> None:
    assert action.menu in MENUS or action.menu in SUBMENUS
    assert not action.icon or resources.path("icons", f"{action.icon}.svg").is_file()


@pytest.mark.parametrize("action", ACTIONS, ids=by_name)
def test_an_action_is_said_in_sentence_case(action: Action) -> None:
    first, *others = action.title.split()
    assert first[0].isupper() or first[0].isdigit()
    assert not any(
        word.istitle() for word in others if word not in ("Mind", "Gap", "PDF…") and first.isalpha()
    )


def test_actions_of_one_menu_stand_together() -> None:
    menus = [action.menu.partition("/")[0] for action in ACTIONS]
    changes = sum(one != other for one, other in pairwise(menus))
    assert changes == len(MENUS) - 1
    assert RECENT in SUBMENUS


def test_what_cannot_be_done_says_why() -> None:
    assert [action.name for action in ACTIONS if not action.needs.why_not and action.menu == "Map"] == []
