"""``python -m eval.gate``: fails when a figure of the project's own questions fell.

With ``--record`` the figures of today become the recorded ones.
"""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from eval.gate.check import check_gate, record_gate, run_gate
from eval.report.report import save_with_report
from eval.report.terminal import print_run
from eval.run.run import RunOptions
from index.errors import YinjuError
from qa.open import open_pipeline


@click.command()
@click.option("--record", is_flag=True, help="Make today's figures the recorded ones.")
@click.option("--out", type=click.Path(path_type=Path), help="Also write the run and its report.")
def main(record: bool, out: Path | None) -> None:
    """Run the project's own question set and fail when a figure fell."""
    console = Console(stderr=True)
    try:
        run = run_gate(open_pipeline(None, {}), options=RunOptions(command="python -m eval.gate"))
        print_run(run, console)
        if out is not None:
            save_with_report(run, out)
        if record:
            record_gate(run)
        else:
            check_gate(run)
    except YinjuError as error:
        click.echo(f"yinju: {error}", err=True)
        raise SystemExit(error.exit_code) from None


if __name__ == "__main__":
    main()
