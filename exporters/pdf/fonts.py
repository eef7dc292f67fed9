"""Fonts inside a PDF: only the glyphs that are used, and for each of them exactly the text it stands for.

A Type0 font with Identity-H (ISO 32000-2, 9.7). Each pair of a glyph and its text has its own character code
(CID), mapped to the glyph by CIDToGIDMap and to the text by ToUnicode, so that ligatures and shared forms
are copied and found as they were written.
"""

import hashlib
import struct
from typing import Any

from exporters.pdf.syntax import numbers, utf16
from model.drawing.typeface import BOX, typeface

_SHOWN_ONLY = ("GSUB", "GPOS", "GDEF", "BASE", "DSIG", "STAT", "MVAR", "gasp", "meta", "vhea", "vmtx", "VORG")
_BY_NAME_ONLY = ("OS/2", "cmap", "name", "post", "kern", "GPKG", "PCLT", "VDMX", "hdmx", "LTSH", "FFTM")
_UNIT = 1000


class EmbeddedFont:
    """One font file as a PDF shows it; codes are given as glyphs are used."""

    def __init__(self, name: str, key: str) -> None:
        self.name, self.key = name, key
        self.typeface = typeface(name)
        self.box = self.typeface.gid(BOX)
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}
        self._advances: dict[int, float] = {}
        self._outlines: dict[int, str] = {}

    def code(self, gid: int, says: str) -> str:
        """The four hexadecimal digits that show a glyph standing for this text."""
        found = self._codes.setdefault((gid, says), len(self._codes))
        if not gid or found > 0xFFFF:
            raise ValueError(f"{self.name} has no glyph to show for {says!r}.")
        return f"{found:04X}"

    def advance(self, gid: int) -> float:
        """The advance of a glyph as the PDF states it, in thousandths of an em."""
        found = self._advances.get(gid)
        if found is None:
            units: int = self.typeface.font.get_glyph_h_advance(gid)
            found = self._advances[gid] = round(units * _UNIT / self.typeface.upem, 2)
        return found

    def outline(self, gid: int) -> str:
        """The shape of a glyph as path operators in the units of the font: the same each time, so that it packs."""
        found = self._outlines.get(gid)
        if found is None:
            pen = _OutlinePen()
            self.typeface.font.draw_glyph_with_pen(gid, pen)
            found = self._outlines[gid] = " ".join(pen.code)
        return found

    def addObjects(self, doc: Any) -> None:
        """Put the font into a reportlab document; reportlab calls this, by this name, when it writes."""
        from reportlab.pdfbase import pdfdoc

        program, place = self._subset()
        name = pdfdoc.PDFName(f"{self._tag()}+{self.typeface.postscript_name}")
        info = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        pairs = list(self._codes)
        glyph_map = b"".join(place[gid].to_bytes(2, "big") for gid, _ in pairs)
        file = pdfdoc.PDFStream(content=program)
        file.dictionary["Length1"] = len(program)
        described = pdfdoc.PDFDictionary(
            {**self._description(), "FontName": name, "FontFile2": doc.Reference(file)}
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(info),
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([self.advance(gid) for gid, _ in pairs])]),
                "FontDescriptor": doc.Reference(described),
                "CIDToGIDMap": doc.Reference(pdfdoc.PDFStream(content=glyph_map)),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": name,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
                "ToUnicode": doc.Reference(pdfdoc.PDFStream(content=_to_unicode(pairs))),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.key] = doc.Reference(font)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The font file with only the used glyphs, renumbered, and the new number of each."""
        import uharfbuzz as hb

        wanted = hb.SubsetInput()
        flags = hb.SubsetFlags
        wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        wanted.glyph_set.set({gid for gid, _ in self._codes})
        for table in _SHOWN_ONLY + _BY_NAME_ONLY:
            wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
        plan = hb.SubsetPlan(self.typeface.face, wanted)
        place = dict(plan.old_to_new_glyph_mapping.items())
        return bytes(plan.execute().blob.data), place

    def _tag(self) -> str:
        """Six letters that tell this subset from others of the same file."""
        digest = hashlib.sha256(repr(sorted(self._codes)).encode("utf-8", "surrogatepass")).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _description(self) -> dict[str, Any]:
        import uharfbuzz as hb
        from reportlab.pdfbase import pdfdoc

        face, font, upem = self.typeface.face, self.typeface.font, self.typeface.upem
        corners = struct.unpack(">4h", bytes(face.reference_table("head").data)[36:44])
        lines = font.get_font_extents("ltr")
        caps = font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT) or lines.ascender
        slant = font.get_style_value(hb.StyleTag.SLANT_ANGLE)

        def unit(length: float) -> int:
            return round(length * _UNIT / upem)

        return {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "Flags": 4 | (64 if slant else 0),
            "FontBBox": pdfdoc.PDFArray([unit(corner) for corner in corners]),
            "ItalicAngle": round(slant),
            "Ascent": unit(lines.ascender),
            "Descent": unit(lines.descender),
            "CapHeight": unit(caps),
            "StemV": 80,
        }


class _OutlinePen:
    """Takes a glyph's outline in font units and writes it as path operators (fontTools' pen protocol)."""

    def __init__(self) -> None:
        self.code: list[str] = []
        self.at = (0.0, 0.0)

    def _say(self, operator: str, *points: tuple[float, float]) -> None:
        self.at = points[-1]
        places = (numbers(px, py) for px, py in points)
        self.code.append(f"{' '.join(places)} {operator}")

    def moveTo(self, point: tuple[float, float]) -> None:
        self._say("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._say("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._say("c", *points)

    def qCurveTo(self, middle: tuple[float, float], end: tuple[float, float]) -> None:
        one, two = ((p + 2 * m) / 3 for p, m in zip(self.at, middle, strict=True))
        three, four = ((p + 2 * m) / 3 for p, m in zip(end, middle, strict=True))
        self._say("c", (one, two), (three, four), end)

    def closePath(self) -> None:
        self.code.append("h")


_BEFORE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_AFTER = "endcmap CMapName currentdict /CMap defineresource pop end end"


def _to_unicode(pairs: list[tuple[int, str]]) -> bytes:
    """The CMap that gives each code its text; at most 100 rows stand in one block."""
    rows = [f"<{code:04X}> <{utf16(says)}>" for code, (_, says) in enumerate(pairs) if says]
    parts = [_BEFORE]
    for start in range(0, len(rows), 100):
        block = rows[start : start + 100]
        parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*parts, _AFTER]).encode("ascii")
