"""A real Synapse homeserver with SQLite, on the loopback address."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import json
import secrets
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
import yaml
from anyascii import anyascii

from tests.support.ports import free_port
from tests.support.servers import PATIENCE_SECONDS, stop, wait_until_ready

_ROOT = Path(__file__).parents[2]
_PYTHON = _ROOT / ".venv-synapse" / "bin" / "python"
_STARTED_BY = Path(__file__).with_name("homeserver.py")
_SERVER_NAME = "localhost"
_UNLIMITED = {"per_second": 10_000, "burst_count": 10_000}
# What a functional test would run into; a deployment's own limits are Synapse's defaults.
RAISED_LIMITS = {
    "rc_message": _UNLIMITED,
    "rc_login": {"address": _UNLIMITED, "account": _UNLIMITED, "failed_attempts": _UNLIMITED},
    "rc_joins": {"local": _UNLIMITED, "remote": _UNLIMITED},
    "rc_joins_per_room": _UNLIMITED,
    "rc_invites": {"per_room": _UNLIMITED, "per_user": _UNLIMITED, "per_issuer": _UNLIMITED},
    "rc_room_creation": _UNLIMITED,
    "rc_registration": _UNLIMITED,
}


@dataclass(frozen=True, slots=True)
class MatrixUser:
    id: str
    password: str
    access_token: str
    device_id: str


class Synapse:
    def __init__(self, folder: Path, limits: Mapping[str, object]) -> None:
        self.server_name = _SERVER_NAME
        self._folder = folder
        self._port = free_port()
        self._secret = secrets.token_hex()
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        config = {**_config(folder, self._port, self._secret), **limits}
        (folder / "homeserver.yaml").write_text(yaml.safe_dump(config))
        (folder / "signing.key").write_text(_signing_key())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, or start again with everything it knew; returns when it answers."""
        log = self._folder / "log"
        command = [str(_PYTHON), "-P", str(_STARTED_BY), "-c", "homeserver.yaml"]
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                command, cwd=self._folder, stdout=out, stderr=subprocess.STDOUT
            )
        wait_until_ready(self._process, self.answers, "Synapse", log)

    def stop(self) -> None:
        if self._process is not None:
            stop(self._process, signal.SIGTERM)
            self._process = None

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def expire(self, user: MatrixUser) -> None:
        """As when its time is over: this user's token no longer counts, which is a soft logout."""
        self.stop()
        with closing(sqlite3.connect(self._folder / "homeserver.db")) as database, database:
            database.execute(
                "UPDATE access_tokens SET valid_until_ms = 1 WHERE user_id = ?", (user.id,)
            )
        self.start()

    def new_folder(self) -> Path:
        """For the keys of one client."""
        return self._folder / f"client-{next(self._numbers)}"

    def register(self, name: str) -> MatrixUser:
        """A new user `@name-<number>:localhost` with this display name, already logged in once."""
        letters = "".join(filter(str.isalnum, anyascii(name).lower()))
        localpart, password = f"{letters}-{next(self._numbers)}", secrets.token_hex()
        nonce = self._admin_register()["nonce"]
        proof = "\0".join((nonce, localpart, password, "notadmin")).encode()
        answer = self._admin_register(
            nonce=nonce,
            username=localpart,
            displayname=name,
            password=password,
            mac=hmac.new(self._secret.encode(), proof, hashlib.sha1).hexdigest(),
        )
        return MatrixUser(answer["user_id"], password, answer["access_token"], answer["device_id"])

    def log_in(self, user: MatrixUser) -> MatrixUser:
        """The same user with one more device."""
        asked = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": user.id},
            "password": user.password,
        }
        request = urllib.request.Request(
            f"{self.url}/_matrix/client/v3/login",
            data=json.dumps(asked).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            answer = json.load(response)
        return replace(user, access_token=answer["access_token"], device_id=answer["device_id"])

    def _admin_register(self, **values: str) -> dict[str, str]:
        request = urllib.request.Request(
            f"{self.url}/_synapse/admin/v1/register",
            data=json.dumps(values).encode() if values else None,
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            answer: dict[str, str] = json.load(response)
        return answer


def _config(folder: Path, port: int, secret: str) -> dict[str, object]:
    return {
        "server_name": _SERVER_NAME,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "listeners": [
            {
                "type": "http",
                "port": port,
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"]}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "pid_file": str(folder / "homeserver.pid"),
        "registration_shared_secret": secret,
        "macaroon_secret_key": secret,
        "form_secret": secret,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        "report_stats": False,
        # Nothing of this does anything for the bot, and each event would pass through all of it.
        "presence": {"enabled": False},
        "push": {"enabled": False},
        "send_federation": False,
        "stats": {"enabled": False},
        "user_directory": {"enabled": False},
        "update_user_directory_from_worker": "nobody",
        "notify_appservices_from_worker": "nobody",
        # It lives for minutes only: what it forgets to clear away does no harm.
        "gc_thresholds": [50_000, 50, 50],
        "bcrypt_rounds": 4,
    }


def _signing_key() -> str:
    seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    return f"ed25519 a_test {seed}\n"


@contextmanager
def running_synapse(
    folder: Path, limits: Mapping[str, object] = RAISED_LIMITS
) -> Iterator[Synapse]:
    """Running until the end of the block. `limits={}` keeps the limits that Synapse comes with."""
    synapse = Synapse(folder, limits)
    try:
        synapse.start()
        yield synapse
    finally:
        synapse.stop()


def install() -> None:
    """Before any test, so that it is in no test's time; whoever of several comes first does it."""
    with (_ROOT / "Makefile").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _PYTHON.exists():
            make = ["make", ".venv-synapse/.requirements", f"PYTHON={sys.executable}"]
            subprocess.run(make, cwd=_ROOT, check=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    wanted = any(item.get_closest_marker("homeserver") for item in session.items)
    if wanted and not session.config.option.collectonly:
        install()


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with running_synapse(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture(scope="session")
def throttled_synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """A homeserver with the limits that it comes with: 0.2 messages a second, ten at once."""
    with running_synapse(tmp_path_factory.mktemp("throttled"), limits={}) as server:
        yield server


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a homeserver can be left out; each worker has one, and one of them all that is throttled."""
    for item in items:
        asked = {"synapse", "throttled_synapse"} & set(getattr(item, "fixturenames", ()))
        if asked:
            item.add_marker(pytest.mark.homeserver)
        if "throttled_synapse" in asked:
            item.add_marker(pytest.mark.xdist_group("throttled_synapse"))
