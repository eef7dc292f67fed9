"""Maps in files: opened with a clear sentence when they cannot be, saved whole or not at all."""

import errno
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.cannot import CannotDo
from app.carried import CarriesNoMap, carried_map, is_pdf
from model.format import Envelope, Opened, Unreadable, read, write
from model.parsing import LARGEST
from model.records import Record

STALE = 24 * 3600
"""What a save put beside a file longer ago than this belongs to no process any more, s."""
MOST_FILES = 2000
"""So many files of a folder are looked at."""
_NO_XATTR = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENODATA, errno.EPERM, errno.EACCES, errno.EINVAL}


class CannotOpen(CannotDo):
    """A file that could not be opened as a map; its text is for the person at the screen."""


class CannotSave(CannotDo):
    """A map that could not be saved, its old file untouched; its text is for the person at the screen."""

    is_written = False
    """Whether the file was replaced all the same, and only the disk did not confirm it."""

    @property
    def brief(self) -> str:
        """The same in a few words, for the top bar."""
        cause = self.__cause__
        return _BRIEFLY.get(cause.errno or 0, UNSAVED) if isinstance(cause, OSError) else UNSAVED


class ReadOnly(CannotSave):
    """A map whose file, or the folder that it is in, can only be read; nothing was written."""

    def __init__(self, target: Path) -> None:
        self.is_folder = not os.access(target.parent, os.W_OK)
        super().__init__(
            f"“{target.name}” was not saved: {_READ_ONLY.lower()}. Save a copy somewhere else."
            if self.is_folder
            else f"“{target.name}” is read-only, so it was not saved; save a copy instead."
        )

    @property
    def brief(self) -> str:
        """The same in a few words, for the top bar."""
        return _READ_ONLY if self.is_folder else "The file is read-only"


class NotExported(CannotDo):
    """What was exported from a map and could not be written; its text is for the person at the screen."""


class ChangedMeanwhile(CannotSave):
    """A map whose file somebody else replaced by what cannot be joined with it; nothing was written."""

    @property
    def brief(self) -> str:
        """The same in a few words, for the top bar."""
        return "Its file was replaced"


def fingerprint_of(content: bytes) -> str:
    """What tells one content of a file from another."""
    return hashlib.sha256(content).hexdigest()


def modified(path: Path) -> datetime | None:
    """When a file was last saved, by its own clock; None where it does not say."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, OverflowError, ValueError):
        return None


def open_map(path: str | Path) -> Opened:
    """The map in a file, or in a PDF that carries one; raises CannotOpen with a sentence for the person."""
    return open_with_bytes(path)[0]


def open_with_bytes(path: str | Path) -> tuple[Opened, bytes]:
    """The map in a file or a PDF, and the bytes that it was read from; raises CannotOpen."""
    name = Path(path).name
    try:
        content = carried_map(path) if is_pdf(path) else read_bytes(path)
        return read(content), content
    except CarriesNoMap as error:
        raise CannotOpen(str(error)) from error
    except Unreadable as error:
        raise CannotOpen(f"“{name}” cannot be opened. {error}") from error
    except (OSError, ValueError) as error:
        raise CannotOpen(f"“{name}” cannot be opened: {_said(error)}") from error


def save_map(path: str | Path, records: Iterable[Record], envelope: Envelope) -> bytes:
    """Save a map to a file, whole or not at all; returns the bytes written. Raises CannotSave."""
    content = write(records, envelope)
    save_bytes(path, content)
    return content


def read_bytes(path: str | Path) -> bytes:
    """All bytes of a file, of one byte more than a map may have at most; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
        parts, size = [], 0
        while size <= LARGEST:
            part = os.read(descriptor, min(1 << 20, LARGEST + 1 - size))
            if not part:
                break
            parts.append(part)
            size += len(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def save_bytes(path: str | Path, content: bytes, look: Callable[[], object] | None = None) -> None:
    """Replace a file's content in one step; raises CannotSave.

    The new content goes to a file beside it, onto the disk, and then takes its name. A link is followed;
    mode, owner and extended attributes are kept where the system lets us. What looks at the old file just before
    it is replaced may raise, and then it stays.
    """
    target = Path(path)
    with suppress(OSError, RuntimeError, ValueError):
        target = Path(os.path.realpath(path))
    beside, replaced = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.saving"), False
    try:
        old = _state_of(target)
        if old is not None and not _may_write(target, old):
            raise ReadOnly(target)
        _write_beside(beside, content, target, old)
        if look is not None:
            look()
        os.replace(beside, target)
        replaced = True
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:
        refused = CannotSave(unsaved(target, error, replaced))
        refused.is_written = replaced
        raise refused from error
    finally:
        if not replaced:
            with suppress(OSError, ValueError):
                os.unlink(beside)


def export_bytes(path: str | Path, content: bytes) -> None:
    """Write what was exported from a map, whole or not at all; raises NotExported."""
    try:
        save_bytes(path, content)
    except CannotSave as error:
        raise NotExported(_unexported(Path(path), error)) from error


def clear_away(path: Path) -> None:
    """Take away what saves of this file left beside it when their process was killed, a day ago or more."""
    with suppress(OSError, RuntimeError, ValueError):
        target = Path(os.path.realpath(path))
        left = re.compile(re.escape(f".{target.name[:60]}.") + r"[0-9a-f]{8}\.saving")
        with os.scandir(target.parent) as there:
            for _, one in zip(range(MOST_FILES), there, strict=False):
                if left.fullmatch(one.name) and time.time() - one.stat().st_mtime > STALE:
                    os.unlink(one.path)


def _state_of(target: Path) -> os.stat_result | None:
    try:
        state = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(target))
    return state


def _may_write(target: Path, state: os.stat_result) -> bool:
    """Whether the file itself may be written; for root too, a file that nobody may write is read-only."""
    return bool(state.st_mode & 0o222) and os.access(target, os.W_OK)


def _write_beside(beside: Path, content: bytes, like: Path, old: os.stat_result | None) -> None:
    mode = stat.S_IMODE(old.st_mode) if old is not None else 0o666
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(beside, flags, mode if old is None else 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if old is not None:
            _keep_looks(descriptor, like, old, mode)
        os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        raise
    os.close(descriptor)


def _keep_looks(descriptor: int, like: Path, old: os.stat_result, mode: int) -> None:
    """Give the new file the old one's owner, attributes (access lists are such) and mode."""
    if hasattr(os, "fchown"):
        now = os.fstat(descriptor)
        if (now.st_uid, now.st_gid) != (old.st_uid, old.st_gid):
            with suppress(PermissionError):
                os.fchown(descriptor, old.st_uid, old.st_gid)
    if hasattr(os, "listxattr"):
        try:
            for name in os.listxattr(like):
                os.setxattr(descriptor, name, os.getxattr(like, name))
        except OSError as error:
            if error.errno not in _NO_XATTR:
                raise
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)


def _sync_folder(folder: Path) -> None:
    """Make the new name last; a system that cannot sync a folder is believed to keep it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


_REASONS = {
    errno.ENOSPC: "the disk is full.",
    errno.EDQUOT: "your space on this disk is used up.",
    errno.EACCES: "you have no permission there.",
    errno.EPERM: "you have no permission there.",
    errno.EROFS: "this disk can only be read.",
    errno.ENOENT: "it is not there, or its folder is gone.",
    errno.ENOTDIR: "its folder is gone.",
    errno.EISDIR: "it is a folder.",
    errno.EIO: "the disk or the network reported an error.",
    errno.EFBIG: "it is larger than this disk takes.",
    errno.ENAMETOOLONG: "its name is too long.",
    errno.ELOOP: "it is a link that leads back to itself.",
    errno.ESTALE: "the shared folder is gone.",
    **dict.fromkeys(
        (errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENOTCONN),
        "the shared folder does not answer.",
    ),
}


UNSAVED = "Could not be saved"
AWAY = "Share not reachable"
_READ_ONLY = "The folder is read-only"
_BRIEFLY = {
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.EIO), AWAY),
    **dict.fromkeys((errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENOTCONN), AWAY),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Disk full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "No permission to save"),
    errno.EROFS: _READ_ONLY,
}


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0, f"{error.strerror or error}.")
    return f"its name cannot be used ({error})."


def unsaved(target: Path, error: Exception, replaced: bool = False) -> str:
    """What went wrong when a file was saved, in words for the person at the screen."""
    if replaced:
        sure = "Save a copy to be safe."
        return f"“{target.name}” was written, but the disk did not confirm it: {_said(error)} {sure}"
    return f"“{target.name}” was not saved: {_said(error)} The file is as it was; save a copy somewhere else."


def _unexported(out: Path, error: CannotSave) -> str:
    """What went wrong when something was exported: of the map nothing is lost."""
    cause = error.__cause__
    why = _said(cause).rstrip(".") if isinstance(cause, Exception) else ""
    if error.is_written:
        return (
            f"“{out.name}” was exported, but the disk did not confirm it: {why}. Export it again to be safe."
        )
    if isinstance(error, ReadOnly):
        why = "its folder is read-only" if error.is_folder else "a file of this name is read-only"
    elif isinstance(cause, FileNotFoundError):
        why = "its folder is gone"
    return f"“{out.name}” was not exported, since {why}: the map is safe, and you can export it to another place."
