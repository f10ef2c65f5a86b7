"""Files of a corpus as its manifest names them: mapped, and compared with it as far as that is quick."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from index.clause_index import Manifest, hash_bytes
from index.segment.kept import DOCUMENTS, SOURCES
from index.segment.read import mapped
from index.store.manifest import damaged

# A corpus of up to so many bytes is compared to the last one: 40 ms. Of a larger one the small files
# and the sources are; of the others the length, and a quote is compared with its source anyway.
_WHOLE = 50_000_000
_SMALL = 1_000_000
_ALWAYS = (DOCUMENTS, SOURCES)


def checked_files(
    folder: Path,
    manifest: Manifest,
    within: str,
    expected: Collection[str] = (),
    *,
    only: bool = False,
) -> Mapping[str, memoryview]:
    """Return the files of one of the folders within a corpus.

    Args:
        folder: The corpus.
        manifest: Its manifest.
        within: The folder within it.
        expected: Names of files that have to be there.
        only: Look at no others.

    Raises:
        IndexDamagedError: One is missing, or another than it was.
    """
    whole = sum(manifest.sizes.values()) <= _WHOLE
    prefix = f"{within}/"
    wanted = {f"{prefix}{name}" for name in expected}
    names = [name for name in manifest.files if name.startswith(prefix)]
    missing = wanted - set(names)
    if missing:
        damaged(folder, f"its manifest does not list {', '.join(sorted(missing))}")
    found: dict[str, memoryview] = {}
    for name in sorted(wanted) if only else names:
        try:
            data = mapped(folder / name)
        except OSError:
            damaged(folder, f"{name} is missing")
        small = len(data) <= _SMALL or name.removeprefix(prefix) in _ALWAYS
        altered = len(data) != manifest.sizes.get(name) or (
            (whole or small) and hash_bytes(data) != manifest.files[name]
        )
        if altered:
            damaged(folder, f"{name} was altered")
        found[name.removeprefix(prefix)] = data
    return found
