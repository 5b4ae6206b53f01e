"""The file server: uploads to a given URL, downloads only with a token of the workspace."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from tests.support.slack.world import Workspace, World

_LOGIN = "<!DOCTYPE html><html><body>Sign in to Slack</body></html>"


@dataclass
class Downloads:
    world: World

    async def upload(self, request: web.Request) -> web.StreamResponse:
        workspace, file_id = self._place(request)
        if file_id not in workspace.files:
            return web.Response(status=404, text="not_found")
        content = await _content(request)
        workspace.contents[file_id] = content
        workspace.files[file_id]["size"] = len(content)
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Without a right token Slack sends its login page, with status 200."""
        workspace, file_id = self._place(request)
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        token = self.world.tokens.get(bearer)
        allowed = token and token.workspace is workspace and "files:read" in token.scopes
        if not allowed or file_id not in workspace.contents:
            self.world.complain(f"download of {file_id} without a right token")
            return web.Response(text=_LOGIN, content_type="text/html")
        kind = workspace.files[file_id]["mimetype"]
        return web.Response(body=workspace.contents[file_id], content_type=kind)

    def _place(self, request: web.Request) -> tuple[Workspace, str]:
        team, _stroke, file_id = request.match_info["file"].partition("-")
        return self.world.workspaces[team], file_id


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    fields = await request.post()
    for field in fields.values():
        if isinstance(field, web.FileField):
            return field.file.read()
    return b""
