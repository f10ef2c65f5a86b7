"""``yinju eval``: measuring, which needs the extra of that name."""

from __future__ import annotations

from index.runtime.extras import extra

with extra("eval"):
    from eval.cli import evaluate

__all__ = ["evaluate"]
