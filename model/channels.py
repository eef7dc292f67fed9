"""What a channel's name says of it: how people meet there, and which icon stands for it."""

import re
from typing import Literal, NamedTuple

from model.operations import naming
from model.records import Channel
from model.rules import GONE, Refused
from model.store import Store

Mode = Literal["digital", "physical", "voice", "post"]


class Likeness(NamedTuple):
    """A mode and an icon."""

    mode: Mode
    icon: str


KNOWN: tuple[tuple[str, Likeness], ...] = (
    (r"chat|whatsapp|messenger|bot", Likeness("digital", "chat")),
    (r"sms|e-?mails?|mail|newsletter|text message|push|messages?", Likeness("digital", "msg")),
    (r"phone|call|calls|hotline|telephone|voice|ivr", Likeness("voice", "phone")),
    (r"stores?|shops?|branch|counter|desk|site visit|in person|event", Likeness("physical", "store")),
    (r"post|letters?|parcel|delivery|courier", Likeness("post", "post")),
    (r"web|website|site|online|app|portal|internet", Likeness("digital", "web")),
)
"""Words by which a channel is known, the first that fits."""


def likeness_of(title: str) -> Likeness | None:
    """What a channel of this name most likely is; None where its name says nothing."""
    said = title.casefold()
    return next((like for words, like in KNOWN if re.search(rf"\b(?:{words})\b", said)), None)


def name_channel(store: Store, channel: str, title: str) -> None:
    """Rename a channel; what it was only by its old name it becomes by its new one, as one step."""
    found = store.find(Channel, channel)
    if found is None:
        raise Refused(GONE)
    was, like = likeness_of(found.title), likeness_of(title)
    fields: dict[str, object] = {"title": title}
    is_by_name = (found.mode, found.icon) in ((was or ("digital", "")), ("digital", ""))
    if like is not None and is_by_name:
        fields |= {"mode": like.mode, "icon": like.icon}
    with store.transaction("Rename a channel", merge=naming(channel)) as change:
        change.update(channel, fields)
