from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.channel import Letter, NotDelivered, TryLater, Unreachable, Unsure
from bot.doctor import Verdict
from bot.doctor.mail import check
from bot.i18n import Voice
from bot.mail.adapter import MailFace
from bot.settings import Mail
from chat.message import Button, Card, say
from core.outbox import DeliveryId
from core.people import Address
from core.text import msg
from tests.support.postbox import PASSWORD, USER, Postbox, certificate, postbox

CARD = Card(
    msg("LV-2026-000042 <b>"),
    (msg("**The answer is due.**"),),
    actions=(Button(msg("Open it privately"), "show LV-2026-000042"),),
)
LETTER = Letter(
    DeliveryId("019cad8f"),
    Address("mail", "", "anna@example.lv"),
    True,
    say(CARD),
    Voice("lv", "Europe/Riga"),
)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as opened:
        yield opened


def face(port: int, **more: object) -> MailFace:
    given = {"enabled": True, "host": "localhost", "security": "none", "sender": "imi@imi.lv"}
    return MailFace(Mail.model_validate({**given, "port": port, **more}))


async def test_an_e_mail_says_the_same_in_plain_text_and_html(box: Postbox) -> None:
    receipt = await face(box.port).deliver(LETTER)
    [mail] = box.mails
    assert (mail["Message-ID"], mail["To"]) == (receipt, "anna@example.lv")
    assert receipt == "<019cad8f@imi.lv>"
    assert mail["Subject"] == "LV-2026-000042 <b>"
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("lv", "auto-generated")
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert "The answer is due." in plain
    assert '"show LV-2026-000042"' in plain
    assert "<strong>The answer is due.</strong>" in html
    assert "LV-2026-000042 &lt;b&gt;" in html
    assert '<html lang="lv">' in html


@pytest.mark.parametrize(
    ("recipient", "text", "meaning"),
    [
        ("450 busy", "250 OK", TryLater),
        ("550 no such user", "250 OK", Unreachable),
        ("250 OK", "451 later", TryLater),
        ("250 OK", "554 refused", Unreachable),
        ("250 OK", "503 out of order", NotDelivered),
    ],
)
async def test_a_refusal_that_passes_is_tried_later_and_a_final_one_is_not(
    recipient: str, text: str, meaning: type[NotDelivered], box: Postbox
) -> None:
    box.to_recipient, box.to_text = recipient, text
    with pytest.raises(NotDelivered) as refused:
        await face(box.port).deliver(LETTER)
    assert type(refused.value) is meaning
    assert "anna" not in str(refused.value)
    assert not box.mails


async def test_a_lost_answer_is_unsure_and_never_sent_again_blindly(box: Postbox) -> None:
    box.hangs_up = True
    with pytest.raises(Unsure):
        await face(box.port).deliver(LETTER)
    assert len(box.mails) == 1
    with pytest.raises(Unreachable):
        await face(box.port).reconcile(LETTER)


async def test_a_server_that_is_away_is_tried_later() -> None:
    with pytest.raises(TryLater):
        await face(1).deliver(LETTER)


async def test_starttls_and_a_login_are_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    login = {"security": "starttls", "username": USER}
    with postbox(context) as box:
        await face(box.port, **login, password=SecretStr(PASSWORD)).deliver(LETTER)
        assert len(box.mails) == 1
        with pytest.raises(NotDelivered):
            await face(box.port, **login, password=SecretStr("wrong")).deliver(LETTER)
        assert len(box.mails) == 1


async def test_a_server_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    _trusted, context = certificate(tmp_path)
    with postbox(context) as box:
        with pytest.raises(TryLater):
            await face(box.port, security="starttls").deliver(LETTER)
        assert not box.mails


async def test_the_doctor_looks_whether_the_server_answers(box: Postbox) -> None:
    given = Mail(enabled=True, host="localhost", port=box.port, security="none", sender="i@i.lv")
    assert [each.verdict async for each in check(given)] == [Verdict.OK]
    away = given.model_copy(update={"port": 1})
    assert [each.verdict async for each in check(away)] == [Verdict.PROBLEM]
    assert [each.verdict async for each in check(Mail())] == [Verdict.NOTE]
