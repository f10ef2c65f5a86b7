"""What whoever runs the server can see of it: health, figures for Prometheus, a line a request.

The words of questions are in none of it unless they are asked for.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import logging
import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from index.errors import YinjuError
from serve.options import Options
from serve.service import Service

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Histogram

_log = logging.getLogger("yinju.serve")
# Upper ends in seconds: a question takes some hundredths, one that waits in line some tenths.
_BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
_MULTIPLE = "PROMETHEUS_MULTIPROC_DIR"


def routes(service: Service) -> list[Route]:
    """Return ``/health`` and ``/metrics``."""

    async def health(_: Request) -> Response:
        try:
            found = (await run_in_threadpool(lambda: service.library.public)).clause_index
        except YinjuError as error:
            return JSONResponse({"status": "broken", "reason": str(error)}, 503)
        return JSONResponse(
            {
                "status": "ok",
                "documents": len(found.documents),
                "clauses": len(found.clauses),
                "waiting": service.questions.inside,
            }
        )

    async def metrics(_: Request) -> Response:
        meters = _meters()
        if meters is None:
            said = "No figures: install prometheus-client (pip install 'yinju[serve]').\n"
            return PlainTextResponse(said, 404)
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        return Response(generate_latest(meters.registry), media_type=CONTENT_TYPE_LATEST)

    return [Route("/health", health), Route("/metrics", metrics)]


def asked(options: Options, question: str, turn: Mapping[str, Any] | None, seconds: float) -> None:
    """Count and, where wanted, log a question that was answered, refused, or not taken."""
    answer = (turn or {}).get("answer") or {}
    outcome = "error" if turn is None else "answered" if answer.get("answered") else "refused"
    meters = _meters()
    if meters is not None:
        meters.questions.labels(outcome).inc()
        meters.seconds.observe(seconds)
    if options.log or options.log_questions:
        line: dict[str, object] = {
            "event": "ask",
            "outcome": outcome,
            "intent": answer.get("intent", "content"),
            "lang": answer.get("lang"),
            "quotes": len(answer.get("citations", ())),
            "ms": round(1000 * seconds, 1),
        }
        if options.log_questions:
            line["question"] = question
        log(line)


def log(line: Mapping[str, object]) -> None:
    """Write one line of JSON to the log."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    _log.info("%s", json.dumps({"time": stamp, **line}, ensure_ascii=False))


def start_logging() -> None:
    """Send the log to standard error, a JSON object a line and nothing around it."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    _log.handlers[:] = [handler]
    _log.setLevel(logging.INFO)
    _log.propagate = False


class _Meters:
    """What is counted."""

    registry: CollectorRegistry
    questions: Counter
    seconds: Histogram

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram, multiprocess

        self.registry = CollectorRegistry()
        # Several processes write to a folder, and whichever is asked adds all of theirs up.
        counted = None if _MULTIPLE in os.environ else self.registry
        if counted is None:
            multiprocess.MultiProcessCollector(self.registry)  # type: ignore[no-untyped-call]  # ships none
        self.questions = Counter(
            "yinju_questions", "Questions by outcome.", ["outcome"], registry=counted
        )
        self.seconds = Histogram(
            "yinju_question_seconds", "Seconds to an answer.", buckets=_BUCKETS, registry=counted
        )


@functools.cache
def _meters() -> _Meters | None:
    return _Meters() if importlib.util.find_spec("prometheus_client") is not None else None
