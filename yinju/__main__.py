"""``python -m yinju``: the same as the ``yinju`` command."""

from yinju.cli import run

if __name__ == "__main__":
    run()
