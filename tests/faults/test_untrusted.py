"""What comes from outside stays text, and stays within bounds, wherever it leaves the house or comes into it.

A PDF that unpacks without end, or holds too much, is refused in tests/app/test_carried.py; nothing here reads a zip
or XML from outside. That no text of a map is a picture or markup anywhere is in test_shown_as_typed.py.
"""

import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from defusedxml import ElementTree

from app.carried import CarriesNoMap, map_in
from exporters import EXPORTERS
from exporters.exporter import Leaving, unwatched
from model.journey import Journey
from model.parsing import LARGEST
from model.store import Store
from model.table_text import as_cell, as_table, from_cell
from tests.faults.canaries import records_with

ALLOWED = ("http:", "https:", "mailto:")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r=", "\0=", "\n@", " ="], ids=repr)
def test_no_cell_that_is_copied_out_begins_a_formula(first: str) -> None:
    cell = as_cell(f"{first}cmd|' /C calc'!A0")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
    assert from_cell(cell).startswith(first.strip("\t\r\0\n "))


def test_a_cell_is_one_cell_whatever_it_holds() -> None:
    told = as_table([["a\tb\r\nc\0d", "'quoted'"], ["", "e"]])
    assert told == "a b c d\t'quoted'\n\te"
    assert from_cell("'quoted'") == "'quoted'"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "smb://host/x"]
)
@pytest.mark.parametrize("name", ["report", "svg"])
def test_no_text_of_a_map_becomes_a_link_to_run_or_read_something(name: str, address: str) -> None:
    exporter = EXPORTERS[name]
    content = exporter.write(
        Leaving(Journey(Store.holding(records_with(address)))), exporter.options(), unwatched
    ).content
    assert [one for one in links_in(name, content) if not one.lower().startswith(ALLOWED)] == []


def links_in(name: str, content: bytes) -> list[str]:
    """Every address in a PDF or picture that a reader may follow."""
    if name == "svg":
        attributes = [
            pair for one in ElementTree.fromstring(content.decode()).iter() for pair in one.attrib.items()
        ]
        return [value for key, value in attributes if key.endswith("href") and not value.startswith("#")]
    found = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                found += [str(one[key]) for key in ("/URI", "/JS", "/Launch") if key in one]
    return found


@pytest.mark.parametrize("filters", [1, 2])
def test_a_pdf_whose_map_unpacks_beyond_bounds_is_refused(filters: int) -> None:
    packed = zlib.compress(bytes(LARGEST + 2), 9)
    if filters == 2:
        packed = zlib.compress(packed, 9)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["map.journey"] = pikepdf.AttachedFileSpec(pdf, b"{}")
    stream = pdf.attachments["map.journey"].obj.EF.F
    stream.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * filters))
    out = BytesIO()
    pdf.save(out)
    with pytest.raises(CarriesNoMap):
        map_in(out.getvalue())


def test_nothing_here_unpacks_zips_or_reads_xml_by_itself() -> None:
    """Whoever adds an import of such files bounds its members, ignores their paths, and takes this line away."""
    unpacks = (
        "import zipfile",
        "import tarfile",
        "shutil.unpack",
        "from xml.etree",
        "import xml.dom",
        "lxml",
    )
    found = [
        f"{path.relative_to(ROOT)}: {one}"
        for room in ("app", "model", "widgets", "exporters")
        for path in (ROOT / room).rglob("*.py")
        for one in unpacks
        if one in path.read_text("utf-8")
    ]
    assert found == []
