"""Ways for a map to leave the house: one entry here for each."""

from exporters.exporter import Exporter, Leaving, Progress, Written
from exporters.pdf.report import ReportOptions, lay_out_report, write_report
from exporters.picture import PngOptions, SvgOptions, lay_out_picture, write_png, write_svg

__all__ = ["EXPORTERS", "Exporter", "Leaving", "Progress", "Written"]

EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter("report", ".pdf", "Report (PDF)", ReportOptions, write_report, lay_out_report),
        Exporter("svg", ".svg", "Picture (SVG)", SvgOptions, write_svg, lay_out_picture),
        Exporter("png", ".png", "Picture (PNG)", PngOptions, write_png, lay_out_picture),
    )
}
"""Every exporter by its name."""
