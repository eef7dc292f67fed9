"""A save that dies on the way: `python -m tests.faults.dying FOLDER SCENE once|strace [STEP]`.

Each save runs in a child process of its own, which is killed at its n-th call of the system; then it is told, one
JSON line a call, what the file holds. `once` kills from within, around the functions of `os` that `app.files`
calls (every write also after half of it); `strace` has the kernel kill at the n-th system call, whatever it is.
"""

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from app import drafts, files
from app.files import save_map
from app.session import Session
from model.format import new_envelope
from model.operations import add_phase, new_map
from tests.faults.counts import count

Call = Callable[..., Any]
SCENES = ("a new file", "an old file", "a colleague's file", "a linked file")


def functions_of_os(*modules: ModuleType) -> set[str]:
    """The functions of `os` that modules call by name."""
    found = set()
    for module in modules:
        for one in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if (
                isinstance(one, ast.Call)
                and isinstance(one.func, ast.Attribute)
                and isinstance(one.func.value, ast.Name)
                and one.func.value.id == "os"
            ):
                found.add(one.func.attr)
    return found


OF_THREADS = {"clone3", "futex", "gettid", "rt_sigprocmask", "sched_yield"}
"""How often threads meet is chance, and nothing that they say to each other is in a file."""
NAMES = sorted(name for name in functions_of_os(files, drafts) if hasattr(os, name))


def guard(before: Callable[[str, tuple[Any, ...], Call], None]) -> None:
    """Have something done before each call of the system that a save makes."""

    def guarded(name: str, call: Call) -> Call:
        def do(*given: Any, **named: Any) -> Any:
            before(name, given, call)
            return call(*given, **named)

        return do

    for name in NAMES:
        setattr(os, name, guarded(name, getattr(os, name)))


class Scene:
    """A folder with a map, and somebody who is about to save there."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.folder, self.file = name, folder, folder / "ours.journey"
        folder.mkdir(parents=True)
        save_map(self.file, new_map("Old"), new_envelope())
        if name == "a linked file":
            self.file.rename(folder / "real.journey")
            self.file.symlink_to("real.journey")
        self.session = Session.open(self.file)
        if name == "a colleague's file":
            mei = Session.open(self.file)
            add_phase(mei.store, "Hers")
            mei.save()
        add_phase(self.session.store, "His")
        self.old = None if name == "a new file" else self.file.read_bytes()
        self.session.content()  # What is imported for a save is no part of it.
        self.begin_anew()

    def begin_anew(self) -> None:
        """Put the folder back to what it was before the save."""
        for one in self.folder.glob(".*.saving"):
            one.unlink()
        if self.old is None:
            self.file.unlink(missing_ok=True)
        else:
            self.file.write_bytes(self.old)

    def save(self) -> None:
        """Save what was changed."""
        if self.old is None:
            self.session.save_as(self.file)
        else:
            self.session.save()

    def tell(self) -> str:
        """What the file is now: old, new, torn or missing."""
        if not self.file.exists():
            return "old" if self.old is None else "missing"
        content = self.file.read_bytes()
        if content == self.old:
            return "old"
        wanted = {"Hers", "His"} if self.name == "a colleague's file" else {"His"}
        opened = files.open_map(self.file)
        titles = {getattr(one, "title", "") for one in opened.records}
        return "new" if wanted <= titles and not opened.problems else "torn"

    def left(self) -> list[str]:
        """What lies in the folder beside the map."""
        return sorted(one.name for one in self.folder.iterdir() if one.suffix != ".journey")


def child_of(work: Callable[[], None], stops: bool = False) -> int:
    """Start a process that does this and ends; with stops it waits to be continued."""
    pid = os.fork()
    if pid:
        return pid
    if stops:
        os.kill(os.getpid(), signal.SIGSTOP)
    work()
    os._exit(0)


def dying_at(place: int, is_torn: bool) -> Callable[[str, tuple[Any, ...], Call], None]:
    """Kills this process before its n-th call; with is_torn when half of what that call writes is written."""
    made = iter(range(place + 1))

    def before(name: str, given: tuple[Any, ...], call: Call) -> None:
        if next(made, place) < place:
            return
        if is_torn and name == "write":
            call(given[0], given[1][: len(given[1]) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    return before


def killed_from_within(scene: Scene) -> Iterator[tuple[str, int]]:
    """Save again and again, each time killed one call later, until a save comes to its end."""
    for is_torn in (False, True):
        for place in range(500):

            def save(place: int = place, is_torn: bool = is_torn) -> None:
                guard(dying_at(place, is_torn))
                scene.save()

            _, status = os.waitpid(child_of(save), 0)
            yield f"{place}{' torn' * is_torn}", status
            if os.WIFEXITED(status):
                break


def traced(scene: Scene, injection: Sequence[str] = ()) -> tuple[list[str], int] | None:
    """Save under strace: the names of the system calls made, and how the save ended; None where it cannot trace."""
    log = scene.folder.parent / "strace.log"
    pid = child_of(scene.save, stops=True)
    os.waitpid(pid, os.WUNTRACED)
    tracing = ["strace", "-qqq", "-p", str(pid), "-o", str(log), "-e", "trace=all", *injection]
    with subprocess.Popen(tracing, stderr=subprocess.DEVNULL) as strace:
        while not re.search(r"TracerPid:\t[1-9]", Path(f"/proc/{pid}/status").read_text()):
            if strace.poll() is not None:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                return None
            os.sched_yield()
        os.kill(pid, signal.SIGCONT)
        _, status = os.waitpid(pid, 0)
    return re.findall(r"^(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE), status


def killed_by_strace(scene: Scene, step: int) -> Iterator[tuple[str, int]]:
    """The same with each system call there is, as the kernel sees it."""
    whole = traced(scene)
    calls = [] if whole is None else whole[0]
    made = Counter[str]()
    for place, name in enumerate(name for name in calls if name not in OF_THREADS):
        made[name] += 1
        if name == "exit_group" or place % step:
            continue
        scene.begin_anew()
        found = traced(scene, ["-e", f"inject={name}:signal=SIGKILL:when={made[name]}"])
        if found is not None:
            yield f"{name} {made[name]}", found[1]


def main() -> None:
    """Tell what each killed save left behind."""
    folder, name, how = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    scene = Scene(folder / "shared", name)
    if how == "strace":
        if shutil.which("strace") is None:
            return
        found = killed_by_strace(scene, count(9, 1))
    else:
        found = killed_from_within(scene)
    for where, status in found:
        said = {"at": where, "is": scene.tell(), "left": scene.left()}
        print(json.dumps({**said, "killed": os.WIFSIGNALED(status), "status": status}), flush=True)
        scene.begin_anew()


if __name__ == "__main__":
    main()
