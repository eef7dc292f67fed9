"""The last pass over a PDF: what readers show of it, when it was made, and as few bytes as it needs."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

PRODUCER = "Mind the Gap"
REPRODUCIBLE_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date inside every reproducible file, so that one map always gives the same bytes."""


def finished(content: bytes, title: str, language: str, reproducible: bool) -> bytes:
    """The PDF with its title and language where readers look, and compressed."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        _describe(pdf, title, language, REPRODUCIBLE_DATE if reproducible else datetime.now(UTC))
        root: Any = pdf.Root
        root.Lang = pikepdf.String(language)
        preferences = root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences.DisplayDocTitle = True
        root.ViewerPreferences = preferences
        for page in pdf.pages:
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
            deterministic_id=reproducible,
        )
    return out.getvalue()


def _describe(pdf: Any, title: str, language: str, when: datetime) -> None:
    """Title, producer and date, the same in the document information and in its XMP."""
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    moment = f"D:{when:%Y%m%d%H%M%S}+00'00'"
    told = {
        "Title": title,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": moment,
        "ModDate": moment,
    }
    for key, value in told.items():
        pdf.docinfo[f"/{key}"] = value
    stamp = when.replace(microsecond=0).isoformat()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = [language]
        metadata["pdf:Producer"] = metadata["xmp:CreatorTool"] = PRODUCER
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = stamp
