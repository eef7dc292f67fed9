"""Whether the system asks programs to move as little as possible, where that can be known."""

import subprocess
import sys

PATIENCE = 0.5
"""No system is asked for longer, s."""
OFF_ON_WINDOWS = 0x1042
"""SPI_GETCLIENTAREAANIMATION."""


def system_wants_calm() -> bool:
    """Whether the system's settings say that things should not move; False where it does not say."""
    try:
        if sys.platform == "win32":
            return _on_windows()
        if sys.platform == "darwin":
            return _on_mac()
        return _on_a_desktop_bus()
    except (OSError, ImportError, AttributeError, subprocess.SubprocessError):
        return False


def _on_windows() -> bool:
    import ctypes

    moves = ctypes.c_int(1)
    user32 = ctypes.windll.user32  # type: ignore[attr-defined,unused-ignore]
    user32.SystemParametersInfoW(OFF_ON_WINDOWS, 0, ctypes.byref(moves), 0)
    return not moves.value


def _on_mac() -> bool:
    asked = ["defaults", "read", "com.apple.universalaccess", "reduceMotion"]
    said = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE, check=False)
    return said.stdout.strip() == "1"


def _on_a_desktop_bus() -> bool:
    """What the desktop portal says, as GNOME keeps it."""
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusVariant

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    portal = QDBusInterface(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
        bus,
    )
    portal.setTimeout(round(PATIENCE * 1000))
    said = portal.call("ReadOne", "org.gnome.desktop.interface", "enable-animations").arguments()
    moves = said[0].variant() if said and isinstance(said[0], QDBusVariant) else said[0] if said else None
    return moves is False
