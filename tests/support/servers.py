"""Real servers as child processes: wait until they answer, say why when they do not."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 120.0
_PAUSE_SECONDS = 0.05


class ServerDidNotStart(Exception):
    def __init__(self, name: str, log: Path) -> None:
        tail = log.read_text(errors="replace")[-3000:] if log.exists() else "(it wrote no log)"
        super().__init__(f"{name} did not start. Its last words:\n{tail}")


def wait_until_ready(
    process: subprocess.Popen[bytes], ready: Callable[[], bool], name: str, log: Path
) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise ServerDidNotStart(name, log)
        time.sleep(_PAUSE_SECONDS)


def stop(process: subprocess.Popen[bytes], signal: int) -> None:
    """Ask with `signal`, insist after ten seconds; nothing is left running."""
    process.send_signal(signal)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
