"""The rooms of the house, and which way imports may go between them (ARCHITECTURE.md)."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent

# For each room, what it may import beside Python's own library; app wires everything and is free.
MAY_IMPORT = {
    "resources": {"resources"},
    "model": {
        *{"model", "resources"},
        *{"pydantic", "pydantic_core", "annotated_types", "typing_extensions"},
        *{"networkx", "numpy", "uharfbuzz", "fontTools"},
    },
    "exporters": {
        *{"exporters", "model", "resources"},
        *{"pydantic", "typing_extensions"},
        *{"reportlab", "pikepdf", "pypdfium2", "uharfbuzz", "fontTools", "PIL"},
    },
    "widgets": {
        *{"widgets", "model", "resources"},
        *{"PySide6", "shiboken6", "pydantic", "numpy", "typing_extensions"},
    },
}
# Words that say nothing about customer journeys, so no file is called so.
EMPTY_WORDS = {
    "manager",
    "helper",
    "helpers",
    "util",
    "utils",
    "handler",
    "controller",
    "data",
    "info",
    "misc",
}


def files_of(room: str) -> list[Path]:
    return sorted((HOUSE / room).rglob("*.py"))


def imports_of(file: Path) -> Iterator[tuple[int, str]]:
    """Line and first name of each absolute import, those spelled `import_module("…")` too."""
    for statement in ast.walk(ast.parse(file.read_text("utf-8"), str(file))):
        if isinstance(statement, ast.Import):
            yield from ((statement.lineno, alias.name.split(".")[0]) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            assert statement.module is not None
            yield statement.lineno, statement.module.split(".")[0]
        elif isinstance(statement, ast.Call) and statement.args:
            called = getattr(statement.func, "attr", getattr(statement.func, "id", ""))
            target = statement.args[0]
            if called in {"import_module", "__import__"} and isinstance(target, ast.Constant):
                yield statement.lineno, str(target.value).split(".")[0]


def modules_of(room: str) -> list[str]:
    names = [".".join(file.relative_to(HOUSE).with_suffix("").parts) for file in files_of(room)]
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


@pytest.mark.parametrize("room", ["app", "exporters", "model", "resources", "tests", "widgets"])
def test_the_room_stands_at_the_top(room: str) -> None:
    assert (HOUSE / room).is_dir()
    assert files_of(room)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    allowed = MAY_IMPORT[room] | sys.stdlib_module_names
    broken = [
        f"{file.relative_to(HOUSE)}:{line} imports {name}"
        for file in files_of(room)
        for line, name in imports_of(file)
        if name not in allowed
    ]
    assert broken == []


@pytest.mark.parametrize("room", ["model", "exporters"])
def test_a_room_works_where_qt_is_absent(room: str) -> None:
    program = (
        "import importlib, sys\n"
        "sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        f"for name in {modules_of(room)!r}: importlib.import_module(name)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_every_package_is_shipped() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    rooms = ["app", *MAY_IMPORT]
    there = {
        ".".join(file.parent.relative_to(HOUSE).parts)
        for room in rooms
        for file in (HOUSE / room).rglob("*.py")
    }
    assert sorted(project["tool"]["setuptools"]["packages"]) == sorted(there)
    assert [name for name in there if not (HOUSE / Path(*name.split(".")) / "__init__.py").exists()] == []


def test_no_file_is_named_with_an_empty_word() -> None:
    named = [file.relative_to(HOUSE) for room in ["app", *MAY_IMPORT] for file in files_of(room)]
    assert [str(file) for file in named if EMPTY_WORDS & set(file.stem.split("_"))] == []
