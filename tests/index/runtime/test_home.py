from __future__ import annotations

import os
import tempfile
from pathlib import Path

import platformdirs
import pytest

import index.runtime.home
from index.runtime.home import default_folder, home


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As where yinju is installed as a package, and nothing was said yet."""
    monkeypatch.delenv("YINJU_HOME", raising=False)
    monkeypatch.setattr(index.runtime.home, "_PROJECT", tmp_path / "site-packages")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    index.runtime.home._temporary.cache_clear()


def test_the_variable_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YINJU_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "plan"


def test_a_checkout_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = Path(index.runtime.home.__file__).parents[2]
    monkeypatch.setattr(index.runtime.home, "_PROJECT", checkout)
    assert default_folder() == checkout / ".yinju" / "plan"


def test_else_the_cache_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder().is_relative_to(tmp_path)
    assert default_folder().parts[-2:] == ("yinju", "plan")


@pytest.mark.parametrize("cache", ["/proc/none/.cache/yinju", "{}/a file/yinju", "~/.cache/yinju"])
def test_else_a_temporary_folder_said_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture, cache: str
) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.setattr(
        platformdirs, "user_cache_path", lambda *_, **__: Path(cache.format(tmp_path))
    )
    folder = default_folder()
    assert folder == tmp_path / f"yinju-{os.getuid()}" / "plan"
    assert folder.parent.stat().st_mode & 0o777 == 0o700
    assert default_folder() == folder
    assert home() is None
    [said] = [record.getMessage() for record in caplog.records]
    assert str(folder.parent) in said
    assert "YINJU_HOME" in said


@pytest.mark.parametrize("trap", ["link", "open"])
def test_a_temporary_folder_of_somebody_else_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trap: str
) -> None:
    monkeypatch.setenv("HOME", "/proc/none")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    name = tmp_path / f"yinju-{os.getuid()}"
    if trap == "link":
        (tmp_path / "elsewhere").mkdir()
        name.symlink_to(tmp_path / "elsewhere")
    else:
        name.mkdir()
        name.chmod(0o777)
    folder = default_folder().parent
    assert folder.parent == tmp_path
    assert folder != name
