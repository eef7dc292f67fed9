"""PNG: the page as our own PDF shows it, turned into dots."""

from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from exporters.exporter import CannotExport, Leaving, Progress, Written, coded
from exporters.picture.excerpt import lay_out_picture
from exporters.picture.options import PngOptions

if TYPE_CHECKING:
    from exporters.report.sheet import Page

PX_PER_INCH = 96
MM_PER_INCH = 25.4
MOST_DOTS = 120_000_000
"""A picture of more dots than this is refused: it would take more memory than most machines give."""
_PT_PER_INCH = 72


def write_png(leaving: Leaving, options: PngOptions, progress: Progress) -> Written:
    """The picture in dots; raises CannotExport."""
    laid = lay_out_picture(leaving, options, lambda share: progress(share * 0.4))
    page = laid.pages[0]
    _refuse_too_large(page, options.scale)
    content = _dots(_as_pdf(page, options, leaving), options)
    progress(1)
    return Written(content, tuple(map(coded, laid.missing)), laid.cut, laid.left_out)


def _refuse_too_large(page: "Page", scale: float) -> None:
    inches = page.width * page.scale / MM_PER_INCH, page.height * page.scale / MM_PER_INCH
    wide, high = (ceil(side * PX_PER_INCH * scale) for side in inches)
    if wide * high > MOST_DOTS:
        most = (MOST_DOTS / (inches[0] * inches[1])) ** 0.5 / PX_PER_INCH
        raise CannotExport(
            f"A picture of {wide} × {high} dots is too large; a scale of {int(most * 10) / 10:g} fits."
        )


def _as_pdf(page: "Page", options: PngOptions, leaving: Leaving) -> bytes:
    from exporters.pdf.canvas import Drawing

    drawing = Drawing(options.theme, page.tag.title, leaving.journey.map.language)
    with drawing.page(page.width, page.height, page.scale, has_ground=not options.transparent):
        drawing.paint_pieces(page.pieces)
    return drawing.content()


def _dots(pdf: bytes, options: PngOptions) -> bytes:
    import pypdfium2

    opened: Any = pypdfium2.PdfDocument(pdf)
    try:
        sheet = opened[0]
        bitmap = sheet.render(
            scale=options.scale * PX_PER_INCH / _PT_PER_INCH,
            fill_color=(255, 255, 255, 0 if options.transparent else 255),
            maybe_alpha=options.transparent,
            rev_byteorder=True,
        )
        picture, out = bitmap.to_pil(), BytesIO()
        if not options.transparent:
            picture = picture.convert("RGB")
        dots = options.scale * PX_PER_INCH
        picture.save(out, "PNG", dpi=(dots, dots))
        return out.getvalue()
    finally:
        opened.close()
