"""Ways for a map to leave the house: one entry here for each."""

from exporters.exporter import Exporter, Progress, Written
from exporters.pdf.poster import PosterOptions, write_poster

__all__ = ["EXPORTERS", "Exporter", "Progress", "Written"]

EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (Exporter("poster", ".pdf", "Poster (PDF)", PosterOptions, write_poster),)
}
"""Every exporter by its name."""
