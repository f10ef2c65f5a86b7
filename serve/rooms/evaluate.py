"""Question sets run over the server's documents, and compared with the run before."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from index.runtime.extras import extra
from qa.pipeline import Pipeline
from qa.result import Language
from qa.suggest import answerable
from serve.requests import messages
from serve.requests.uploads import one_field, read_form, save_upload
from serve.service import Service

TYPES = (".jsonl", ".csv", ".xlsx")
_MAX_SETS = 10
_NEVER: dict[Language, str] = {
    "zh": "明天上海会下雨吗？",
    "en": "Will it rain in Shanghai tomorrow?",
}


class Evaluate:
    """Figures on questions whose answers are known."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [
            Route("/evaluate", messages.answering(self.evaluate), methods=["POST"]),
            Route("/example.jsonl", messages.answering(self.example)),
        ]

    async def evaluate(self, request: Request) -> Response:
        """Run the sets that were sent; tell how far it is."""
        token, folder = self._service.results.new()
        async with read_form(request, files=_MAX_SETS) as form:
            lang: Language = "en" if one_field(form, "lang") == "en" else "zh"
            lenient = one_field(form, "lenient") == "1"
            before = self._before(one_field(form, "previous"))
            sets = [
                await save_upload(given, folder, TYPES, self._service.options)
                for given in form.getlist("file")
                if isinstance(given, UploadFile) and given.filename
            ]
        if not sets:
            raise messages.RefusedError("evaluate.empty")

        def work(report: messages.Report) -> dict[str, object]:
            with extra("eval"):
                from serve.measure import FILES, measure

            found = measure(
                self._service.library.public,
                sets,
                folder,
                lang,
                lenient=lenient,
                before=before,
                progress=lambda done, total: report({"done": done, "total": total}),
            )
            if not found.done:
                return {"html": found.html, "files": {}}
            files = {name: f"results/{token}/{name}" for name in FILES}
            return {"html": found.html, "files": files, "run": token}

        return messages.follow(self._service.long_work, work)

    async def example(self, _: Request) -> Response:
        """Return a small question set that these documents answer, to begin one's own with."""
        pipeline = self._service.library.public
        lines = await self._service.questions.run(lambda: _example(pipeline))
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        headers = {"content-disposition": 'attachment; filename="example.jsonl"'}
        return Response(text, media_type="application/jsonl", headers=headers)

    def _before(self, token: str) -> Path | None:
        found = self._service.results.find(token, "report.html")
        return None if found is None else found.parent


def _example(pipeline: Pipeline) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = []
    for lang, question in answerable(pipeline):
        cited = pipeline.ask(question, k=1).citations
        if not cited:  # an outline is no clause, so no clause is right
            continue
        gold = [{"clause_id": citation.clause_id} for citation in cited]
        lines.append({"id": f"q{len(lines) + 1}", "question": question, "lang": lang, "gold": gold})
    for lang, question in _NEVER.items():
        lines.append({"id": f"u-{lang}", "question": question, "lang": lang})
    return lines
