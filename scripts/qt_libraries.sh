#!/usr/bin/env bash
# Brings the system libraries Qt's wheels expect of a Linux desktop, or names them. $1: the environment's Python.
set -euo pipefail
python=$1

[ "$(uname)" = Linux ] || exit 0

packages=(
    libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
    libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0
    libxcb-xinerama0 libxcb-xkb1
)
# Their name differs between releases (the 64-bit time_t move).
glib=(libglib2.0-0 libglib2.0-0t64)

missing() {
    # What the loader cannot find: for a window (the X11 plugin) as well as without one.
    "$python" - <<'EOF'
import pathlib, subprocess, sys
import PySide6

qt = pathlib.Path(PySide6.__file__).parent
parts = [*qt.glob("QtWidgets*.so"), *qt.glob("QtSvg*.so"), *qt.glob("Qt/plugins/platforms/lib*.so")]
wanted = ("libqxcb", "libqoffscreen", "QtWidgets", "QtSvg")
absent = set()
for part in parts:
    if part.name.startswith(wanted):
        lines = subprocess.run(["ldd", part], capture_output=True, text=True).stdout.splitlines()
        absent |= {line.split()[0] for line in lines if "not found" in line}
print(*sorted(absent))
EOF
}

qt_starts() {
    QT_QPA_PLATFORM=offscreen "$python" -c \
        'from PySide6.QtWidgets import QApplication; QApplication([])' >/dev/null 2>&1
}

absent=$(missing)
[ -z "$absent" ] && qt_starts && exit 0

if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    echo "Installing the system libraries Qt needs …"
    "${as_root[@]}" apt-get update -qq
    for name in "${glib[@]}"; do
        # A name that is only a stand-in for another package has no candidate of its own.
        if [ -n "$(apt-cache policy "$name" | sed -n 's/^ *Candidate: \([^(].*\)/\1/p')" ]; then
            glib=("$name")
            break
        fi
    done
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${packages[@]}" "${glib[0]}" >/dev/null
    absent=$(missing)
fi

if [ -n "$absent" ] || ! qt_starts; then
    echo "Qt cannot start because system libraries are missing (${absent:-see below}): on Debian or Ubuntu" \
        "install ${packages[*]} and ${glib[0]}; elsewhere the packages that hold these libraries." >&2
    [ -n "$absent" ] || QT_QPA_PLATFORM=offscreen "$python" -c \
        'from PySide6.QtWidgets import QApplication; QApplication([])' || true
    exit 1
fi
