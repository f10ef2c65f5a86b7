"""The plan that comes with yinju: see data/plan/README.md."""

from __future__ import annotations

from pathlib import Path

from index.document.corpus import Document
from index.document.source import Sources
from index.recipe import files_sha256

_NAME = "000_19d126a6cf1855b1.txt"
_HERE = Path(__file__).parent
# Beside the packages in a checkout, within ``index`` where yinju is installed from a wheel.
_FOLDERS = (_HERE.parent / "data" / "plan", _HERE / "plan")
SHIPPED_PLAN = next((f for f in _FOLDERS if (f / _NAME).is_file()), _FOLDERS[-1]) / _NAME


def shipped_plan() -> list[Document]:
    """Return the one document that comes with yinju."""
    from index.read.load import load_documents

    return load_documents([SHIPPED_PLAN])


def shipped_sources() -> Sources:
    """Return the plan as a source of an index, which is read only where that is to be built."""
    return Sources(shipped_plan, files_sha256([SHIPPED_PLAN]))
