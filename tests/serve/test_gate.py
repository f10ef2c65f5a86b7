"""Alone a question has all processors; beside another it keeps to one."""

from __future__ import annotations

import asyncio
import threading

from index.embed import threads
from serve.requests.gate import Gate
from tests.serve.conftest import finish


def keeps_to_one() -> bool:
    return bool(getattr(threads._here, "one", False))


def test_alone_on_all_beside_another_on_one() -> None:
    gate, release = Gate(2, 8), threading.Event()

    async def both() -> tuple[bool, bool, bool]:
        alone = await gate.run(keeps_to_one)
        waiting = asyncio.create_task(gate.run(release.wait))
        await asyncio.sleep(0)
        beside = await gate.run(keeps_to_one)
        release.set()
        await waiting
        return alone, beside, await gate.run(keeps_to_one)

    assert finish(both()) == (False, True, False)
