"""The web page: Gradio around the parts that ``qa.show.page`` makes and the requests that ``serve`` answers.

The page is one component whose scripts ask the rooms of ``serve``; programs call the named endpoints
of the same Gradio app. Nothing is asked of any other host.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from serve.process.lean import lean_gradio

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

with lean_gradio():
    import gradio as gr
from starlette.applications import Starlette
from starlette.types import ASGIApp

from qa.show.page.markup import HEAD, page_file
from qa.show.strings import word
from serve.app import make_app
from serve.options import Options
from serve.programs.endpoints import Endpoints
from serve.service import Service, make_service

if TYPE_CHECKING:
    from qa.pipeline import Pipeline

_FONTS = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "system-ui", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "monospace")

# Seconds between two looks into Gradio's queue and at what its work reports, as Gradio has them on Windows.
# Elsewhere it looks a thousand times a second: 7% of a processor while nobody asks anything, and in the way
# of those who do.
_LOOK, _LOOK_AT_PROGRESS = 0.05, 0.1

GetPipeline = Callable[[], "Pipeline"]


def main(options: Options | None = None) -> None:
    """Open the page and serve it until stopped.

    Args:
        options: Where and to whom; this machine alone where left out.

    Raises:
        InputError: The port is taken, or the folder is no corpus.
    """
    from serve.run import serve

    serve(options or Options(), make_page_app)


def make_page_app(options: Options, get_pipeline: GetPipeline) -> ASGIApp:
    """Return the page with all that it asks for; nothing is loaded until somebody asks.

    Args:
        options: How it is served.
        get_pipeline: Gives the pipeline, at the first question and at every one after it.
    """
    service = make_service(options, get_pipeline)
    blocks = build_page(service)

    def mount(app: Starlette) -> None:
        gr.mount_gradio_app(
            app,
            blocks,
            "/",
            root_path=options.root_path or None,
            head=HEAD,
            theme=_theme(),
            footer_links=[],
            run_history=False,
            show_error=True,
            enable_monitoring=False,
            max_file_size=0,
            mcp_server=False,
            pwa=False,
            ssr_mode=False,
            app_kwargs={"openapi_url": None},
        )

    return make_app(service, mount)


def build_page(service: Service) -> gr.Blocks:
    """Return the page: what people see, and the endpoints that programs call."""
    blocks: gr.Blocks
    with gr.Blocks(
        title=word("page.title", "zh"), analytics_enabled=False, fill_width=True
    ) as blocks:
        gr.HTML(page_file("shell.html"), js_on_load=None, apply_default_css=False, elem_id="yj")
        for endpoint in Endpoints(service).all():
            # Not Gradio's queue, which one process holds for itself: the gate of the server.
            gr.events.api(endpoint, api_name=endpoint.__name__, queue=False)
    blocks._queue.sleep_when_free = _LOOK  # noqa: SLF001  # Gradio has no setting for it
    blocks._queue.progress_update_sleep_when_free = _LOOK_AT_PROGRESS  # noqa: SLF001  # the same
    return blocks


def _theme() -> Any:  # noqa: ANN401  # gradio's
    """Return a calm theme of the fonts that a system has; Gradio's own would be fetched."""
    return gr.themes.Default(
        font=_FONTS, font_mono=_MONO, primary_hue="sky", neutral_hue="stone", text_size="md"
    )


if __name__ == "__main__":
    main()
