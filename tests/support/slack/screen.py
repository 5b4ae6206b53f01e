"""What a person sees and presses: messages, modals, the home tab."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support.slack import elements, payloads
from tests.support.slack.blocks import check_options, check_view
from tests.support.slack.courier import Courier
from tests.support.slack.delivery import Delivery
from tests.support.slack.people import Channel, Message, User
from tests.support.slack.responses import ResponseUrls
from tests.support.slack.views import View, with_ids
from tests.support.slack.wire import Json, SlackError
from tests.support.slack.world import Workspace, World

TROUBLE = "We had some trouble connecting. Try again?"
MIN_QUERY = 3


@dataclass
class Screen:
    workspace: Workspace
    user: User
    world: World
    courier: Courier
    responses: ResponseUrls
    notices: list[str] = field(default_factory=list)
    """What Slack itself told the person, such as `operation_timeout`."""

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def dm_channel(self) -> Channel:
        return self.workspace.dm(self.id)

    @property
    def modal(self) -> View | None:
        stack = self.workspace.stack(self.id)
        return stack[-1] if stack else None

    @property
    def home(self) -> View | None:
        return self.workspace.homes.get(self.id)

    def messages(self, channel: Channel | None = None) -> list[Message]:
        """What everyone in the channel sees; without a channel: my direct messages."""
        return list(self.workspace.see(channel or self.dm_channel, self.id))

    def ephemerals(self, channel: Channel | None = None) -> list[Message]:
        return [one for one in (channel or self.dm_channel).ephemerals if one.reader == self.id]

    def thread(self, parent: Message) -> list[Message]:
        found = self.messages(self.workspace.channels[parent.channel_id])
        return [one for one in found if one.thread_ts == parent.ts and one.ts != parent.ts]

    async def click(self, target: Message | View, what: str) -> Delivery:
        """Press the button with this label, value or action_id."""
        found = [
            (block, one)
            for block, one in elements.interactive(target.blocks)
            if one["type"] == "button"
            and what in (one["text"]["text"], one.get("value"), one["action_id"])
        ]
        if len(found) != 1:
            raise AssertionError(f"{len(found)} buttons {what!r} among {target.buttons}")
        block, element = found[0]
        return await self._act(target, block, element, {})

    async def choose(self, target: Message | View, name: str, answer: elements.Answer) -> Delivery:
        """Pick in a menu or a date field outside a form; `name` is its block or action id."""
        found = [
            (block, one)
            for block, one in elements.interactive(target.blocks)
            if name in (block["block_id"], one["action_id"]) and one["type"] in elements.KEYS
        ]
        if len(found) != 1:
            raise AssertionError(f"{len(found)} elements are called {name!r}")
        block, element = found[0]
        offered = target.offered.get(block["block_id"], ()) if isinstance(target, View) else ()
        state = elements.answered(element, answer, offered)
        if isinstance(target, View) and element["type"] != "overflow":
            target.entered[block["block_id"], element["action_id"]] = state
        return await self._act(target, block, element, state)

    async def type_in_search(self, view: View, block_id: str, text: str) -> list[Json]:
        """What the bot offers for these letters; too few letters and Slack asks nobody."""
        _block, element = view.element(block_id)
        if element["type"] not in elements.EXTERNAL:
            raise AssertionError(f"{block_id!r} is a {element['type']}, not a search")
        if len(text) < int(element.get("min_query_length", MIN_QUERY)):
            return []
        payload = payloads.interaction(self.workspace, self.user, "block_suggestion")
        payload |= payloads.place(self.workspace, view)
        payload |= {"action_id": element["action_id"], "block_id": block_id, "value": text}
        delivery = await self.courier.interactive(payload, takes_answer=True)
        view.offered[block_id] = self._options(delivery)
        return view.offered[block_id]

    async def fill(self, view: View, answers: Mapping[str, elements.Answer]) -> None:
        """Answer the questions of a form by block_id; choices by their label or value."""
        for block_id, answer in answers.items():
            block, element = view.element(block_id)
            if element["type"] in elements.EXTERNAL and block_id not in view.offered:
                first = answer if isinstance(answer, str) else str(next(iter(answer or ()), ""))
                await self.type_in_search(view, block_id, first)
            view.enter(block_id, answer)
            if block.get("dispatch_action"):
                state = view.entered[block_id, element["action_id"]]
                await self._act(view, block, element, state)

    async def submit(self, view: View) -> Delivery | None:
        """None when Slack's own client stops it: see `view.errors`."""
        if view is not self.modal:
            raise AssertionError("only the topmost modal can be sent off")
        view.errors = view.problems()
        if view.errors:
            return None
        extra: Json = {"view": view.as_json(), "response_urls": []}
        delivery = await self._interact("view_submission", extra, takes_answer=True)
        if delivery.ok:
            self._answered(view, delivery)
        return delivery

    async def close(self, view: View, everything: bool = False) -> None:
        """The close button, or with `everything` the cross that closes the whole stack."""
        stack = self.workspace.stack(self.id)
        cleared = everything or bool(view.raw.get("clear_on_close"))
        gone = list(stack) if cleared else [view]
        stack[:] = [one for one in stack if one not in gone]
        for one in reversed(gone):
            if one.raw.get("notify_on_close"):
                payload = payloads.interaction(self.workspace, self.user, "view_closed")
                payload |= {"view": one.as_json(), "is_cleared": cleared}
                await self.courier.interactive(payload)

    async def _act(
        self, target: Message | View, block: Json, element: Json, state: Json
    ) -> Delivery:
        extra = payloads.place(self.workspace, target)
        extra["actions"] = [payloads.action(block, element, state)]
        if isinstance(target, Message):
            channel = self.workspace.channels[target.channel_id]
            extra["response_url"] = self.responses.new(self.workspace, channel, self.id, target)
            if state:
                values = {block["block_id"]: {element["action_id"]: state}}
                extra["state"] = {"values": values}
        return await self._interact("block_actions", extra)

    async def _interact(self, kind: str, extra: Json, takes_answer: bool = False) -> Delivery:
        payload = payloads.interaction(self.workspace, self.user, kind)
        payload["trigger_id"] = self.world.new_trigger(self.workspace, self.id)
        delivery = await self.courier.interactive(payload | extra, takes_answer)
        if not delivery.ok:
            self.notices.append(TROUBLE if kind == "view_submission" else "operation_timeout")
        return delivery

    def _options(self, delivery: Delivery) -> list[Json]:
        if not delivery.ok:
            return []
        try:
            return check_options(json.loads(delivery.answer or "null"))
        except (ValueError, SlackError) as error:
            self.world.complain(f"block_suggestion: {error}")
            return []

    def _answered(self, view: View, delivery: Delivery) -> None:
        try:
            said = json.loads(delivery.answer or "{}") if delivery.json_answer else {}
            if delivery.answer and not delivery.json_answer:
                raise SlackError("invalid_answer", f"not JSON: {delivery.answer!r:.100}")
            self._respond(view, said)
        except (ValueError, SlackError) as error:
            self.world.complain(f"view_submission: {error}")
            self.notices.append(TROUBLE)

    def _respond(self, view: View, said: Json) -> None:
        action = said.get("response_action")
        stack = self.workspace.stack(self.id)
        if not said and view in stack:
            stack.remove(view)
        elif action == "clear":
            stack.clear()
        elif action == "errors":
            view.errors = _checked_errors(view, said.get("errors"))
        elif action in ("update", "push"):
            given = check_view(said.get("view"), "modal")
            raw = {**given, "blocks": with_ids(given["blocks"])}
            if action == "update":
                view.replace(raw)
            else:
                self.workspace.push(self.id, self.workspace.new_view(raw, self.id))
        elif said:
            raise SlackError("invalid_answer", f"not a response_action: {said!r:.100}")


def _checked_errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise SlackError("invalid_answer", f"errors for no input of this view: {errors!r:.200}")
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise SlackError("invalid_answer", "an error without a text")
    return dict(errors)
