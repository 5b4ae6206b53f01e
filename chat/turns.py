"""Whose turn it is, said to each side."""

from __future__ import annotations

from collections.abc import Mapping

from chat.parts import away, part_turn
from core.exchange import Case
from core.requests import Side, State
from core.text import Message, msg
from core.views import RequestView


def turn(case: Case) -> Message:
    """Whose turn it is, and what is to be done."""
    view = case.view
    if view.side is Side.FORMER:
        return msg("Your authority has given this request to another one.")
    if view.proposal and view.state in (State.AWAITING, State.ACCEPTED, State.PARTLY):
        return _proposal_turn(view)
    if view.state in (State.ACCEPTED, State.PARTLY) and view.side is Side.ANSWERER:
        return _to_answer(case)
    if (part := part_turn(view)) is not None:
        return part
    if view.side is Side.COORDINATOR and view.state not in (State.REFERRED, State.DISPUTED):
        return msg("It is not with you now.")
    return _TURNS.get((view.state, view.side), msg("Nothing more is to be done."))


_TURNS: Mapping[tuple[State, Side], Message] = {
    (State.DRAFT, Side.ASKER): msg("Nobody but your authority sees it. Send it when it is ready."),
    (State.SUBMITTED, Side.ASKER): msg("A colleague has to approve it before it is sent."),
    (State.ALLOCATING, Side.ASKER): msg("The other authority now decides whether to accept it."),
    (State.ALLOCATING, Side.ANSWERER): msg("It has to be allocated to a colleague first."),
    (State.REFERRED, Side.ASKER): msg(
        "The answering authority has asked its coordinator for help."
    ),
    (State.REFERRED, Side.ANSWERER): msg(
        "The coordinator decides how to go on. You can also take it back."
    ),
    (State.REFERRED, Side.COORDINATOR): msg(
        "Please help: send it back with a word of advice, or forward it to another authority "
        "of your country."
    ),
    (State.AWAITING, Side.ASKER): msg("The other authority now decides whether to accept it."),
    (State.AWAITING, Side.ANSWERER): msg(
        "Please check the date first: you can accept it, or propose another. "
        "Accepting means answering all the questions by then."
    ),
    (State.ACCEPTED, Side.ASKER): msg("The other authority is working on the answers."),
    (State.PARTLY, Side.ASKER): msg(
        "A part of the answers is here. The other authority is working on the rest."
    ),
    (State.ANSWERED, Side.ASKER): msg(
        "The answers are here. If nothing is missing, close the request. "
        "If something is not clear, ask for clarification."
    ),
    (State.ANSWERED, Side.ANSWERER): msg(
        "You have answered. The other authority reads the answers and closes it."
    ),
    (State.CLARIFYING, Side.ASKER): msg(
        "The other authority has been asked to clarify its answers."
    ),
    (State.CLARIFYING, Side.ANSWERER): msg(
        "Please clarify your answers: what is asked for stands below."
    ),
    (State.CLARIFIED, Side.ASKER): msg(
        "The clarification is here. If nothing is missing, close the request. Otherwise ask again."
    ),
    (State.CLARIFIED, Side.ANSWERER): msg(
        "You have clarified your answers. The other authority reads that and closes the request."
    ),
    (State.DISPUTED, Side.ASKER): msg(
        "The coordinator has been asked for help. You can also take it back."
    ),
    (State.DISPUTED, Side.ANSWERER): msg(
        "The asking authority needs more than was answered, and has asked a coordinator for help. "
        "You need not do anything now."
    ),
    (State.DISPUTED, Side.COORDINATOR): msg(
        "Please help: send it back to the authority that answers, with what is still needed, "
        "or advise the authority that asks."
    ),
}


def _proposal_turn(view: RequestView) -> Message:
    assert view.proposal is not None, "there is a proposal to decide on"
    if view.side is Side.ASKER:
        return msg(
            "The other authority proposes {day}. Agree, or keep the date {kept}.",
            day=view.proposal.day,
            kept=view.outline.agreed or view.outline.wished,
        )
    return msg("Your authority proposed {day}. The other authority decides.", day=view.proposal.day)


def _to_answer(case: Case) -> Message:
    if case.open_questions:
        return msg("Please answer the questions. Once all are answered, you can send the answers.")
    if away(case.view):
        return msg(
            "Your own questions are answered. The answers can be sent once the other authority has "
            "answered its part."
        )
    return msg("All questions are answered. Send the answers now.")
