"""The map, a phase or what is selected as one picture: SVG and PNG; what draws is imported when it is asked for."""

from exporters.exporter import HearPart, LaidOut, Leaving, Progress, Written, unheard
from exporters.picture.options import PictureOptions, PngOptions, SvgOptions

__all__ = ["PngOptions", "SvgOptions", "lay_out_picture", "write_png", "write_svg"]


def lay_out_picture(
    leaving: Leaving, options: PictureOptions, progress: Progress, hear: HearPart = unheard
) -> LaidOut:
    """The picture as one page of marks; raises CannotExport."""
    from exporters.picture.excerpt import lay_out_picture

    return lay_out_picture(leaving, options, progress, hear)


def write_svg(leaving: Leaving, options: SvgOptions, progress: Progress) -> Written:
    """The picture as an SVG file; raises CannotExport."""
    from exporters.picture.svg import write_svg

    return write_svg(leaving, options, progress)


def write_png(leaving: Leaving, options: PngOptions, progress: Progress) -> Written:
    """The picture in dots; raises CannotExport."""
    from exporters.picture.png import write_png

    return write_png(leaving, options, progress)
