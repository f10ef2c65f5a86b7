"""What readers hold of pairs is kept, what is missing is told, and what one holds of new sets is added."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from click.testing import CliRunner

from eval.fit import documents, readings
from eval.fit.documents import DocumentSet
from eval.fit.readings import UnseenReadings, key_of
from eval.fit.verdicts import observe_all
from index.errors import InputError

TEXT = "湖滨摊位管理办法\n第一条 摊位的申请由县水务局受理。\n第二条 摊位每月收取管理费30元，老年人免费。\n"
CLAIMS = (
    {"claim": "摊位一个月交30块钱。", "label": "supported"},
    {"claim": "摊位归县水务局管。", "label": "supported"},
)


class _Counting:
    """Reads every pair as so many have been read before it."""

    def __init__(self) -> None:
        self.read_so_far: list[str] = []

    def read(self, first: str, passages: Sequence[str]) -> npt.NDArray[np.float64]:
        rows = []
        for passage in passages:
            self.read_so_far.append(f"{first}\n{passage}")
            rows.append([float(len(self.read_so_far))] * 4)
        return np.asarray(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stalls.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_pair_that_is_not_known_is_read_once_and_known_from_then_on(tmp_path: Path) -> None:
    source = _Counting()
    known = UnseenReadings({key_of("甲", "一"): np.full(4, 9.0)}, source)
    assert known.read("甲", ["一", "二", "三"])[:, 0].tolist() == [9.0, 1.0, 2.0]
    assert known.read("甲", ["三", "二"])[:, 0].tolist() == [2.0, 1.0]
    assert source.read_so_far == ["甲\n二", "甲\n三"]
    known.save(tmp_path / "kept.npz")
    kept = UnseenReadings.load(tmp_path / "kept.npz")
    assert len(kept) == 3
    assert kept.read("甲", ["二", "一"])[:, 0].tolist() == [1.0, 9.0]
    kept.check("the claims of stalls")


def test_one_set_without_readings_is_named_however_many_have_them() -> None:
    known = UnseenReadings({key_of("甲", str(n)): np.zeros(4) for n in range(100)})
    known.read("甲", [str(n) for n in range(100)])
    known.check("the claims of one")
    known.read("乙", ["1", "2"])
    with pytest.raises(InputError, match=r"2 of 2 pairs of the claims of two are not in readings"):
        known.check("the claims of two")


def test_verdicts_are_not_fitted_to_claims_that_no_reader_read(folder: Path) -> None:
    sets = [DocumentSet("stalls", (), CLAIMS)]
    with pytest.raises(InputError, match="pairs of the claims of stalls are not in readings"):
        observe_all(folder, sets)


def test_the_command_adds_what_the_reader_says_of_the_claims_of_a_set(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(json.dumps(claim) + "\n" for claim in CLAIMS)
    for name, text in (("questions", ""), ("unanswerable", ""), ("claims", rows)):
        path = folder / "sets" / "stalls" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kept = folder / "readings.npz"
    UnseenReadings({key_of("甲", "一"): np.zeros(4)}).save(kept)
    sets = documents.read_document_sets(folder / "sets")
    monkeypatch.setattr(readings, "read_document_sets", lambda: sets)
    monkeypatch.setattr(readings, "READINGS", kept)
    ask = ["--documents", str(folder), "--unseen"]
    told = CliRunner().invoke(readings.main, [*ask, "elsewhere"])
    assert told.exit_code == 2
    assert "there is no set elsewhere" in told.output
    told = CliRunner().invoke(readings.main, [*ask, "stalls"])
    assert "4 pairs added, 5 in all" in told.output, told.output
    # What was read is what the reader that comes with yinju says, and once is enough.
    again = CliRunner().invoke(readings.main, [*ask, "stalls"])
    assert "0 pairs added, 5 in all" in again.output
