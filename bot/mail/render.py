"""A letter as an e-mail: the same text plain and as HTML, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from bot.channel import Letter
from bot.lines import Kind, Line, reply_lines
from chat.markup import Span, Style

_LONGEST_SUBJECT = 150
_PAGE = '<!DOCTYPE html><html lang="{language}"><body>{body}</body></html>'


def written(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """Its Message-ID is made of the letter's id: sent twice, it is the same message."""
    lines = [line for line in reply_lines(letter.reply, letter.voice, None) if not line.file]
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = letter.to.account
    mail["Subject"] = _subject(lines)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(_plain(line) for line in lines if line.text) + "\n")
    body = "".join(_html(line) for line in lines if line.text)
    mail.add_alternative(_PAGE.format(language=letter.voice.language, body=body), subtype="html")
    # What is said of the content before there are two of it would go into the first.
    mail["Content-Language"] = letter.voice.language
    return mail


def _subject(lines: list[Line]) -> str:
    first = next((line.text for line in lines if line.kind is Kind.TITLE), lines[0].text)
    return " ".join(first.split())[:_LONGEST_SUBJECT]


def _plain(line: Line) -> str:
    return "".join(
        f'"{span.text}"' if span.style is Style.CODE else _linked(span) for span in line.spans
    )


def _linked(span: Span) -> str:
    return f"{span.text}: {span.url}" if span.url and span.url != span.text else span.text


def _html(line: Line) -> str:
    tag = "h2" if line.kind is Kind.TITLE else "p"
    return f"<{tag}>{''.join(map(_shown, line.spans))}</{tag}>"


def _shown(span: Span) -> str:
    text = escape(span.text).replace("\n", "<br>")
    if span.url and span.url.startswith(("https://", "http://")):
        return f'<a href="{escape(span.url)}">{text}</a>'
    match span.style:
        case Style.BOLD:
            return f"<strong>{text}</strong>"
        case Style.CODE:
            return f"<code>{text}</code>"
        case Style.PLAIN:
            return text
