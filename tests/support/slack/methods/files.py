"""files.getUploadURLExternal, .completeUploadExternal and .info."""

from __future__ import annotations

from tests.support.slack.call import Call, Method
from tests.support.slack.posts import announce, bot_message, keep
from tests.support.slack.wire import Json, SlackError
from tests.support.slack.world import Workspace


def new_file(workspace: Workspace, base_url: str, name: str, owner: str) -> Json:
    """A file object as Slack shows it; its bytes are kept apart."""
    file_id = workspace.next_id("F")
    address = f"{base_url}/files-pri/{workspace.id}-{file_id}/{name}"
    kind = name.rpartition(".")[2].lower()
    file = workspace.files[file_id] = {
        "id": file_id,
        "created": int(workspace.clock.now()),
        "name": name,
        "title": name,
        "mimetype": _MIME.get(kind, "application/octet-stream"),
        "filetype": kind,
        "user": owner,
        "user_team": workspace.id,
        "size": 0,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": address,
        "url_private_download": address,
        "channels": [],
        "ims": [],
    }
    return file


def upload_url(call: Call) -> Json:
    if call.number("length", 0) == 0:
        raise SlackError("invalid_arguments", "length: must be more than 0")
    workspace = call.workspace
    file = new_file(workspace, call.world.base_url, call.text("filename"), workspace.bot_user)
    file["expected"] = call.number("length", 0)
    if call.text("alt_txt"):
        file["alt_txt"] = call.text("alt_txt")
    address = f"{call.world.base_url}/upload/v1/{workspace.id}-{file['id']}"
    return {"upload_url": address, "file_id": file["id"]}


def complete(call: Call) -> Json:
    workspace = call.workspace
    given = call.thing("files")
    if not isinstance(given, list) or not given:
        raise SlackError("invalid_arguments", "files: not a list of files")
    files = [_uploaded(workspace, one) for one in given]
    if "channel_id" in call.args:
        channel = call.channel("channel_id")
        if workspace.bot_user not in channel.members:
            raise SlackError("not_in_channel")
        text = call.text("initial_comment")
        raw = bot_message(workspace, {"text": text, "files": files, "subtype": "file_share"})
        if call.text("thread_ts"):
            raw["thread_ts"] = call.text("thread_ts")
        announce(call.world, workspace, keep(channel, raw))
    return {"files": files}


def info(call: Call) -> Json:
    file = call.workspace.files.get(call.text("file"))
    if file is None:
        raise SlackError("file_not_found")
    return {"file": file, "comments": [], "response_metadata": {"next_cursor": ""}}


def _uploaded(workspace: Workspace, one: Json) -> Json:
    file = workspace.files.get(str(one.get("id")))
    if file is None or file["id"] not in workspace.contents:
        raise SlackError("file_not_found")
    if file.pop("expected", file["size"]) != file["size"]:
        raise SlackError("file_update_failed", "length is not the length of what was uploaded")
    file["title"] = one.get("title", file["name"])
    return file


_MIME = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "ics": "text/calendar",
}
_WRITE = ("files:write",)
METHODS = {
    "files.getUploadURLExternal": Method(
        upload_url, _WRITE, needs=("filename", "length"), takes=("alt_txt", "snippet_type")
    ),
    "files.completeUploadExternal": Method(
        complete, _WRITE, needs=("files",), takes=("channel_id", "initial_comment", "thread_ts")
    ),
    "files.info": Method(
        info, ("files:read",), needs=("file",), takes=("count", "cursor", "limit", "page")
    ),
}
