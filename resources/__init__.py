"""What ships beside the code: fonts, icons, sample maps and translations, each with its licence."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The file of ours that lies at this place under resources."""
    return _HERE.joinpath(*parts)
