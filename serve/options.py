"""How the page is served: where, to whom, within which limits."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Self

from index.errors import InputError
from index.location import Location, location

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ENVIRONMENT = "YINJU_SERVE"


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever serves the page decides.

    Attributes:
        host: Address to listen on.
        port: Where to listen.
        files: Folder of the files that the corpus was made of; None: pages cannot be shown as they look.
        corpus: Folder of a corpus, or URL of one on a server; None for the shipped plan.
        root_path: Path under which a reverse proxy shows the page.
        hosts: Names that a request may be for; empty: loopback's, or any where ``host`` is another.
        password: Asked of everybody, by HTTP's basic authentication; None: nobody is asked.
        user_header: Header in which a reverse proxy names who asks; a request without it is refused.
        workers: Processes that serve.
        at_once: Questions that are worked on at once, in each process: two keep two cores busy.
        waiting: Questions that wait, in each process; more are turned away.
        rate: Questions a minute and visitor; 0 for no limit.
        upload_mb: Largest file that is taken.
        own: Whether visitors may add documents of their own.
        keep_own: Whether those stay when a visitor leaves.
        feedback: File that feedback is written to; None: no feedback is asked for.
        log: Whether each request is logged, without its words.
        log_questions: Whether the words of questions are logged as well.
        workspace: Folder of what is made for visitors; one that goes with the program where None.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    corpus: Location | None = None
    files: Path | None = None
    root_path: str = ""
    hosts: tuple[str, ...] = ()
    password: str | None = None
    user_header: str | None = None
    workers: int = 1
    at_once: int = 2
    waiting: int = 256
    rate: int = 0
    upload_mb: int = 20
    own: bool = True
    keep_own: bool = False
    feedback: Path | None = None
    log: bool = False
    log_questions: bool = False
    workspace: Path | None = None

    def __post_init__(self) -> None:
        """Refuse what would serve strangers by mistake."""
        if self.root_path and not self.root_path.startswith("/"):
            raise InputError(f"The root path {self.root_path} has to begin with /.")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the page."""
        return self.host in LOOPBACK

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """Names that a request may be for; a name of another site's making is refused."""
        if self.hosts:
            return self.hosts
        return (*LOOPBACK[:2], "[::1]") if self.loopback else ("*",)

    @property
    def upload_bytes(self) -> int:
        """Largest file that is taken."""
        return self.upload_mb * 1_000_000

    def keep_in_environment(self) -> None:
        """Leave the options where a process that is started from here finds them."""
        record = {
            name: str(value) if isinstance(value, Path) else value
            for name, value in asdict(self).items()
        }
        os.environ[_ENVIRONMENT] = json.dumps(record)

    @classmethod
    def from_environment(cls) -> Self:
        """Return the options that the process was started with."""
        record = json.loads(os.environ[_ENVIRONMENT])
        for name in ("feedback", "workspace", "files"):
            record[name] = None if record[name] is None else Path(record[name])
        record["corpus"] = None if record["corpus"] is None else location(record["corpus"])
        record["hosts"] = tuple(record["hosts"])
        return cls(**{field.name: record[field.name] for field in fields(cls)})
