"""What is told otherwise of a part; who asks it is the authority that has split the whole."""

from __future__ import annotations

from collections.abc import Mapping

from core.requests import Side
from core.steps import Notice
from core.text import Message, msg

OF_PARTS: Mapping[tuple[Notice, Side], Message] = {
    (Notice.RECEIVED, Side.ANSWERER): msg(
        "**A part of a request has come: {reference}.** An authority of your country has to answer the "
        "whole, and gives you these questions. An answer is wanted by {due}."
    ),
    (Notice.TAKEN_BACK, Side.ANSWERER): msg(
        "**{reference} is taken back.** There is nothing more to do."
    ),
    (Notice.FORWARDED, Side.ASKER): msg(
        "**Part {reference} is with another authority of your country now.** Its reference stays the same."
    ),
    (Notice.ACCEPTED, Side.ASKER): msg(
        "**Part {reference} is accepted.** Its answers are to come by {due}."
    ),
    (Notice.ANSWERED, Side.ASKER): msg(
        "**Part {reference} is answered.** Its answers are in {whole} now. "
        "Once nothing is open there, send them."
    ),
    (Notice.OVERDUE, Side.ASKER): msg(
        "**The answers to part {reference} are overdue: they were due by {due}.** "
        "The other authority has been reminded. You still answer the whole, {whole}."
    ),
    (Notice.ACCEPTANCE_DUE, Side.ASKER): msg(
        "**Part {reference} is not accepted yet.** I keep reminding the other authority. "
        "You can also take it back."
    ),
    (Notice.CLOSED, Side.ANSWERER): msg(
        "**{reference} is closed, with the whole request.** Thank you for the answers."
    ),
    (Notice.WITHDRAWN, Side.ANSWERER): msg(
        "**{reference} is withdrawn, with the whole request.** There is nothing more to do."
    ),
}
