"""From starting the page to the moment it is served, with the index built; the median of several."""

from __future__ import annotations

import argparse
import contextlib
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

BOUND_SECONDS = 6.0


def start_once(port: int) -> float:
    """Return the seconds until the page is served; the pipeline is open by then."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "yinju", "ui", "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while server.poll() is None:
            with contextlib.suppress(OSError):
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/", timeout=10
                ) as response:  # loopback
                    response.read()
                return time.perf_counter() - began
            time.sleep(0.02)
    finally:
        server.terminate()
        server.wait()
    raise SystemExit("the page did not start; run `yinju ui` to see why")


def main() -> None:
    """Print the times, their median and the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    times = [start_once(port) for _ in range(runs)]
    print(" ".join(f"{seconds:.2f}" for seconds in times))
    print(f"median {statistics.median(times):.2f} s, bound {BOUND_SECONDS:.0f} s")


if __name__ == "__main__":
    main()
