"""What the verb git-setup does: tells a repository how maps are merged and compared."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from app.cannot import CannotDo
from app.files import save_bytes

ATTRIBUTES = "*.journey merge=journey diff=journey"


def set_up_git() -> None:
    """Set up the repository around the working directory, and say what was done; raises CannotDo, CannotSave."""
    top = Path(_git("rev-parse", "--show-toplevel"))
    file = top / ".gitattributes"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    if ATTRIBUTES in lines:
        print(f"{file} says already how maps are merged and compared.")
    else:
        save_bytes(file, ("\n".join([*lines, ATTRIBUTES]) + "\n").encode())
        print(f"{file}: added “{ATTRIBUTES}”.")
    own = _own_command()
    wanted = {
        "merge.journey.name": "Mind the Gap joins journey maps",
        "merge.journey.driver": f"{own} merge %O %A %B",
        "diff.journey.textconv": f"{own} diff",
        "diff.journey.cachetextconv": "false",
    }
    for name, value in wanted.items():
        _git("config", name, value)
        print(f"{name} is “{value}” here.")
    print("Commit .gitattributes; everybody runs git-setup once in their own clone.")


def _own_command() -> str:
    """How a shell calls this program."""
    beside = Path(sys.executable).with_name("mind-the-gap")
    known = str(beside) if beside.exists() else shutil.which("mind-the-gap")
    return shlex.quote(known) if known else f"{shlex.quote(sys.executable)} -m app"


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotDo("There is no git here; install it first.") from error
    if done.returncode:
        said = " ".join(done.stderr.split())
        raise CannotDo(f"git could not be set up: {said or 'it did not say why'}.".replace("..", "."))
    return done.stdout.strip()
