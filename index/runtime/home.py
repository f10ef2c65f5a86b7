"""Where yinju keeps what it makes for itself."""

from __future__ import annotations

import functools
import logging
import os
from pathlib import Path

_log = logging.getLogger(__name__)

_PROJECT = Path(__file__).parents[2]


def default_folder() -> Path:
    """Return where the index of the shipped plan is kept: ``$YINJU_HOME/plan``.

    Without the variable the home is ``.yinju`` in a checkout, the user's cache folder where yinju is
    installed as a package, and a temporary folder, with a warning, where that cannot be written.
    """
    return (home() or _temporary(_cache())) / "plan"


def home() -> Path | None:
    """Return the folder that is yinju's own; None where there is none that can be written."""
    named = os.environ.get("YINJU_HOME")
    if named:
        return Path(named).expanduser()
    if (_PROJECT / "pyproject.toml").is_file() and _is_ready(_PROJECT / ".yinju"):
        return _PROJECT / ".yinju"
    cache = _cache()
    return cache if _is_ready(cache) else None


def _cache() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("yinju", appauthor=False)


def _is_ready(folder: Path) -> bool:
    """Make a folder if it is not there; tell whether files can be written into it."""
    # Without a home directory ~ stays as it is, which would be a folder of that name anywhere.
    if not folder.is_absolute():
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


@functools.cache
def _temporary(instead_of: Path) -> Path:
    """Return this user's folder among the temporary ones; a new one where another's has its name."""
    import tempfile

    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"yinju-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        # Everybody may make folders here: what another made, or can write into, is not trusted.
        ours = folder.is_dir() and not folder.is_symlink()
        ours = ours and found.st_uid == user and not found.st_mode & 0o022
    except OSError:
        ours = False
    if not ours:
        folder = Path(tempfile.mkdtemp(prefix="yinju-"))
    _log.warning(
        "%s cannot be written, so the index is kept in the temporary folder %s; "
        "set YINJU_HOME to a folder of your own to keep it.",
        instead_of,
        folder,
    )
    return folder
