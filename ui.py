"""The web page: a thin layer of Gradio over the pipeline. What it shows is made in ``qa.show.cards``.

It is bound to loopback, shares nothing, asks nothing of any other host, and hands out no file but
the reports that it made.
"""

from __future__ import annotations

import functools
import os
import sys
import tempfile
import threading
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from index.errors import InputError, YinjuError
from qa.result import Language
from qa.show import cards as page
from qa.show.cards import Exchange
from qa.show.chat import take_turn
from qa.show.document import render_document
from qa.show.strings import word

if TYPE_CHECKING:
    from eval.measures.outcome import Run
    from qa.check.draft import DraftReport
    from qa.pipeline import Pipeline

HOST = "127.0.0.1"
_FONTS = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "system-ui", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "monospace")
_MAX_UPLOAD_MB = 10
_MAX_PASTED = 20_000
# Questions beyond these wait or are turned away: the encoder keeps both cores busy with two.
_AT_ONCE = 2
_MAX_WAITING = 32
_SETS = [".jsonl", ".csv", ".xlsx"]
_DRAFTS = [".txt", ".md", ".docx", ".pdf", *_SETS[1:]]
_LANGUAGES: dict[str, Language] = {"中文": "zh", "English": "en"}
# The browser refuses whatever is not from here. Gradio's own page needs inline code and evaluation.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self'; "
    "form-action 'none'; base-uri 'self'; object-src 'none'; frame-ancestors 'self'"
)
_FIRST_LANGUAGE = """() => {
  let kept = null;
  try { kept = localStorage.getItem("yinju-language"); } catch (refused) { /* private window */ }
  return kept || (navigator.language.startsWith("en") ? "English" : "中文");
}"""
_KEEP_LANGUAGE = """(chosen, ...rest) => {
  document.documentElement.lang = chosen === "English" ? "en" : "zh-CN";
  try { localStorage.setItem("yinju-language", chosen); } catch (refused) { /* private window */ }
  return [chosen, ...rest];
}"""

GetPipeline = Callable[[], "Pipeline"]
# Nothing here is an interface for programs; that is the command line.
_PRIVATE: dict[str, Any] = {"api_visibility": "private"}


def main(port: int = 7860, corpus: Path | None = None) -> None:
    """Open the page on 127.0.0.1 and serve it until stopped.

    Args:
        port: Where to listen.
        corpus: Folder of a corpus; None for the shipped plan.

    Raises:
        InputError: The port is taken, or the folder is no corpus.
    """
    from qa.open import open_pipeline
    from qa.show.progress import build_progress

    with build_progress() as progress:
        pipeline = open_pipeline(corpus, progress=progress)
    address = launch(build_page(lambda: pipeline), port)
    sys.stderr.write(f"yinju: {address} (Ctrl+C: stop)\n")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        sys.stderr.write("\n")


def launch(blocks: gr.Blocks, port: int) -> str:
    """Serve ``blocks`` on loopback in the background and return the address.

    Raises:
        InputError: The port is taken.
    """
    blocks.queue(max_size=_MAX_WAITING, default_concurrency_limit=_AT_ONCE, api_open=False)
    try:
        _, address, _ = blocks.launch(
            server_name=HOST,
            server_port=port,
            share=False,
            inbrowser=False,
            prevent_thread_lock=True,
            quiet=True,
            show_error=False,
            run_history=False,
            footer_links=[],
            max_file_size=_MAX_UPLOAD_MB * gr.FileSize.MB,
            state_session_capacity=100,
            allowed_paths=[],
            enable_monitoring=False,
            mcp_server=False,
            pwa=False,
            ssr_mode=False,
            theme=_theme(),
            css=page.page_file("page.css"),
            app_kwargs={
                "openapi_url": None,
                "middleware": [
                    Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"]),
                    Middleware(_Policy),
                ],
            },
        )
    except OSError as error:
        message = f"Port {port} cannot be used, another program may have it; choose one by --port."
        raise InputError(message) from error
    return str(address)


def _theme() -> Any:  # noqa: ANN401  # gradio's
    """Return a calm theme of the fonts that a system has; Gradio's own would be fetched."""
    theme = gr.themes.Default(
        font=_FONTS, font_mono=_MONO, primary_hue="sky", neutral_hue="stone", text_size="md"
    )
    return theme.set(
        button_primary_background_fill="#0b5c8a",
        button_primary_background_fill_hover="#094a70",
        button_primary_background_fill_dark="#1f6f9f",
        button_primary_background_fill_hover_dark="#2a83ba",
        button_primary_text_color="#fff",
        button_primary_text_color_dark="#fff",
    )


def build_page(get_pipeline: GetPipeline) -> gr.Blocks:
    """Return the page; nothing is loaded until somebody asks.

    Args:
        get_pipeline: Gives the pipeline, at the first question and at every one after it.
    """
    tab_words = ("tab_ask", "tab_check", "tab_evaluate", "tab_plan")
    blocks: gr.Blocks
    with gr.Blocks(
        title="引据 yinju", analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400)
    ) as blocks:
        lang = gr.State("zh")
        with gr.Row(elem_id="yj-top"):
            head = _html(page.heading("zh"), scale=1)
            choice = gr.Radio(
                list(_LANGUAGES),
                value="中文",
                label=word("language", "zh"),
                container=False,
                scale=0,
                min_width=230,
                elem_id="yj-language",
            )
        with gr.Tabs():
            tabs: list[gr.Tab] = []
            parts: list[_Part] = []
            for key, part in zip(tab_words, (_Ask, _Check, _Evaluate, _Plan), strict=True):
                with gr.Tab(word(key, "zh"), id=key, elem_id=f"yj-{key}") as tab:
                    parts.append(part(get_pipeline, lang))
                tabs.append(tab)
        parts[-1].show_on(tabs[-1])

        def switch(chosen: str, *states: Any) -> list[Any]:  # noqa: ANN401  # each part's own
            new = _LANGUAGES[chosen]
            labels = [gr.update(label=word(key, new)) for key in tab_words]
            updates = [
                update
                for part, state in zip(parts, states, strict=True)
                for update in part.switch(new, state)
            ]
            top = [new, page.heading(new), gr.update(label=word("language", new))]
            return [*top, *labels, *updates]

        choice.change(
            switch,
            [choice, *(part.state for part in parts)],
            [lang, head, choice, *tabs, *(output for part in parts for output in part.outputs)],
            js=_KEEP_LANGUAGE,
            show_progress="hidden",
            **_PRIVATE,
        )
        blocks.load(None, None, [choice], js=_FIRST_LANGUAGE, **_PRIVATE)
    return blocks


class _Part:
    """One tab: its components, what a change of language does to them, a quote in its context.

    Attributes:
        state: What the tab shows, kept for the visitor's session.
        outputs: What ``switch`` gives updates for.
    """

    state: gr.State
    outputs: list[Any]

    def __init__(self, get_pipeline: GetPipeline, lang: gr.State) -> None:
        self._pipeline = get_pipeline
        self._lang = lang
        self._labels: list[tuple[Any, dict[str, Callable[[Language], Any]]]] = []
        self._build()

    def _build(self) -> None:
        raise NotImplementedError

    def _shown(self, state: Any, lang: Language) -> str:  # noqa: ANN401
        """Return what the tab shows of its state in ``lang``."""
        raise NotImplementedError

    def show_on(self, tab: gr.Tab) -> None:
        """Tell when the tab is opened; only the plan cares."""

    def switch(self, lang: Language, state: Any) -> list[Any]:  # noqa: ANN401
        """Return an update for every output."""
        words = []
        for _, names in self._labels:
            values: dict[str, Any] = {name: say(lang) for name, say in names.items()}
            words.append(gr.update(**values))
        return [self._shown(state, lang), *words]

    def _finish(self, shown: gr.HTML) -> None:
        self.outputs = [shown, *(component for component, _ in self._labels)]

    def _worded(self, component: Any, **keys: str) -> Any:  # noqa: ANN401  # gradio's components
        """Have a component's words follow the language: property by key of a word."""
        return self._say(component, **{n: functools.partial(word, key) for n, key in keys.items()})

    def _say(self, component: Any, **names: Callable[[Language], Any]) -> Any:  # noqa: ANN401
        for name, say in names.items():
            setattr(component, name, say("zh"))
        self._labels.append((component, names))
        return component

    def _context(self, shown: gr.HTML) -> None:
        """Add the panel that a click within ``shown`` opens."""
        with gr.Column(scale=4, min_width=340, visible=False, elem_classes="yj-side") as side:
            panel = _html("", "page.js", "frame.js", "context.js")
        self.side = side
        shown.click(self._open, [self._lang], [panel, side], show_progress="hidden", **_PRIVATE)
        panel.clear(
            lambda: ("", gr.update(visible=False)),
            None,
            [panel, side],
            show_progress="hidden",
            **_PRIVATE,
        )

    def _open(self, lang: Language, event: gr.EventData) -> tuple[Any, Any]:
        found = self._pipeline().clause_index
        wanted = _sent(event, "clause")
        for clause in found.clauses:
            if clause.clause_id == wanted:
                panel = page.context(clause, found.clauses, found.documents, lang, found.titles)
                return panel, gr.update(visible=True)
        return "", gr.update(visible=False)


class _Ask(_Part):
    """The chat: questions, quotes, and a quote where it stands."""

    def _build(self) -> None:
        self.state = gr.State([])
        with gr.Row(elem_classes="yj-split"):
            with gr.Column(scale=5, min_width=320, elem_classes="yj-chat"):
                log = _html(
                    page.conversation([], "zh"),
                    "page.js",
                    "log.js",
                    elem_id="yj-log",
                )
                with gr.Row(elem_classes="yj-asking"):
                    box = gr.Textbox(
                        lines=1,
                        max_lines=4,
                        scale=8,
                        min_width=150,
                        show_label=False,
                        container=False,
                        elem_id="yj-question",
                    )
                    self._worded(box, label="question_label", placeholder="question_placeholder")
                    send = gr.Button(variant="primary", scale=1, min_width=60, elem_id="yj-send")
                    self._worded(send, value="ask")
                    clear = gr.Button(scale=1, min_width=60, elem_id="yj-clear")
                    self._worded(clear, value="clear")
            self._context(log)
        outputs = [log, self.state, box]
        gr.on(
            [box.submit, send.click],
            self._ask,
            [box, self.state, self._lang],
            outputs,
            show_progress="minimal",
            **_PRIVATE,
        )
        log.select(self._example, [self.state, self._lang], outputs, **_PRIVATE)
        clear.click(
            lambda lang: (page.conversation([], lang), [], "", gr.update(visible=False)),
            [self._lang],
            [*outputs, self.side],
            show_progress="hidden",
            **_PRIVATE,
        )
        self._finish(log)

    def _shown(self, state: list[Exchange], lang: Language) -> str:
        titles = self._pipeline().clause_index.titles if state else {}
        return page.conversation(state, lang, titles)

    def _ask(self, question: str, turns: list[Exchange], lang: Language) -> tuple[Any, ...]:
        turns = take_turn(self._pipeline(), question, turns)
        left = question if turns[-1].error else ""  # so that it can be put right
        return self._shown(turns, lang), turns, left

    def _example(
        self, turns: list[Exchange], lang: Language, event: gr.EventData
    ) -> tuple[Any, ...]:
        return self._ask(_sent(event, "ask"), turns, lang)


class _Check(_Part):
    """Statements checked one by one."""

    def _build(self) -> None:
        self.state = gr.State(None)
        with gr.Row(elem_classes="yj-split"):
            with gr.Column(scale=5, min_width=320):
                self._say(_html(elem_classes="yj-intro"), value=_paragraph("check_intro"))
                box = gr.Textbox(lines=5, max_lines=15, elem_id="yj-claims")
                self._worded(box, label="check_text", placeholder="check_placeholder")
                file = gr.File(file_types=_DRAFTS, height=110)
                self._say(file, label=_file_label("check_file", _DRAFTS), elem_classes=_upload)
                run = gr.Button(variant="primary", elem_id="yj-check")
                self._worded(run, value="check_run")
                result = _html("", "page.js", elem_id="yj-matrix")
                with gr.Row():
                    downloads = [
                        self._download("download_xlsx"), self._download("download_html")
                    ]  # fmt: skip
            self._context(result)
        run.click(
            self._check,
            [box, file, self._lang],
            [result, self.state, *downloads],
            concurrency_limit=1,
            **_PRIVATE,
        )
        self._finish(result)

    def _download(self, key: str) -> Any:  # noqa: ANN401  # gradio's component
        return self._worded(gr.DownloadButton(visible=False, size="md"), label=key)

    def _shown(self, state: DraftReport | None, lang: Language) -> str:
        if state is None:
            return ""
        from qa.show.check import check_result

        return check_result(state, lang)

    def _check(
        self,
        text: str,
        file: str | None,
        lang: Language,
        progress: gr.Progress = gr.Progress(),  # noqa: B008  # gradio's way of handing one in
    ) -> tuple[Any, ...]:
        from qa.check.draft import check_draft
        from qa.show.matrix import write_report

        def none(said: str) -> tuple[Any, ...]:
            return (page.notice(said, lang), None, *[gr.update(visible=False)] * 2)

        if not file and not text.strip():
            return none(word("check_empty", lang))
        if len(text) > _MAX_PASTED:
            n, limit = f"{len(text):,}", f"{_MAX_PASTED:,}"
            return none(word("check_too_long", lang, n=n, limit=limit))
        folder = _folder()
        draft = Path(file) if file else folder / "statements.txt"
        if not file:
            draft.write_text(text, encoding="utf-8", errors="replace")
        try:
            report = check_draft(
                self._pipeline(),
                draft,
                lang=lang,
                progress=lambda done, total: progress((done, total), desc=word("checking", lang)),
            )
        except YinjuError as error:
            return none(page.error_sentence(error, lang))
        downloads = []
        for name in ("yinju-check.xlsx", "yinju-check.html"):
            write_report(report, folder / name, lang)
            downloads.append(gr.update(value=str(folder / name), visible=True))
        return (self._shown(report, lang), report, *downloads)


@dataclass(frozen=True, slots=True)
class _Runs:
    """The last run of a session, and the one before it."""

    last: Run
    before: Run | None


class _Evaluate(_Part):
    """Question sets run, with their figures and failures, and compared with the run before."""

    def _build(self) -> None:
        self.state = gr.State(None)
        with gr.Row(elem_classes="yj-split"):
            with gr.Column(scale=5, min_width=320):
                self._say(_html(elem_classes="yj-intro"), value=_paragraph("evaluate_intro"))
                file = gr.File(file_types=_SETS, file_count="multiple", height=140)
                self._say(file, label=_file_label("evaluate_file", _SETS), elem_classes=_upload)
                lenient = self._worded(gr.Checkbox(), label="lenient")
                run = gr.Button(variant="primary", elem_id="yj-run")
                self._worded(run, value="evaluate_run")
                result = _html("", "page.js", elem_id="yj-figures")
                with gr.Row():
                    downloads = [
                        self._worded(gr.DownloadButton(visible=False, size="md"), label=key)
                        for key in ("download_report", "download_questions")
                    ]
            self._context(result)
        run.click(
            self._evaluate,
            [file, lenient, self.state, self._lang],
            [result, self.state, *downloads],
            concurrency_limit=1,
            **_PRIVATE,
        )
        self._finish(result)

    def _shown(self, state: _Runs | None, lang: Language) -> str:
        if state is None:
            return ""
        from eval.report.page import run_result

        return run_result(state.last, state.before, lang)

    def _evaluate(
        self,
        files: list[str] | None,
        lenient: bool,  # a checkbox
        runs: _Runs | None,
        lang: Language,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        from eval.dataset.read import read_sets
        from eval.report.report import REPORT, save_with_report
        from eval.run.run import Options, run_sets

        hidden = [gr.update(visible=False)] * 2
        if not files:
            return (page.notice(word("evaluate_empty", lang), lang), runs, *hidden)
        pipeline = self._pipeline()
        options = Options(
            lenient=lenient,
            command="yinju ui",
            on_progress=lambda done, total: progress((done, total), desc=word("evaluating", lang)),
        )
        sources = {document.doc_id: document.text for document in pipeline.clause_index.documents}
        try:
            sets = read_sets([Path(file) for file in files])
            run = run_sets(sets, pipeline, options, sources)
        except YinjuError as error:
            return (page.notice(word("error_set", lang), lang, str(error)), runs, *hidden)
        new = _Runs(run, runs.last if runs else None)
        folder = _folder() / "run"
        save_with_report(run, folder, lang=lang, previous=_comparable(new))
        downloads = [
            gr.update(value=str(folder / name), visible=True)
            for name in (REPORT, "per_question.xlsx")
        ]
        return (self._shown(new, lang), new, *downloads)


class _Plan(_Part):
    """The restored document."""

    def _build(self) -> None:
        self.state = gr.State(value=False)
        self._plan = _html("", "frame.js", elem_id="yj-plan")
        self._finish(self._plan)

    def show_on(self, tab: gr.Tab) -> None:
        tab.select(
            lambda lang: (self._shown(state=True, lang=lang), True),
            [self._lang],
            [self._plan, self.state],
            **_PRIVATE,
        )

    def _shown(self, state: bool, lang: Language) -> str:  # opened or not
        if not state:
            return ""
        found = self._pipeline().clause_index
        document = render_document(found.clauses, found.documents, lang)
        return page.frame(document, word("plan_frame", lang))


class _Policy:
    """Adds headers by which the browser itself refuses whatever is not from here (ASGI)."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401  # the next ASGI application
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"content-security-policy", _POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        await self._app(scope, receive, with_headers)


def _comparable(runs: _Runs) -> Run | None:
    """Return the run before the last where the two share questions."""
    if runs.before is None:
        return None
    from eval.measures.compare import compare_runs

    try:
        compare_runs(runs.before, runs.last)
    except YinjuError:
        return None
    return runs.before


@functools.cache
def _workspace() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of the reports, which goes when the program does."""
    return tempfile.TemporaryDirectory(prefix="yinju-")


def _folder() -> Path:
    return Path(tempfile.mkdtemp(dir=_workspace().name))


def _html(value: str = "", *scripts: str, **more: Any) -> gr.HTML:  # noqa: ANN401  # gradio's own
    """Return a part made in ``qa.show.cards``, with scripts of it and without Gradio's style for prose."""
    script = "".join(page.page_file(name) for name in scripts) or None
    return gr.HTML(value, js_on_load=script, apply_default_css=False, **more)


def _sent(event: gr.EventData, name: str) -> str:
    """Return a text that the page sent with an event; anything else is nothing."""
    sent = event._data  # noqa: SLF001  # gradio offers no other way that tells what is missing
    value = sent.get(name) if isinstance(sent, dict) else None
    return value if isinstance(value, str) else ""


def _paragraph(key: str) -> Callable[[Language], str]:
    return lambda lang: f"<p>{word(key, lang)}</p>"


def _upload(lang: Language) -> list[str]:
    """Return the classes by which the style sheet words an upload box."""
    return ["yj-upload", f"yj-upload-{lang}"]


def _file_label(key: str, types: list[str]) -> Callable[[Language], str]:
    return lambda lang: word(key, lang, types=" ".join(types), size=_MAX_UPLOAD_MB)


if __name__ == "__main__":
    main()
