"""A disk that fails or is full while a version goes into the vault: the save stands, and what was kept stays."""

import errno
import os
import resource
import signal
from pathlib import Path
from typing import Any

import pytest

from app.session import Session
from app.vault import ENDING, Vault
from model.operations import add_phase
from tests.faults.counts import count

CALLS = ["open", "fdopen", "fsync", "replace"]
ERRORS = [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES, errno.EROFS][: count(2, 5)]
STEP = count(4_000, 500)


def _is_in_vault(given: object) -> bool:
    """Whether a call of the system is about a file of the vault, by its path or its descriptor."""
    named = os.readlink(f"/proc/self/fd/{given}") if isinstance(given, int) else str(given)
    return f"{os.sep}vault{os.sep}" in named


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only where a descriptor tells its path")
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("name", CALLS)
def test_a_vault_that_fails_anywhere_stops_no_save_and_keeps_the_next(
    tmp_path: Path, name: str, error: int
) -> None:
    session = Session.new()
    session.save_as(tmp_path / "map.journey")
    session.versions.wait()
    real, failed = getattr(os, name), list[object]()

    def call(*given: Any, **named: Any) -> Any:
        if _is_in_vault(given[0]):
            failed.append(given[0])
            raise OSError(error, os.strerror(error))
        return real(*given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, name, call)
        add_phase(session.store, "One")
        session.save()
        session.name_version("after lunch")
        session.versions.wait()
    assert failed
    assert session.is_saved
    assert session.versions.trouble
    vault = session.versions.vault
    assert not any(one.name == "after lunch" for one in vault.versions())
    assert {place.suffix for place in vault.folder.iterdir()} == {ENDING}
    session.name_version("after all")
    session.versions.wait()
    assert not session.versions.trouble
    newest = vault.versions()[0]
    assert (newest.name, vault.content(newest)) == ("after all", session.content())
    session.close()


def test_a_disk_that_is_full_anywhere_leaves_the_versions_there_are(tmp_path: Path) -> None:
    vault, noise = Vault("doc", tmp_path), os.urandom(20_000)
    first = vault.put(b"a map", "first")
    limits, old = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        for place in range(0, len(noise), STEP):
            resource.setrlimit(resource.RLIMIT_FSIZE, (place, limits[1]))
            with pytest.raises(OSError, match="too large"):
                vault.put(noise, "second")
            assert [one.name for one in vault.folder.iterdir()] == [first.place.name]
            assert vault.content(vault.versions()[0]) == b"a map"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert vault.content(vault.put(noise, "second")) == noise
