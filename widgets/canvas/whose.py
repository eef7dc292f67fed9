"""The question of a drop among touchpoints of another department: who answers for it now?"""

from typing import TYPE_CHECKING

from model.whose import Asked, give
from widgets.canvas.ink_menu import InkMenu

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas


def words_of(asked: Asked | None) -> str:
    """What the note beside the hand says will be asked."""
    if asked is None:
        return ""
    own = asked.own.title if asked.own is not None else "as they are"
    return f"Asks once: {asked.there.title} or {own}?"


def ask(canvas: "Canvas", asked: Asked, on: str, merge: str) -> None:
    """Ask at a card; no answer leaves the department as it was, another one joins the step of the drop."""
    own = asked.own.title if asked.own is not None else "As they are"
    letters = asked.there.title[:1].upper(), own[:1].upper()
    first, second = letters if letters[0] != letters[1] and all(letters) else ("1", "2")
    question = "Whose is it now?" if len(asked.touchpoints) == 1 else "Whose are they now?"
    menu = InkMenu(canvas, question, [("there", asked.there.title, first), ("own", own, second)])

    def take(answer: str) -> None:
        if answer == "there":
            canvas.do(lambda: give(canvas.store, asked.touchpoints, asked.there.id, merge))

    menu.chosen.connect(take)
    canvas.asking = menu
    card = canvas.card_rect(on)
    menu.open_at(card.bottomLeft() if card is not None else canvas.map_rect().center())
