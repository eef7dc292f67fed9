"""Pages cut into sheets for the wall: each page is kept once, and every sheet shows its part of it as vectors."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from exporters.pdf.canvas import Drawing
from exporters.pdf.syntax import numbers
from exporters.report.sheet import Page
from exporters.report.tiles import Plan, Tile, tiles_of
from model.drawing.marks import MM_PER_PT

_ART = "/Page"


def cut_into_sheets(
    drawing: Drawing, cut: Sequence[tuple[Page, Plan]], progress: Callable[[float], object]
) -> tuple[bytes, int]:
    """The sheets of all pages as one PDF without tags, and how many they are."""
    sheets = [(place, tile) for place, (page, plan) in enumerate(cut) for tile in tiles_of(page, plan)]
    frames = [tile.frame for _, tile in sheets]
    pages = [page for page, _ in cut]
    for done, page in enumerate([*pages, *frames], 1):
        with drawing.page(page.width, page.height, page.scale):
            drawing.paint_pieces(page.pieces)
        progress(done / (len(pages) + len(frames)))
    return _joined(drawing.content(), pages, sheets), len(sheets)


def _joined(content: bytes, pages: Sequence[Page], sheets: Sequence[tuple[int, Tile]]) -> bytes:
    """The PDF whose first pages have become what the others show parts of."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        art = [pdf.make_indirect(pdf.pages[place].as_form_xobject()) for place in range(len(pages))]
        for (place, tile), sheet in zip(sheets, list(pdf.pages)[len(pages) :], strict=True):
            _show(pdf, sheet, art[place], pages[place], tile)
        for _ in pages:
            del pdf.pages[0]
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _show(pdf: Any, sheet: Any, art: Any, page: Page, tile: Tile) -> None:
    """Let a sheet show its part of a page, below what stands on it already."""
    import pikepdf

    frame = tile.frame
    unit = frame.scale / MM_PER_PT
    box, (x, y) = tile.shows, tile.at
    clip = numbers(box.x * unit, (frame.height - box.bottom) * unit, box.w * unit, box.h * unit)
    k = page.width * unit / float(art.BBox[2])
    at = numbers(x * unit, (frame.height - y - page.height) * unit)
    drawn = f"q {clip} re W n {k:.6f} 0 0 {k:.6f} {at} cm {_ART} Do Q"
    own = sheet.obj.Resources
    sheet.obj.Resources = pikepdf.Dictionary({**own.as_dict(), "/XObject": pikepdf.Dictionary({_ART: art})})
    sheet.contents_add(pdf.make_stream(drawn.encode("ascii")), prepend=True)
