"""The last pass over a PDF: its tags, what readers show of it, when it was made, and as few bytes as it needs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from exporters.pdf.archive import Enclosed, claim, define_colours, enclose, explain_claim
from exporters.pdf.structure import Marked, add_structure
from exporters.report.tags import Tag

PRODUCER = "Mind the Gap"
REPRODUCIBLE_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date inside every reproducible file, so that one map always gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document says of itself."""

    title: str
    language: str
    reproducible: bool = False
    author: str = ""
    subject: str = ""

    @property
    def when(self) -> datetime:
        """When it was made."""
        return REPRODUCIBLE_DATE if self.reproducible else datetime.now(UTC)


def finished(
    content: bytes, imprint: Imprint, tags: tuple[Tag, Marked] | None = None, enclosed: Enclosed | None = None
) -> bytes:
    """The PDF with its title and language where readers look, and compressed.

    With tags it is accessible and archival: PDF/UA-1 and PDF/A-3a, the enclosed map being its source.
    """
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        root: Any = pdf.Root
        root.Lang = pikepdf.String(imprint.language)
        preferences = root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences.DisplayDocTitle = True
        root.ViewerPreferences = preferences
        for page in pdf.pages:
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        if tags is not None:
            add_structure(pdf, *tags)
            define_colours(pdf)
        if enclosed is not None:
            enclose(pdf, enclosed)
        _describe(pdf, imprint, is_archival=tags is not None)
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
            deterministic_id=imprint.reproducible,
        )
    return out.getvalue()


def _describe(pdf: Any, imprint: Imprint, is_archival: bool) -> None:
    """Title, author, producer and date, the same in the document information and in its XMP."""
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    when = imprint.when
    moment = f"D:{when:%Y%m%d%H%M%S}+00'00'"
    told = {
        "Title": imprint.title,
        "Author": imprint.author,
        "Subject": imprint.subject,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": moment,
        "ModDate": moment,
    }
    for key, value in told.items():
        if value:
            pdf.docinfo[f"/{key}"] = value
    stamp = when.replace(microsecond=0).isoformat()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = imprint.title
        metadata["dc:language"] = [imprint.language]
        if imprint.author:
            metadata["dc:creator"] = [imprint.author]
        if imprint.subject:
            metadata["dc:description"] = imprint.subject
        metadata["pdf:Producer"] = metadata["xmp:CreatorTool"] = PRODUCER
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = stamp
        if is_archival:
            claim(metadata)
    if is_archival:
        explain_claim(pdf)
