"""What a channel looks like where only its icon is shown."""

from model.drawing.figures.icons import ICONS, OF_MODE
from model.records import Channel


def icon_of(channel: Channel) -> str:
    """The icon of a channel: its own if it has one that we know, else that of its mode, as on the map."""
    return channel.icon if channel.icon in ICONS else OF_MODE.get(channel.mode, "web")
