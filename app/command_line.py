"""The command line: opens the window, or does one thing to a map without a screen.

Qt, networkx and ReportLab are imported only where they are used, so that every verb starts at once.
"""

import importlib.metadata
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
import typer.core

from app.cannot import CannotDo, Misused
from model.quiet import seldom_garbage_collection

FAULT, MISUSED, INTERRUPTED = 1, 2, 130


class MapsOrVerbs(typer.core.TyperGroup):
    """A verb and what it needs; or maps, which are opened."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the first word for a verb if it is one, else all of them for maps."""
        opens = not args or (args[0] not in self.commands and args[0] not in ("--help", "--version"))
        return super().parse_args(ctx, ["open", *args] if opens else args)


cli = typer.Typer(
    cls=MapsOrVerbs,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Mind the Gap: build the customer's journey as people talk, and see where customers are lost.\n\n"
    "Without a verb it opens the window, with the maps that are named.",
)


@contextmanager
def told_in_one_sentence() -> Iterator[None]:
    """Ends the program with one sentence on stderr where something expected goes wrong."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be said, not even at the very end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(FAULT) from None
    except Exception as error:
        if os.environ.get("MIND_THE_GAP_TRACE"):
            raise
        print(_sentence(error), file=sys.stderr)
        raise typer.Exit(MISUSED if isinstance(error, Misused) else FAULT) from None


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    said = " ".join(str(error).split())
    if isinstance(error, CannotDo) or type(error).__module__.startswith(("app.", "model.", "exporters.")):
        return said
    return f"Mind the Gap met a fault of its own ({type(error).__name__}: {said}); no map was changed."


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"Mind the Gap {importlib.metadata.version('mind-the-gap')}")
        raise typer.Exit()


@cli.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say the version and end."),
    ] = False,
) -> None:
    pass


@cli.command("open", hidden=True)
def open_maps(
    maps: Annotated[list[Path] | None, typer.Argument(metavar="[MAP]…", help="Maps to open.")] = None,
) -> None:
    """Open the window."""
    with told_in_one_sentence():
        from app.start import run

        ended = run(maps or [])
    raise typer.Exit(ended)


MapFile = Annotated[Path, typer.Argument(metavar="MAP", help="The map, a .journey file.")]


@cli.command()
def export(
    source: MapFile,
    out: Annotated[
        Path, typer.Argument(metavar="OUT.pdf|svg|png", help="The file to write; its ending says what.")
    ],
    pages: Annotated[
        str | None,
        typer.Option(metavar="PART,…", help="Report: only these parts, such as summary,map,register."),
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(help="Report: A4, A3, A2, A1, A0, Letter, Tabloid, 16:9 for slides, or 500x350 (mm)."),
    ] = None,
    tiles: Annotated[
        str | None,
        typer.Option(metavar="A0|3x3", help="Report: the map as sheets for the wall, A2 to A0, or so many."),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(help="With --tiles: what is printed on, A3 by default.")
    ] = None,
    theme: Annotated[str | None, typer.Option(help="light, or dark for the screen.")] = None,
    lens: Annotated[
        str | None, typer.Option(help="customer: the lanes are channels; department: departments.")
    ] = None,
    part: Annotated[
        str | None,
        typer.Option(metavar="PART", help="Picture: map, phase:NAME or selection:NUMBER,… of touchpoints."),
    ] = None,
    scale: Annotated[float | None, typer.Option(help="PNG: 1 is 96 dots to the inch; 2 by default.")] = None,
    text: Annotated[str | None, typer.Option(help="SVG: text as outlines, or in fonts.")] = None,
    transparent: Annotated[
        bool, typer.Option("--transparent", help="Picture: without the paper behind it.")
    ] = False,
    reproducible: Annotated[
        bool, typer.Option("--reproducible", help="Report: the same map gives the same bytes.")
    ] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show the sticky notes too.")] = False,
    bond: Annotated[bool, typer.Option("--bond", help="Draw the bond below the mood too.")] = False,
    persona: Annotated[
        str | None, typer.Option(metavar="NAME", help="Report: whose journey is told; else the first's.")
    ] = None,
    carries: Annotated[
        bool, typer.Option("--source/--no-source", help="Report: whether the PDF carries the map itself.")
    ] = True,
    more: Annotated[str, typer.Option("--with", hidden=True, help="Options as JSON.")] = "{}",
    progress: Annotated[bool, typer.Option("--progress", help="Say on stderr how far it is.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say what was written as JSON.")] = False,
) -> None:
    """Write a map as a report (PDF) or as a picture (SVG, PNG)."""
    with told_in_one_sentence(), seldom_garbage_collection():
        from app.verbs import export_map, options_from

        given: dict[str, Any] = {"pages": pages, "paper": paper, "theme": theme, "lens": lens, "part": part}
        if sheet is not None and tiles is None:
            raise Misused("--sheet says what --tiles are printed on; name --tiles too.")
        given |= {"tiles": tiles, "sheet": sheet}
        given |= {"scale": scale, "text": text, "persona": persona, "transparent": transparent or None}
        given |= {
            "reproducible": reproducible or None,
            "notes": notes or None,
            "bond": bond or None,
            "source": None if carries else False,
        }
        named = {name: value for name, value in given.items() if value is not None}
        export_map(source, out, options_from(more) | named, progress, as_json)


@cli.command(hidden=True)
def leaves(source: MapFile) -> None:
    """Lay out and paint pages for a window that asks on the input."""
    with told_in_one_sentence():
        from app.leaves import serve

        serve(source)


@cli.command()
def check(
    source: MapFile,
    as_json: Annotated[bool, typer.Option("--json", help="Say it as JSON.")] = False,
) -> None:
    """Say whether a map's file is sound, and what in it needs a look."""
    with told_in_one_sentence():
        from app.verbs import check_map

        sound = check_map(source, as_json)
    raise typer.Exit(0 if sound else FAULT)


@cli.command()
def gaps(
    source: MapFile,
    as_json: Annotated[bool, typer.Option("--json", help="Say them as JSON.")] = False,
) -> None:
    """Say the gaps of a map, the worst first, with why."""
    with told_in_one_sentence():
        from app.told_gaps import tell_gaps

        tell_gaps(source, as_json)


@cli.command()
def numbers(
    source: MapFile,
    persona: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this persona; its first letters will do.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say them as JSON.")] = False,
) -> None:
    """Say the numbers along the journey, for all customers and for each persona."""
    with told_in_one_sentence():
        from app.told_numbers import tell_numbers

        tell_numbers(source, persona, as_json)


@cli.command()
def new(
    out: Annotated[Path, typer.Argument(metavar="OUT.journey", help="The file to write; it must not exist.")],
    sample: Annotated[
        str | None, typer.Option("--from", metavar="SAMPLE", help="Begin with a copy of a sample.")
    ] = None,
) -> None:
    """Begin a new map."""
    with told_in_one_sentence():
        from app.verbs import new_map_file

        new_map_file(out, sample)


@cli.command()
def join(
    copies: Annotated[list[Path], typer.Argument(metavar="COPY COPY…", help="Copies of one map.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="The file to write.")],
) -> None:
    """Join copies of a map; what people say differently is told, and stays in the file."""
    with told_in_one_sentence():
        from app.joining import join_maps

        join_maps(copies, out)


@cli.command()
def merge(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="What both began with.")],
    mine: Annotated[Path, typer.Argument(metavar="MINE", help="One copy; the result is written here.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="The other copy.")],
) -> None:
    """Join two copies of a map as a merge driver of git does: git-setup sets it up."""
    with told_in_one_sentence():
        from app.joining import merge_maps

        merge_maps(base, mine, theirs)


@cli.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="The earlier map.")],
    after: Annotated[
        Path | None, typer.Argument(metavar="B", help="The later map; without it all of A is told, as text.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say it as JSON.")] = False,
) -> None:
    """Say in words what differs between two maps."""
    with told_in_one_sentence():
        from app.told_differences import tell_differences, tell_text

        if after is None:
            tell_text(before)
        else:
            tell_differences(before, after, as_json)


@cli.command()
def history(
    source: MapFile,
    restore: Annotated[
        int | None, typer.Option(metavar="N", help="Write version N to the file that --to names.")
    ] = None,
    to: Annotated[Path | None, typer.Option(metavar="OTHER.journey", help="The file to write.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say them as JSON.")] = False,
) -> None:
    """Say which earlier versions of a map this computer keeps, or write one of them out."""
    with told_in_one_sentence():
        from app.told_versions import restore_version, tell_versions

        if (restore is None) != (to is None):
            raise Misused("--restore says which version, --to which file to write; name both.")
        if restore is None or to is None:
            tell_versions(source, as_json)
        else:
            restore_version(source, restore, to)


@cli.command("git-setup")
def git_setup() -> None:
    """Let git merge and compare maps in this repository."""
    with told_in_one_sentence():
        from app.git_setup import set_up_git

        set_up_git()


def main() -> NoReturn:
    """Run the command line of this process and end it."""
    try:
        cli(prog_name="mind-the-gap")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(0)
