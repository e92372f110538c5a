"""A Hugging Face hub of one dataset repository, at two commits: the parts of its API that its own client asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.curate.web import Web

__all__ = ["NEW", "OLD", "REPO", "publish"]

REPO = "people/quiz"
OLD, NEW = "1" * 40, "2" * 40


@dataclass(frozen=True)
class _File:
    name: str
    content: bytes

    @property
    def oid(self) -> str:
        return hashlib.sha1(self.content).hexdigest()  # noqa: S324  (git's own)


def publish(site: Web, commits: dict[str, dict[str, bytes]], licence: str = "cc-by-4.0") -> None:
    """Serve `REPO` at each commit with its files; any other revision is answered as the hub does."""

    async def info(request: web.Request) -> web.Response:
        sha = request.path.rpartition("/")[2]
        if sha not in commits:
            return _missing("RevisionNotFound", f"Invalid rev id: {sha}")
        return web.json_response(
            {
                "_id": "0", "id": REPO, "author": "people", "sha": sha, "lastModified": "2025-03-04T05:06:07.000Z", "private": False,
                "gated": False, "disabled": False, "downloads": 1, "likes": 0, "tags": [f"license:{licence}"],
                "cardData": {"license": licence}, "createdAt": "2025-01-01T00:00:00.000Z",
                "siblings": [{"rfilename": name} for name in commits[sha]],
            }
        )  # fmt: skip

    def at(sha: str, file: _File) -> Any:
        async def resolve(request: web.Request) -> web.Response:
            headers = {
                "X-Repo-Commit": sha,
                "ETag": f'"{file.oid}"',
                "Accept-Ranges": "bytes",
                "Content-Type": "application/octet-stream",
            }
            part = request.http_range
            if request.headers.get("Range"):
                body = file.content[part]
                start = part.start or 0
                headers["Content-Range"] = f"bytes {start}-{start + len(body) - 1}/{len(file.content)}"
                return web.Response(status=206, body=body, headers=headers)
            return web.Response(body=file.content, headers=headers)

        return resolve

    async def tree(request: web.Request) -> web.Response:
        """One level of a commit's files, or with `recursive` all of them."""
        _, _, rest = request.path.partition("/tree/")
        sha, _, folder = rest.partition("/")
        prefix, deep = f"{folder}/" if folder else "", request.query.get("recursive") == "true"
        found: dict[str, dict[str, object]] = {}
        for name, content in commits.get(sha, {}).items():
            head, _, inner = name.removeprefix(prefix).partition("/")
            if name.startswith(prefix) and inner:
                found[prefix + head] = {"type": "directory", "oid": "0" * 40, "size": 0, "path": prefix + head}
            if name.startswith(prefix) and (deep or not inner):
                found[name] = {"type": "file", "oid": _File(name, content).oid, "size": len(content), "path": name}
        return web.json_response(list(found.values()))

    async def paths(request: web.Request) -> web.Response:
        sha = request.path.rpartition("/")[2]
        wanted = (await request.post()).getall("paths", [])
        files = [_File(n, c) for n, c in commits.get(sha, {}).items() if n in wanted]
        return web.json_response(
            [{"type": "file", "oid": f.oid, "size": len(f.content), "path": f.name} for f in files]
        )

    for sha in (*commits, "3" * 40):
        site.pages[f"/api/datasets/{REPO}/revision/{sha}"] = info
        site.pages[f"/api/datasets/{REPO}/tree/{sha}"] = tree
        site.pages[f"/api/datasets/{REPO}/tree/{sha}/data"] = tree
        site.pages[f"/api/datasets/{REPO}/paths-info/{sha}"] = paths
        for name, content in commits.get(sha, {}).items():
            site.pages[f"/datasets/{REPO}/resolve/{sha}/{name}"] = at(sha, _File(name, content))


def _missing(code: str, message: str) -> web.Response:
    return web.json_response({"error": message}, status=404, headers={"X-Error-Code": code, "X-Error-Message": message})


def parquet(rows: list[dict[str, Any]], tmp: Path) -> bytes:
    """The rows as a Parquet file."""
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp)
    return tmp.read_bytes()
