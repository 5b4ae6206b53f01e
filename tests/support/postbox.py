"""A real mail server in this process that keeps what it is given, and refuses or falls silent as it is told to."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.ports import free_port

USER, PASSWORD = "imi", "hush"


@dataclass
class Postbox:
    """``answers``: what is said to the recipient and to the text, by default yes. ``hangs_up`` after the text."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    to_recipient: str = "250 OK"
    to_text: str = "250 OK"
    hangs_up: bool = False

    async def handle_RCPT(  # noqa: N802 - as the server calls it
        self, server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.to_text.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        if self.hangs_up:
            server.transport.abort()
        return self.to_text


@contextmanager
def postbox(tls: ssl.SSLContext | None = None) -> Iterator[Postbox]:
    """With ``tls`` it wants STARTTLS and a login."""
    box = Postbox(free_port())
    more: dict[str, Any] = {}
    if tls:
        more = {
            "tls_context": tls,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": _lets_in,
        }
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **more)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def _lets_in(
    _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any
) -> AuthResult:
    known = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """For localhost: the file to trust, and the server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, secret = folder / "trusted.pem", folder / "key.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, secret)
    return trusted, context
