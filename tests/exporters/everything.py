"""python -m tests.exporters.everything [WORD…]: every map on every paper in every theme, read from the finished PDFs.

Words choose cases by their names (a map, a paper, a theme). Prints each fault and how many documents were read; ends
with 1 if there is any.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from exporters.exporter import CannotExport, Leaving, unwatched
from exporters.pdf.report import ReportOptions, write_report
from model.format import read
from model.records import Record
from resources import path
from tests.exporters.inspection import Fault, faults
from tests.exporters.stress import maps
from tests.journeys import journey_of

PAPERS = ("A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid", "500x350", "600x250", "16:9")
WALLS = (("A1", "A3"), ("A0", "A3"), ("3x3", "A4"), ("2x2", "A3"), ("4x2", "Letter"))
"""How a map is cut, and into which sheets."""
SAMPLES = tuple(file.stem for file in sorted(path("maps").glob("*.journey")))


@dataclass(frozen=True)
class Case:
    """One map as one document."""

    map: str
    options: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """What the case is called, to choose it by."""
        return " ".join([self.map, *(value for _, value in self.options)])


def cases() -> Iterator[Case]:
    """All of them: maps × papers × themes, and maps × walls."""
    for name in (*SAMPLES, *maps()):
        for theme in ("light", "dark"):
            for paper in PAPERS:
                yield Case(name, (("paper", paper), ("theme", theme)))
        for tiles, sheet in WALLS:
            yield Case(name, (("tiles", tiles), ("sheet", sheet)))


@lru_cache
def leaving(name: str) -> Leaving:
    """A map by its name, as it leaves the house."""
    if name not in SAMPLES:
        return Leaving(journey_of(maps()[name]), name=name)
    opened = read(path("maps", f"{name}.journey").read_bytes())
    return Leaving(journey_of(opened.records), opened.envelope, name=name)


def found_in(case: Case) -> list[Fault] | None:
    """What is wrong with a case; None where the map cannot be had like that, which the export says."""
    options = ReportOptions.model_validate({**dict(case.options), "reproducible": True})
    try:
        written = write_report(leaving(case.map), options, unwatched)
    except CannotExport:
        return None
    words = (text for record in leaving(case.map).journey.store for text in words_of(record))
    return faults(written, words, is_tagged=not options.tiles, miniatures=(0,) if options.tiles else ())


def words_of(record: Record) -> Iterator[str]:
    """Every text of a record."""
    for value in record.model_dump().values():
        if isinstance(value, str):
            yield value


def main(words: list[str]) -> int:
    """Go through the cases whose names hold all words."""
    read_, refused, wrong = 0, 0, 0
    for case in cases():
        if not all(word in case.name for word in words):
            continue
        found = found_in(case)
        if found is None:
            refused += 1
            continue
        read_ += 1
        wrong += len(found)
        for one in found:
            print(f"{case.name}: {one}", flush=True)
    print(f"{read_} documents read, {wrong} faults; {refused} maps too long for their wall, and refused")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
