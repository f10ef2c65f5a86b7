"""The web page: a thin layer of Gradio over the pipeline. What it shows is made in ``qa.page``.

It is bound to loopback, shares nothing, asks nothing of any other host, and answers no request for
files but those that it made for a download.
"""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from index.errors import YinjuError
from qa import page
from qa.page import Turn
from qa.page_text import word
from qa.result import Citation, Language

if TYPE_CHECKING:
    from eval.outcome import Run
    from qa.pipeline import Pipeline

HOST = "127.0.0.1"
_FONTS = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "system-ui", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "monospace")
_MAX_UPLOAD_MB = 10
# Characters that a box takes; the pipeline says so itself, in one sentence, beyond its own limit.
_MAX_PASTED = 20_000
_MAX_WAITING = 32
_AT_ONCE = 2
_DRAFTS = [".txt", ".md", ".docx", ".pdf", ".csv", ".xlsx"]
_SETS = [".jsonl", ".csv", ".xlsx"]
_LANGUAGES: dict[str, Language] = {"中文": "zh", "English": "en"}

GetPipeline = Callable[[], "Pipeline"]


def main(port: int = 7860, corpus: Path | None = None) -> None:
    """Open the page on 127.0.0.1 and serve it until stopped.

    Args:
        port: Where to listen.
        corpus: Folder of a corpus; None for the shipped plan.
    """
    from qa.pipeline import open_pipeline
    from qa.progress import build_progress

    with build_progress() as progress:
        pipeline = open_pipeline(corpus, progress=progress)
    blocks = build_page(lambda: pipeline)
    launch(blocks, port)


def launch(blocks: gr.Blocks, port: int, *, wait: bool = True) -> str:
    """Serve ``blocks`` on loopback and return the address."""
    theme = gr.themes.Default(font=_FONTS, font_mono=_MONO)
    blocks.queue(max_size=_MAX_WAITING, default_concurrency_limit=_AT_ONCE)
    _, address, _ = blocks.launch(
        server_name=HOST,
        server_port=port,
        share=False,
        inbrowser=False,
        quiet=not wait,
        show_error=False,
        footer_links=[],
        max_file_size=f"{_MAX_UPLOAD_MB}mb",
        allowed_paths=[],
        enable_monitoring=False,
        ssr_mode=False,
        prevent_thread_lock=not wait,
        theme=theme,
        css=page.page_file("page.css"),
    )
    return address


def build_page(get_pipeline: GetPipeline) -> Any:  # noqa: ANN401  # gradio ships no types that a checker can follow
    """Return the page; nothing is loaded until somebody asks.

    Args:
        get_pipeline: Gives the pipeline, at the first question and every one after it.
    """
    with gr.Blocks(title="引据 yinju", analytics_enabled=False) as blocks:
        lang = gr.State("zh")
        with gr.Row(equal_height=True):
            head = gr.HTML(page.heading("zh"))
            choice = gr.Radio(
                list(_LANGUAGES), value="中文", label=word("language", "zh"), min_width=120, scale=0
            )
        with gr.Tabs():
            with gr.Tab(word("tab_ask", "zh"), id="ask") as ask_tab:
                ask = _Ask(get_pipeline, lang)
            with gr.Tab(word("tab_check", "zh"), id="check") as check_tab:
                check = _Check(get_pipeline, lang)
            with gr.Tab(word("tab_evaluate", "zh"), id="evaluate") as evaluate_tab:
                evaluate = _Evaluate(get_pipeline, lang)
            with gr.Tab(word("tab_plan", "zh"), id="plan") as plan_tab:
                plan = gr.HTML()
        plan_tab.select(partial(_plan, get_pipeline), [lang], [plan], api_visibility="private")
        parts = (ask, check, evaluate)
        labelled = [c for part in parts for c in part.labelled]

        def switch(chosen: str, turns: list[Turn]) -> list[Any]:
            new = _LANGUAGES[chosen]
            tabs = [
                gr.update(label=word(key, new))
                for key in ("tab_ask", "tab_check", "tab_evaluate", "tab_plan")
            ]
            words = [update for part in parts for update in part.words(new)]
            shown = page.conversation(turns, new, get_pipeline().clause_index.titles)
            return [new, page.heading(new), *tabs, shown, "", _plan(get_pipeline, new), *words]

        outputs = [
            lang, head, ask_tab, check_tab, evaluate_tab, plan_tab, ask.log, ask.context, plan,
            *labelled,
        ]  # fmt: skip
        choice.change(switch, [choice, ask.turns], outputs, api_visibility="private")
        # The browser's own language decides what a visitor first sees.
        blocks.load(
            None,
            None,
            [choice],
            js="() => navigator.language.startsWith('zh') ? '中文' : 'English'",
        )
    return blocks


class _Ask:
    """The chat: questions, quotes, and a quote where it stands."""

    def __init__(self, get_pipeline: GetPipeline, lang: gr.State) -> None:
        self._pipeline = get_pipeline
        self.turns = gr.State([])
        self.log = gr.HTML(
            page.conversation([], "zh"), js_on_load=page.page_file("page.js"), elem_id="yj-log"
        )
        self.context = gr.HTML(
            "",
            js_on_load=page.page_file("page.js") + page.page_file("context.js"),
            elem_id="yj-context",
        )
        with gr.Row():
            self.box = gr.Textbox(
                label=word("question_label", "zh"),
                placeholder=word("question_placeholder", "zh"),
                lines=1,
                max_lines=4,
                scale=8,
                elem_id="yj-question",
            )
            self.send = gr.Button(word("ask", "zh"), variant="primary", scale=1, min_width=96)
            self.clear = gr.Button(word("clear", "zh"), scale=1, min_width=96)
        inputs = [self.box, self.turns, lang]
        outputs = [self.log, self.turns, self.box, self.context]
        gr.on(
            [self.box.submit, self.send.click], self._ask, inputs, outputs, api_visibility="private"
        )
        self.log.select(self._ask_example, [self.turns, lang], outputs, api_visibility="private")
        self.log.click(self._open, [self.turns, lang], [self.context], api_visibility="private")
        self.context.clear(lambda: "", None, [self.context], api_visibility="private")
        self.clear.click(
            lambda chosen: (page.conversation([], chosen), [], "", ""),
            [lang],
            outputs,
            api_visibility="private",
        )

    @property
    def labelled(self) -> list[Any]:
        return [self.box, self.send, self.clear]

    def words(self, lang: Language) -> list[Any]:
        return [
            gr.update(
                label=word("question_label", lang), placeholder=word("question_placeholder", lang)
            ),
            gr.update(value=word("ask", lang)),
            gr.update(value=word("clear", lang)),
        ]

    def _ask(self, question: str, turns: list[Turn], lang: Language) -> tuple[Any, ...]:
        pipeline = self._pipeline()
        history = [turn.question for turn in turns if turn.answer is not None]
        try:
            turn = Turn(question, pipeline.ask(question, history=history))
        except YinjuError as error:
            turn = Turn(question, error=page.error_sentence(error, lang, question))
        turns = [*turns, turn]
        return page.conversation(turns, lang, pipeline.clause_index.titles), turns, "", ""

    def _ask_example(
        self, turns: list[Turn], lang: Language, event: gr.EventData
    ) -> tuple[Any, ...]:
        return self._ask(str(_data(event).get("ask", "")), turns, lang)

    def _open(self, turns: list[Turn], lang: Language, event: gr.EventData) -> str:
        data = _data(event)
        try:
            answer = turns[int(data["open"])].answer
            citation = answer.citations[int(data["n"]) - 1] if answer else None
        except (KeyError, ValueError, IndexError):
            return ""
        return "" if citation is None else _in_context(self._pipeline(), citation, lang)


class _Check:
    """Statements checked one by one."""

    def __init__(self, get_pipeline: GetPipeline, lang: gr.State) -> None:
        self._pipeline = get_pipeline
        self.verdicts = gr.State([])
        self.intro = gr.Markdown(word("check_intro", "zh"))
        self.box = gr.Textbox(
            label=word("check_text", "zh"),
            placeholder=word("check_placeholder", "zh"),
            lines=5,
            max_lines=15,
            elem_id="yj-claims",
        )
        self.file = gr.File(label=_file_label("check_file", "zh", _DRAFTS), file_types=_DRAFTS)
        self.run = gr.Button(word("check_run", "zh"), variant="primary")
        self.result = gr.HTML(js_on_load=page.page_file("page.js"), elem_id="yj-matrix")
        self.context = gr.HTML(
            "", js_on_load=page.page_file("page.js") + page.page_file("context.js")
        )
        with gr.Row():
            self.xlsx = gr.DownloadButton(word("download_xlsx", "zh"), visible=False)
            self.html = gr.DownloadButton(word("download_html", "zh"), visible=False)
        self.run.click(
            self._check,
            [self.box, self.file, lang],
            [self.result, self.verdicts, self.context, self.xlsx, self.html],
            api_visibility="private",
        )
        self.result.click(
            self._open, [self.verdicts, lang], [self.context], api_visibility="private"
        )
        self.context.clear(lambda: "", None, [self.context], api_visibility="private")

    @property
    def labelled(self) -> list[Any]:
        return [self.intro, self.box, self.file, self.run, self.xlsx, self.html]

    def words(self, lang: Language) -> list[Any]:
        return [
            gr.update(value=word("check_intro", lang)),
            gr.update(label=word("check_text", lang), placeholder=word("check_placeholder", lang)),
            gr.update(label=_file_label("check_file", lang, _DRAFTS)),
            gr.update(value=word("check_run", lang)),
            gr.update(label=word("download_xlsx", lang)),
            gr.update(label=word("download_html", lang)),
        ]

    def _check(
        self,
        text: str,
        file: str | None,
        lang: Language,
        progress: gr.Progress = gr.Progress(),  # noqa: B008  # gradio's way of handing one in
    ) -> tuple[Any, ...]:
        from qa.draft import check_draft
        from qa.matrix import write_report

        nothing: tuple[Any, ...] = ([], "", gr.update(visible=False), gr.update(visible=False))
        if not file and not text.strip():
            return page.notice(word("check_empty", lang), lang), *nothing
        if len(text) > _MAX_PASTED:
            said = word("check_too_long", lang, n=f"{len(text):,}", limit=f"{_MAX_PASTED:,}")
            return page.notice(said, lang), *nothing
        folder = Path(tempfile.mkdtemp(prefix="yinju-"))
        draft = Path(file) if file else folder / "draft.txt"
        if not file:
            draft.write_text(text, encoding="utf-8", errors="replace")
        try:
            report = check_draft(
                self._pipeline(),
                draft,
                lambda done, total: progress((done, total), desc=word("checking", lang)),
            )
        except YinjuError as error:
            return page.notice(page.error_sentence(error, lang, text), lang), *nothing
        downloads = []
        for name in ("yinju-check.xlsx", "yinju-check.html"):
            write_report(report, folder / name, lang)
            downloads.append(gr.update(value=str(folder / name), visible=True))
        verdicts = [checked.verdict for checked in report.checked]
        return page.matrix(verdicts, lang, report.titles), verdicts, "", *downloads

    def _open(self, verdicts: list[Any], lang: Language, event: gr.EventData) -> str:
        data = _data(event)
        try:
            citation = verdicts[int(data["open"])].citations[int(data["n"]) - 1]
        except (KeyError, ValueError, IndexError):
            return ""
        return _in_context(self._pipeline(), citation, lang)


class _Evaluate:
    """Question sets run, with their figures, and compared with the run before."""

    def __init__(self, get_pipeline: GetPipeline, lang: gr.State) -> None:
        self._pipeline = get_pipeline
        self._lock = threading.Lock()
        self.last = gr.State(None)
        self.intro = gr.Markdown(word("evaluate_intro", "zh"))
        self.file = gr.File(
            label=_file_label("evaluate_file", "zh", _SETS), file_types=_SETS, file_count="multiple"
        )
        self.lenient = gr.Checkbox(label=word("lenient", "zh"))
        self.run = gr.Button(word("evaluate_run", "zh"), variant="primary")
        self.result = gr.HTML(elem_id="yj-figures")
        self.report = gr.DownloadButton(word("download_report", "zh"), visible=False)
        self.run.click(
            self._evaluate,
            [self.file, self.lenient, self.last, lang],
            [self.result, self.last, self.report],
            api_visibility="private",
        )

    @property
    def labelled(self) -> list[Any]:
        return [self.intro, self.file, self.lenient, self.run, self.report]

    def words(self, lang: Language) -> list[Any]:
        return [
            gr.update(value=word("evaluate_intro", lang)),
            gr.update(label=_file_label("evaluate_file", lang, _SETS)),
            gr.update(label=word("lenient", lang)),
            gr.update(value=word("evaluate_run", lang)),
            gr.update(label=word("download_report", lang)),
        ]

    def _evaluate(
        self,
        files: list[str] | None,
        lenient: bool,  # a checkbox
        last: Run | None,
        lang: Language,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        from eval.dataset import read_sets
        from eval.report import save_with_report
        from eval.run import Options, run_sets

        if not files:
            said = page.notice(word("evaluate_empty", lang), lang)
            return said, last, gr.update(visible=False)

        def told(done: int, total: int) -> None:
            progress((done, total), desc=word("evaluating", lang))

        pipeline = self._pipeline()
        sources = {document.doc_id: document.text for document in pipeline.clause_index.documents}
        try:
            options = Options(lenient=lenient, command="yinju ui", on_progress=told)
            run = run_sets(read_sets([Path(file) for file in files]), pipeline, options, sources)
        except YinjuError as error:
            said = page.notice(word("error_set", lang), lang, str(error))
            return said, last, gr.update(visible=False)
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        folder = Path(tempfile.mkdtemp(prefix="yinju-")) / f"yinju-eval-{stamp}"
        save_with_report(run, folder, lang=lang, previous=last)
        report = gr.update(value=str(folder / "report.html"), visible=True)
        return self._figures(run, last, lang), run, report

    def _figures(self, run: Run, last: Run | None, lang: Language) -> str:
        rows = [
            (figure.measure, figure.n, figure.value, figure.low, figure.high)
            for figure in run.figures
            if figure.group == "all"
        ]
        return page.figures(rows, _compared(run, last, lang), lang)


def _compared(run: Run, last: Run | None, lang: Language) -> str:
    if last is None:
        return ""
    from eval.compare import compare_runs

    try:
        found = compare_runs(last, run)
    except YinjuError:
        return word("nothing_shared", lang)
    return word(
        "compared",
        lang,
        date=last.manifest.created[:16],
        better=len(found.better),
        worse=len(found.worse),
    )


def _plan(get_pipeline: GetPipeline, lang: Language) -> str:
    found = get_pipeline().clause_index
    document = page.restored(found.clauses, found.documents, lang)
    return page.frame(document, word("plan_frame", lang))


def _in_context(pipeline: Pipeline, citation: Citation, lang: Language) -> str:
    found = pipeline.clause_index
    highlight = {citation.clause_id: citation.focus or [_whole(citation)]}
    document = page.restored(found.clauses, found.documents, lang, highlight)
    return page.context(document, page.place_html(citation, lang, found.titles), lang)


def _whole(citation: Citation) -> Any:  # noqa: ANN401
    from index.corpus import Span

    return Span(0, len(citation.quote))


def _data(event: gr.EventData) -> dict[str, Any]:
    found = event._data  # noqa: SLF001  # gradio offers no other way to what a component sends
    return found if isinstance(found, dict) else {}


def _file_label(key: str, lang: Language, types: list[str]) -> str:
    return word(key, lang, types=" ".join(types), size=_MAX_UPLOAD_MB)


if __name__ == "__main__":
    main()
