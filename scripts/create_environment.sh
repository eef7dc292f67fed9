#!/usr/bin/env bash
# Creates the Python environment at $2 with the interpreter $1, unless a sound one is there.
set -euo pipefail
python=$1 environment=$2

if ! command -v "$python" >/dev/null; then
    echo "Mind the Gap needs Python 3.11 or newer, and there is no '$python' here: install it, or say make PYTHON=…" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Mind the Gap needs Python 3.11 or newer; this one is $("$python" -V 2>&1). Say make PYTHON=python3.12 or alike." >&2
    exit 1
fi
if "$environment/bin/python" -c 'import pip' 2>/dev/null; then
    exit 0
fi

echo "Creating the environment in $environment (once; some 600 MB) …"
rm -rf "$environment"
if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$environment"
    exit 0
fi

# Debian and Ubuntu keep venv's pip in a package of its own.
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >/dev/null
    "$python" -m venv "$environment"
else
    echo "This Python cannot create environments: install the package python$version-venv, then try again." >&2
    exit 1
fi
