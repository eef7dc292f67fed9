"""What makes a PDF last: the map inside it, its colours defined, and what it conforms to (PDF/A-3a, PDF/UA-1)."""

from dataclasses import dataclass
from importlib import resources
from typing import Any

MEDIA_TYPE = "application/vnd.mind-the-gap.journey+json"
_EXTENSION = (
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA version</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""Tells PDF/A what the mark of PDF/UA in the metadata means (ISO 19005-3, 6.6.2.3)."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside the PDF: its name, its bytes, and what it is in a sentence."""

    name: str
    content: bytes
    says: str


def enclose(pdf: Any, file: Enclosed) -> None:
    """Put the map inside as the source of the document."""
    import pikepdf

    made = pikepdf.AttachedFileSpec(
        pdf,
        file.content,
        filename=file.name,
        mime_type=MEDIA_TYPE,
        description=file.says,
        creation_date="",
        mod_date="",
    )
    made.obj.AFRelationship = pikepdf.Name.Source
    pdf.attachments[file.name] = made
    pdf.Root.AF = pikepdf.Array([pdf.attachments[file.name].obj])


def define_colours(pdf: Any) -> None:
    """Say that the colours are sRGB."""
    import pikepdf

    profile = resources.files("pikepdf").joinpath("pdfa", "data", "sRGB.icc").read_bytes()
    stream = pdf.make_stream(profile)
    stream.N = 3
    name = pikepdf.String("sRGB IEC61966-2.1")
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=stream,
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


def claim(metadata: Any) -> None:
    """Say in the metadata that this is PDF/UA-1 and PDF/A-3a."""
    metadata["pdfuaid:part"] = "1"
    metadata["pdfaid:part"] = "3"
    metadata["pdfaid:conformance"] = "A"


def explain_claim(pdf: Any) -> None:
    """Add to the metadata the schema by which PDF/A understands the mark of PDF/UA."""
    import pikepdf

    packet = bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8")
    stream = pdf.make_stream(packet.replace("</rdf:RDF>", f"{_EXTENSION}</rdf:RDF>").encode("utf-8"))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
