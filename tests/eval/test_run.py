"""Runs: what is scored, saved, compared, reported, gated."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import click.testing
import pytest
import pytrec_eval

from eval import cli as command
from eval.dataset.read import read_sets, read_what_can_be
from eval.errors import DatasetError, GateError, RunError
from eval.gate.check import check_gate, record_gate, run_gate
from eval.measures.compare import compare_runs
from eval.measures.outcome import Measured, Run
from eval.report.report import REPORT, render_report, save_with_report, write_report
from eval.run.engine import Engine
from eval.run.folder import load_run, save_run
from eval.run.run import RunOptions, run_sets
from eval.run.settings import parse_settings
from index.errors import InputError
from tests.eval_fake import SET, FakeEngine, make_clauses


@pytest.fixture
def set_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.jsonl"
    path.write_text(SET, encoding="utf-8")
    return path


@pytest.fixture
def run(set_file: Path) -> Run:
    return run_sets(
        read_sets([set_file]), FakeEngine(), RunOptions(command="yinju eval plan.jsonl")
    )


def value(run: Run, measure: str) -> float:
    figure = run.figure(measure)
    assert figure is not None
    return figure.value


def test_figures_by_hand(run: Run) -> None:
    # q1 and q2 rank their clause first; q3 is English and shares no character with any clause.
    assert value(run, "hit@1") == pytest.approx(2 / 3)
    # q1 (1 of 1), q2 (1 of 2 within the first quote), q3 (refused), turns (2 of 2): 1+0+0+1+1 of 5.
    assert value(run, "sufficient") == pytest.approx(3 / 5)
    assert value(run, "verbatim") == 1.0
    # u1 is refused, u2 is not, q3 is refused wrongly: TP 1, FP 1, FN 1.
    assert value(run, "refusal_f1") == pytest.approx(2 * 1 / (2 * 1 + 1 + 1))
    # c1 is right; c2 is called supported.
    assert value(run, "verdict_right") == pytest.approx(1 / 2)
    # supported 2*1/(2*1+1+0) = 2/3, contradicted 0
    assert value(run, "claim_macro_f1") == pytest.approx((2 / 3 + 0) / 2)
    assert value(run, "evidence@3") == 1.0
    assert value(run, "dialog_right") == 1.0


def test_n_is_how_many_a_measure_is_defined_for(run: Run) -> None:
    expected = {"hit@1": 3, "sufficient": 5, "refusal_f1": 7, "verdict_right": 2, "dialog_right": 1}
    assert {name: run.figure(name).n for name in expected} == expected  # type: ignore[union-attr]


def test_groups(run: Run) -> None:
    assert {figure.group for figure in run.figures} == {"all", "lang", "chapter", "kind"}
    english = run.figure("hit@1", "lang", "en")
    assert english is not None
    assert (english.n, english.value, english.low) == (1, 0.0, None)


def test_a_failure_says_why(run: Run) -> None:
    reasons = {outcome.task.key: outcome.reasons for outcome in run.failures}
    assert reasons["q2"] == ("partial",)
    assert reasons["q3"] == ("refused", "not_found")
    assert reasons["u2"] == ("not_refused",)
    assert reasons["c2"] == ("verdict",)
    assert set(reasons) == {"q2", "q3", "u2", "c2"}


def test_a_quote_that_is_not_verbatim_is_a_failure(set_file: Path) -> None:
    run = run_sets(read_sets([set_file]), FakeEngine(garble=True))
    assert value(run, "verbatim") == 0.0
    assert all("verbatim" in outcome.reasons for outcome in run.outcomes if outcome.quotes)


def test_an_error_of_the_engine_is_an_outcome_and_scores_zero(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "q", "question": "?", "gold": [{"key": "全面"}]}\n', encoding="utf-8")
    (outcome,) = run_sets(read_sets([path]), FakeEngine()).outcomes
    assert outcome.error == "the question has no words"
    assert outcome.reasons == ("error",)
    # The ranking is missing too, and a missing query scores zero.
    assert outcome.scores["hit@1"] == outcome.scores["sufficient"] == 0.0


def test_gold_that_is_not_found_stops_or_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        SET + '{"id": "q9", "question": "x", "gold": [{"key": "无"}]}\n', encoding="utf-8"
    )
    with pytest.raises(DatasetError, match="stand nowhere"):
        run_sets(read_sets([path]), FakeEngine())
    run = run_sets(read_sets([path]), FakeEngine(), RunOptions(lenient=True))
    assert len(run.manifest.skipped) == 1
    assert len(run.outcomes) == 9


def test_all_mistakes_of_a_set_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    lines = ('{"question": "x", "gold": [{"key": "无"}]}', "{bad", '{"question": "y", "golden": 1}')
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DatasetError) as raised:
        run_sets(read_what_can_be([path]), FakeEngine(), RunOptions(lenient=True))
    told = [(problem.file, problem.line) for problem in raised.value.problems]
    assert told == [("set.jsonl", 1), ("set.jsonl", 2), ("set.jsonl", 3)]


def test_progress_counts_every_task(set_file: Path) -> None:
    seen: list[tuple[int, int]] = []
    options = RunOptions(on_progress=lambda done, total: seen.append((done, total)))
    run_sets(read_sets([set_file]), FakeEngine(), options)
    assert seen == [(done, 9) for done in range(1, 10)]


def test_save_and_load_are_the_same(run: Run, tmp_path: Path) -> None:
    folder = save_with_report(run, tmp_path / "out" / "run")
    assert load_run(folder) == run
    # A second save replaces the first as a whole.
    (folder / "stale").write_text("x")
    save_run(run, folder)
    assert not (folder / "stale").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["run"]


def test_trec_files_give_our_figures(run: Run, tmp_path: Path) -> None:
    folder = save_run(run, tmp_path / "run")
    with (folder / "qrels.trec").open() as lines:
        qrels = pytrec_eval.parse_qrel(lines)
    with (folder / "run.trec").open() as lines:
        ranking = pytrec_eval.parse_run(lines)
    evaluator = pytrec_eval.RelevanceEvaluator(qrels, {"recip_rank", "ndcg_cut"})
    found = evaluator.evaluate(ranking).values()
    for theirs, ours in (("recip_rank", "mrr"), ("ndcg_cut_10", "ndcg@10")):
        mean = sum(scores[theirs] for scores in found) / len(qrels)
        assert mean == pytest.approx(value(run, ours), abs=1e-6)


def test_figures_csv_holds_every_figure(run: Run, tmp_path: Path) -> None:
    folder = save_run(run, tmp_path / "run")
    with (folder / "figures.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(run.figures)
    assert {row["n"] for row in rows} > {"1", "3"}


def test_what_is_no_run_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(RunError, match="no run"):
        save_run(run, tmp_path)
    with pytest.raises(RunError, match="is a file"):
        save_run(run, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_damaged_run_is_named(run: Run, tmp_path: Path) -> None:
    folder = save_run(run, tmp_path / "run")
    for name in ("run.json", "per_question.jsonl", "figures.json", "clauses.jsonl", "run.trec"):
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        (copy / name).write_text("{broken\n")
        with pytest.raises(RunError, match=f"damaged.*{name}"):
            load_run(copy)
        (copy / name).unlink()
        with pytest.raises(RunError, match=f"{name} is missing"):
            load_run(copy)
        shutil.rmtree(copy)


class Page(HTMLParser):
    """Collects ids, links, addresses and tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, found in attrs:
            if name == "id":
                self.ids.append(found or "")
            elif name == "href":
                self.links.append(found or "")
            elif name in ("src", "srcset", "data", "action", "poster"):
                self.addresses.append(found or "")


def test_the_report_needs_nothing_from_outside(run: Run) -> None:
    text = render_report(run)
    page = Page(text)
    assert not page.tags & {"script", "link", "iframe", "object", "base", "form", "b>"}
    assert page.addresses
    assert all(address.startswith("data:image/svg+xml;base64,") for address in page.addresses)
    assert all(link.startswith("#") for link in page.links)
    assert "http:" not in text
    assert "https:" not in text
    assert "@import" not in text
    assert "url(" not in text


def test_every_link_of_the_report_leads_to_a_clause(run: Run) -> None:
    page = Page(render_report(run))
    assert len(set(page.ids)) == len(page.ids)
    assert page.links
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_the_report_shows_hostile_text_as_text(run: Run) -> None:
    text = render_report(run)
    # The note of q3, the reason of a verdict, a heading.
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "第一节 &lt;b&gt;" in text


def test_the_report_names_question_expected_quoted_and_why(run: Run) -> None:
    text = render_report(run, lang="en")
    for words in ("基层医疗服务圈多少分钟？", "投融资联盟", "shared 0.", "only a part", "n=1"):
        assert words in text
    assert 'id="lang-en" checked' in text


def test_a_large_corpus_is_shown_around_what_is_linked(run: Run) -> None:
    extra = tuple(
        replace(clause, position=100 + number)
        for number, clause in enumerate(
            make_clauses([f"别的条款{n}。" for n in range(2_500)], "other")
        )
    )
    text = render_report(replace(run, clauses=run.clauses + extra))
    assert len(text) < 1_000_000
    page = Page(text)
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_the_report_is_made_again_from_the_folder(run: Run, tmp_path: Path) -> None:
    folder = save_with_report(run, tmp_path / "run")
    first = (folder / REPORT).read_text(encoding="utf-8")
    assert write_report(folder).read_text(encoding="utf-8") == first


def test_an_empty_list_of_failures(run: Run) -> None:
    good = replace(run, outcomes=tuple(o for o in run.outcomes if not o.failed))
    assert "没有失败的问题" in render_report(good)


def test_compare(run: Run, set_file: Path) -> None:
    strict = replace_engine(set_file, FakeEngine(threshold=2.0, settings={"encoder": "other"}))
    found = compare_runs(run, strict)
    # Refusing everything mends u2; it breaks q1 and both turns, and c1 is no longer supported.
    assert [pair.first.task.key for pair in found.better] == ["u2"]
    assert {"q1", "d1.1", "d1.2", "c1"} <= {pair.first.task.key for pair in found.worse}
    assert found.settings == {"encoder": ("fake", "other")}
    change = next(change for change in found.changes if change.measure == "sufficient")
    assert (change.n, change.better, change.worse) == (5, 0, 3)
    assert change.difference == pytest.approx(-3 / 5)
    # Three changed, all for the worse: 2 * 0.5**3
    assert change.mcnemar_p == pytest.approx(2 * 0.5**3)
    assert "与上一次对比" in render_report(strict, previous=run)


def replace_engine(set_file: Path, engine: Engine) -> Run:
    return run_sets(read_sets([set_file]), engine)


def test_a_run_compared_with_itself_did_not_change(run: Run) -> None:
    found = compare_runs(run, run)
    assert not found.better + found.worse + found.mixed
    assert all(change.difference == 0 and change.p_value == 1.0 for change in found.changes)


def test_runs_of_other_questions_are_not_compared(run: Run) -> None:
    renamed = [replace(o, task=replace(o.task, key=f"x{o.task.key}")) for o in run.outcomes]
    with pytest.raises(RunError, match="no question in common"):
        compare_runs(run, replace(run, outcomes=tuple(renamed)))
    reworded = [replace(o, task=replace(o.task, text="?")) for o in run.outcomes]
    with pytest.raises(RunError, match="another question"):
        compare_runs(run, replace(run, outcomes=tuple(reworded)))


def test_gate(set_file: Path, tmp_path: Path) -> None:
    folder, recorded = set_file.parent, tmp_path / "results" / "gate.json"
    run = run_gate(FakeEngine(), folder)
    with pytest.raises(RunError, match="--record"):
        check_gate(run, recorded)
    record_gate(run, recorded)
    content = json.loads(recorded.read_text(encoding="utf-8"))
    assert {"command", "created", "versions", "settings", "sets", "figures"} <= set(content)
    check_gate(run, recorded)
    with pytest.raises(GateError, match=r"verbatim: 0\.000 < 1\.000"):
        check_gate(run_gate(FakeEngine(garble=True), folder), recorded)
    # A fall within the interval is no fall.
    lower = [
        replace(f, value=f.low if f.low is not None else f.value) for f in run.figures
    ]  # fmt: skip
    check_gate(replace(run, figures=tuple(lower)), recorded)
    gone = tuple(f for f in run.figures if f.measure != "mrr")
    with pytest.raises(GateError, match="mrr: recorded 0"):
        check_gate(replace(run, figures=gone), recorded)
    set_file.write_text(SET.replace("d1", "d2"), encoding="utf-8")
    with pytest.raises(RunError, match="other questions"):
        check_gate(run_gate(FakeEngine(), folder), recorded)


def test_settings_are_parsed() -> None:
    found = parse_settings(["k=3", "fusion=rrf", "on=true", "a=b=c"])
    assert found == {"k": 3, "fusion": "rrf", "on": True, "a": "b=c"}
    for wrong in (["k"], ["=1"], ["k=1", "k=2"]):
        with pytest.raises(InputError):
            parse_settings(wrong)


class Result:
    """What a command printed and how it ended."""

    def __init__(self, arguments: Sequence[object]) -> None:
        runner = click.testing.CliRunner()
        result = runner.invoke(
            command.evaluate, [str(a) for a in arguments], prog_name="yinju eval"
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def open_fake(corpus: Path | None, settings: dict[str, object]) -> FakeEngine:
        assert corpus is None
        return FakeEngine(threshold=float(str(settings.get("threshold", 0.25))))

    monkeypatch.setattr(command, "open_pipeline", open_fake)
    monkeypatch.setattr(command, "save_threshold", lambda _, value: tmp_path / f"{value:.2f}")


@pytest.mark.usefixtures("fake_engine")
def test_command_runs_compares_and_reports(set_file: Path, tmp_path: Path) -> None:
    a, b, page = tmp_path / "a", tmp_path / "b", tmp_path / "compare.html"
    first = Result(["--out", a, set_file, "--json"])
    assert first.code == 0
    assert first.out.count("\n") == 1
    assert json.loads(first.out)["tasks"] == 9
    second = Result([set_file, "--out", b, "--set", "threshold=2", "--against", a])
    assert (second.code, "sufficient" in second.out) == (0, True)
    compared = Result(["compare", a, b, "--json", "--out", page])
    assert json.loads(compared.out)["better"] == ["u2"]
    assert Page(page.read_text(encoding="utf-8")).ids
    assert Result(["compare", a, b]).code == 0


@pytest.mark.usefixtures("fake_engine")
def test_command_mistakes_are_one_message_and_exit_2(set_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{\n")
    for arguments in (
        [bad, "--out", tmp_path / "out"],
        [set_file, "--out", tmp_path],
        [set_file, "--out", tmp_path / "out", "--set", "x"],
        [tmp_path / "none.csv", "--out", tmp_path / "out"],
        ["compare", tmp_path, tmp_path],
        ["calibrate", set_file, "--yes"],
    ):
        result = Result(arguments)
        assert result.code == 2, arguments
        assert not result.out
        assert "Traceback" not in result.err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("fake_engine")
def test_calibrate_shows_the_curve_and_saves_what_is_confirmed(tmp_path: Path) -> None:
    path, plot = tmp_path / "set.jsonl", tmp_path / "curve.svg"
    lines = [
        {"question": f"知识城建设取得全面成效{n}", "gold": [{"key": "全面成效"}]} for n in range(6)
    ]
    lines += [{"question": f"zzz {n}"} for n in range(6)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    shown = Result(["calibrate", path, "--dry-run", "--plot", plot])
    assert shown.code == 0
    assert "threshold" in shown.out
    assert plot.read_bytes().startswith(b"<?xml")
    saved = Result(["calibrate", path, "--yes", "--json"])
    content = json.loads(saved.out)
    assert content["saved"].endswith(f"{content['threshold']:.2f}")
    assert content["f1"] == 1.0


def test_figure_is_frozen() -> None:
    figure = Measured("hit@1", "all", "", 1, 1.0, None, None)
    with pytest.raises(AttributeError):
        figure.value = 0.0  # type: ignore[misc]
