"""The structure tree of a tagged PDF (ISO 32000-2, 14.7 and 14.8; PDF/UA-1), built from the tags of its pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from exporters.report.tags import Tag

_KEPT_EMPTY = ("TD", "TH")
"""Cells are cells also where nothing stands in them."""


@dataclass
class Marked:
    """What was painted under which tag: page by page the tag of each marked content, and the links."""

    contents: list[list[Tag]] = field(default_factory=list)
    """For each page the tags by the number (MCID) of their marked content."""
    links: list[tuple[int, int, Tag, str]] = field(default_factory=list)
    """Of each link its page, its number among the annotations there, its tag, and where it leads, in words."""


def add_structure(pdf: Any, root: Tag, marked: Marked) -> None:
    """Put the tree of tags into a PDF whose pages have marked contents already."""
    import pikepdf

    pages = [page.obj for page in pdf.pages]
    for page in pages:
        if "/Annots" in page:
            page.Annots = pikepdf.Array(
                [one if one.is_indirect else pdf.make_indirect(one) for one in page.Annots]
            )
    tree = _Tree(pdf, pages, marked)
    whole = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    whole.K = tree.element(root, whole)
    whole.ParentTree, whole.ParentTreeNextKey = tree.parents()
    catalogue = pdf.Root
    catalogue.StructTreeRoot = whole
    catalogue.MarkInfo = pikepdf.Dictionary(Marked=True)


class _Tree:
    """Structure elements while they are made."""

    def __init__(self, pdf: Any, pages: Sequence[Any], marked: Marked) -> None:
        self.pdf, self.pages, self.marked = pdf, pages, marked
        self.elements: dict[Tag, Any] = {}
        self.painted: dict[Tag, list[tuple[int, int]]] = {}
        for page, tags in enumerate(marked.contents):
            for number, tag in enumerate(tags):
                self.painted.setdefault(tag, []).append((page, number))
        self.leading: dict[Tag, list[tuple[int, int]]] = {}
        for page, number, tag, _ in marked.links:
            self.leading.setdefault(tag, []).append((page, number))

    def _holds(self, tag: Tag) -> bool:
        """Whether anything was painted under a tag, or is a cell in it."""
        return any(
            one in self.painted or one in self.leading or one.role in _KEPT_EMPTY for one in tag.walk()
        )

    def element(self, tag: Tag, parent: Any) -> Any:
        """The structure element of a tag with all that stands in it."""
        import pikepdf

        made = self.pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{tag.role}"), P=parent)
        )
        self.elements[tag] = made
        for key, words in (("/T", tag.title), ("/Alt", tag.alt), ("/Lang", tag.language)):
            if words:
                made[key] = pikepdf.String(words)
        if attributes := _attributes(tag):
            made.A = pikepdf.Array(attributes)
        inside = [*self._contents(tag, made), *self._links(tag, made)]
        inside += [self.element(child, made) for child in tag.children if self._holds(child)]
        made.K = inside[0] if len(inside) == 1 else pikepdf.Array(inside)
        return made

    def _contents(self, tag: Tag, made: Any) -> list[Any]:
        import pikepdf

        found: list[Any] = []
        for page, number in self.painted.get(tag, ()):
            if "/Pg" not in made:
                made.Pg = self.pages[page]
            if made.Pg.objgen == self.pages[page].objgen:
                found.append(number)
            else:
                found.append(pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=self.pages[page], MCID=number))
        return found

    def _links(self, tag: Tag, made: Any) -> list[Any]:
        import pikepdf

        found = []
        for page, number in self.leading.get(tag, ()):
            if "/Pg" not in made:
                made.Pg = self.pages[page]
            link = self.pages[page].Annots[number]
            found.append(pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Pg=self.pages[page], Obj=link))
        return found

    def parents(self) -> tuple[Any, int]:
        """The tree that leads from contents and links back to their elements, and its next free key."""
        import pikepdf

        rows: list[Any] = []
        for key, page in enumerate(self.pages):
            page.StructParents, page.Tabs = key, pikepdf.Name.S
            tags = self.marked.contents[key] if key < len(self.marked.contents) else []
            rows += [key, self.pdf.make_indirect(pikepdf.Array([self.elements[tag] for tag in tags]))]
        key = len(self.pages)
        for page, number, tag, says in self.marked.links:
            link = self.pages[page].Annots[number]
            link.StructParent, link.F, link.Contents = key, 4, pikepdf.String(says)
            rows += [key, self.elements[tag]]
            key += 1
        return self.pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(rows))), key


def _attributes(tag: Tag) -> list[Any]:
    import pikepdf

    found = []
    if tag.role in ("TH", "TD"):
        table: dict[str, Any] = {"/O": pikepdf.Name.Table}
        if tag.role == "TH":
            table["/Scope"] = pikepdf.Name(f"/{tag.scope}")
        if tag.columns > 1:
            table["/ColSpan"] = tag.columns
        if len(table) > 1:
            found.append(pikepdf.Dictionary(table))
    elif tag.role == "L":
        found.append(pikepdf.Dictionary(O=pikepdf.Name.List, ListNumbering=pikepdf.Name("/None")))
    elif tag.role == "Figure" and tag.box is not None:
        box = pikepdf.Array([round(side, 2) for side in tag.box])
        found.append(pikepdf.Dictionary(O=pikepdf.Name.Layout, BBox=box, Placement=pikepdf.Name.Block))
    return found
