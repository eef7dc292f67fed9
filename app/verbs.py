"""What the verbs of the command line do; nothing here needs a screen."""

import json
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

import resources
from app.cannot import CannotDo, Misused
from app.carried import is_pdf
from app.files import export_bytes, open_map, save_map
from app.joining import told_conflicts
from model.join import conflicts
from model.journey import Journey
from model.kinds import WORDS
from model.spoken import counted
from model.store import Store

if TYPE_CHECKING:
    from model.format import Opened

PLURALS = {
    "moment": "moments that matter",
    "evidence": "pieces of evidence",
    "foreign": "records of a kind this version does not know",
}
PROGRESS = "progress"
"""The first word of a line on stderr that says how far an export is."""


SAMPLES = (
    "port-my-number",
    "roadside-assistance",
    "insurance-claim",
    "curbside-pickup",
    "phone-trade-in",
    "grocery-delivery",
)
"""The order in which the sample maps are shown; others follow by name."""


def samples() -> dict[str, Path]:
    """The sample maps by name, in the order in which they are shown."""
    files = {file.stem: file for file in sorted(resources.path("maps").glob("*.journey"))}
    return {name: files[name] for name in sorted(files, key=_place_of)}


def _place_of(sample: str) -> int:
    return SAMPLES.index(sample) if sample in SAMPLES else len(SAMPLES)


class Progress:
    """Says on stderr how far long work is: lines for a program, one changing line for a person."""

    def __init__(self, asked_for: bool) -> None:
        self.lines = asked_for
        self.live = not asked_for and sys.stderr.isatty()

    def __call__(self, share: float, doing: str = "") -> None:
        """Say that this share of the work (0–1) is done, and what is being done."""
        if self.lines:
            print(f"{PROGRESS} {share:.3f} {doing}".rstrip(), file=sys.stderr, flush=True)
        elif self.live:
            print(f"\r\x1b[K{share:4.0%} {doing}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Leave the person's line clean."""
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


LOST = ("missing", "cut", "left_out", "parts_left_out", "remarks")
"""What an export tells of what it could not show, or not as it was asked."""


def export_map(source: Path, out: Path, given: dict[str, Any], progress: bool, as_json: bool) -> None:
    """Write a map by the ending of the file and say what could not be shown; raises CannotDo, Misused, CannotOpen."""
    from exporters import EXPORTERS, Leaving

    exporter = next(
        (one for one in EXPORTERS.values() if one.suffix == out.suffix.lower()), EXPORTERS["report"]
    )
    for name in given:
        if name not in exporter.options.model_fields:
            raise Misused(f"--{name.replace('_', '-')} says nothing about a {exporter.title}.")
    try:
        options = exporter.options.model_validate(given)
    except ValidationError as error:
        raise Misused(_of_options(error)) from None
    _refuse_export(out, source)
    # Whoever started us as a child ends us this way; a half-written file is taken away as at Ctrl+C.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    opened = open_map(source)
    telling = Progress(progress)
    journey = Journey(Store.holding(opened.records))
    written = exporter.write(Leaving(journey, opened.envelope, name=source.stem), options, telling)
    telling.done()
    export_bytes(out, written.content)
    if as_json:
        lost = {name: list(getattr(written, name)) for name in LOST}
        print(json.dumps({"out": str(out), **lost, "problems": len(opened.problems)}))
        return
    for line in losses(written.missing, written.cut, len(opened.problems)):
        print(line, file=sys.stderr)
    for line in written.parts_left_out:
        print(f"Left out: {line}.", file=sys.stderr)
    for line in written.remarks:
        print(line, file=sys.stderr)


def options_from(said: str) -> dict[str, Any]:
    """Options of an export that are given as one JSON object; raises Misused."""
    try:
        given = json.loads(said)
    except ValueError as error:
        raise Misused(f"--with needs a JSON object: {error}.") from None
    if not isinstance(given, dict):
        raise Misused("--with needs a JSON object.")
    return given


def losses(missing: Any, cut: Any, problems: int = 0) -> list[str]:
    """What an export could not show, a sentence each."""
    lines = []
    if problems:
        what = "1 thing in the map needs" if problems == 1 else f"{problems} things in the map need"
        lines.append(f"{what} a look and may be missing here; check says which.")
    if missing:
        lines.append(f"No font has {', '.join(missing)}: each is shown as an empty box.")
    if cut:
        lines.append(f"{len(cut)} {'text is' if len(cut) == 1 else 'texts are'} cut: {'; '.join(cut)}.")
    return lines


def _of_options(error: ValidationError) -> str:
    first = error.errors()[0]
    said = str(first["msg"]).removeprefix("Value error, ")
    name = "--" + str(first["loc"][0]).replace("_", "-") if first["loc"] else "An option"
    return f"{name} {first.get('input')!r}: {said[:1].lower()}{said[1:]}."


def _refuse_export(out: Path, source: Path) -> None:
    """A PDF never takes the place of a map, and is never called otherwise; raises CannotDo, Misused."""
    from exporters import EXPORTERS

    if out.exists() and _same(out, source):
        raise CannotDo(
            f"{out} is what would be exported, and was left as it is: name another file that ends in {_endings()}."
        )
    if out.suffix.lower() == source.suffix.lower() and not is_pdf(source):
        raise CannotDo(
            f"{out} would be a map, and nothing was written: name a file that ends in {_endings()}."
        )
    _refuse_target(out)
    if out.suffix.lower() not in {exporter.suffix for exporter in EXPORTERS.values()}:
        raise Misused(f"{out} ends in no known way: name a file that ends in {_endings()}.")


def _endings() -> str:
    """The endings of files that can be written, as a person reads them."""
    from exporters import EXPORTERS

    *others, last = [exporter.suffix for exporter in EXPORTERS.values()]
    return f"{', '.join(others)} or {last}"


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _refuse_target(out: Path) -> None:
    if out.is_dir():
        raise CannotDo(f"{out} is a folder: name the file to write, such as {out / 'journey.pdf'}.")
    if not out.parent.is_dir():
        raise CannotDo(f"There is no folder {out.parent}: make it, or write somewhere else.")


def check_map(source: Path, as_json: bool) -> bool:
    """Say whether a map is sound and what needs a look; returns whether it is. Raises CannotOpen."""
    opened = open_map(source)
    report = report_on(source, opened)
    if as_json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
        return bool(report["sound"])
    counts = ", ".join(_counted(kind, number) for kind, number in report["records"].items() if kind != "map")
    print(f"{report['title'] or source.name}: {counts or 'nothing in it yet'}.")
    if opened.read_only:
        print(opened.read_only)
    for problem in opened.problems:
        print(str(problem))
    for line in told_conflicts(opened, conflicts(opened)):
        print(line)
    if opened.envelope.trash:
        print(f"{counted(len(opened.envelope.trash), 'deleted record')} can still be brought back.")
    if not opened.problems:
        print("The file is sound.")
    return bool(report["sound"])


def _counted(kind: str, number: int) -> str:
    word = "record of a kind this version does not know" if kind == "foreign" else WORDS.get(kind, kind)
    plural = PLURALS.get(kind, f"{word}s")
    return f"{number} {word if number == 1 else plural}"


def report_on(source: Path, opened: "Opened") -> dict[str, Any]:
    """What `check --json` says of a map."""
    records: dict[str, int] = {}
    for record in opened.records:
        records[record.kind] = records.get(record.kind, 0) + 1
    titles = [getattr(record, "title", "") for record in opened.records if record.kind == "map"]
    return {
        "map": str(source),
        "title": titles[0] if titles else "",
        "sound": not opened.problems,
        "read_only": opened.read_only is not None,
        "records": dict(sorted(records.items())),
        "problems": [{"record": one.record, "message": one.message} for one in opened.problems],
        "conflicts": [{"record": one.record, "field": one.path} for one in conflicts(opened)],
        "trash": len(opened.envelope.trash),
    }


def new_map_file(out: Path, sample: str | None) -> None:
    """Begin a new map, empty or a copy of a sample; raises CannotDo, CannotSave."""
    from model.format import new_envelope
    from model.operations import new_map

    if out.exists():
        raise CannotDo(f"{out} is there already and was left as it is: choose another name.")
    _refuse_target(out)
    if sample is not None and sample not in samples():
        there = f"there are {', '.join(samples())}" if samples() else "there are none here"
        raise Misused(f"There is no sample {sample!r}; {there}.")
    records = list(open_map(samples()[sample]).records) if sample else new_map(out.stem)
    save_map(out, records, new_envelope())
