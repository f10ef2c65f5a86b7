"""What pyproject.toml cannot say: every room is packaged, and the plan with them.

The plan stands in ``data/plan`` and is installed as ``index/plan``. What trains the models and holds
their figures stays here.
"""

from setuptools import find_packages, setup

_APART = ("eval.fit*", "eval.gate*")

setup(
    packages=[
        *find_packages(include=["yinju*", "index*", "qa*", "eval*", "serve*"], exclude=_APART),
        "index.plan",
    ],
    package_dir={"index.plan": "data/plan"},
)
