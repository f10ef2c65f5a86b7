"""Where yinju keeps what it makes for itself."""

from __future__ import annotations

import os
from pathlib import Path

_PROJECT = Path(__file__).parent.parent


def default_folder() -> Path:
    """Return where the index of the shipped plan is kept: ``$YINJU_HOME/plan``.

    Without the variable the home is ``.yinju`` in the checkout, or in the user's cache folder where
    yinju is installed as a package.
    """
    home = os.environ.get("YINJU_HOME")
    if home:
        return Path(home).expanduser() / "plan"
    if (_PROJECT / "pyproject.toml").is_file():
        return _PROJECT / ".yinju" / "plan"
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(cache).expanduser() / "yinju" / "plan"
