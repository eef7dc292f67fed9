"""Ways for a map to leave the house: one entry here for each."""

from exporters.exporter import Exporter, Leaving, Progress, Written
from exporters.pdf.report import ReportOptions, lay_out_report, write_report

__all__ = ["EXPORTERS", "Exporter", "Leaving", "Progress", "Written"]

EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (Exporter("report", ".pdf", "Report (PDF)", ReportOptions, write_report, lay_out_report),)
}
"""Every exporter by its name."""
