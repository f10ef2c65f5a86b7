"""``python -m yinju``: the same as the ``yinju`` command."""

from yinju.cli import main

if __name__ == "__main__":
    main()
