"""What stands for the programs and services that a pipeline calls."""

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

# swift build does nothing, and swift run has the app that was built with the tests; diff prints what the test says.
SWIFT = """
import json, os, sys
arguments = sys.argv[1:]
with open(os.environ["FAKE_CALLS"], "a") as calls:
    calls.write(json.dumps(arguments) + "\\n")
if arguments[0] == "build":
    sys.exit()
assert arguments[:3] == ["run", "--skip-build", "sample-app"], arguments
if arguments[3] == "diff":
    form = arguments[arguments.index("--format") + 1]
    sys.stdout.write(os.environ["FAKE_" + form.upper()])
    sys.stderr.write(os.environ.get("FAKE_PROBLEMS", ""))
    sys.exit(int(os.environ["FAKE_STATUS"]))
os.execv(os.environ["FAKE_APP"], ["sample-app", *arguments[3:]])
"""
# gh api, on comments in a file, a page of which has two.
GH = """
import json, os, subprocess, sys
from pathlib import Path
arguments = sys.argv[1:]
assert arguments.pop(0) == "api" and os.environ["GH_TOKEN"] == "token", sys.argv
options = {}
while arguments:
    name = arguments.pop(0)
    if name in ("--paginate", "--silent"):
        continue
    if name.startswith("--"):
        options[name] = arguments.pop(0)
    else:
        options["path"] = name
store = Path(os.environ["FAKE_COMMENTS"])
comments = json.loads(store.read_text())
method, path = options.get("--method", "GET"), options["path"].split("?")[0]
if method == "GET":
    assert path == "repos/owner/name/issues/7/comments", path
    for start in range(0, len(comments), 2):
        page = json.dumps(comments[start:start + 2])
        subprocess.run(["jq", "--raw-output", options["--jq"]], input=page, text=True, check=True)
    sys.exit()
field, file = options["--field"].split("=@")
body = Path(file).read_text()
if method == "POST":
    assert (field, path) == ("body", "repos/owner/name/issues/7/comments"), options
    comments.append({"id": len(comments) + 1, "user": {"login": "github-actions[bot]"}, "body": body})
else:
    assert (field, method) == ("body", "PATCH"), options
    assert path.startswith("repos/owner/name/issues/comments/"), path
    [one] = [comment for comment in comments if str(comment["id"]) == path.rsplit("/", 1)[1]]
    assert one["user"]["login"] == "github-actions[bot]", "of somebody else"
    one["body"] = body
store.write_text(json.dumps(comments))
"""
NOTHING = ""


def programs(folder: Path, **scripts: str) -> str:
    """A PATH with programs in Python before all others."""
    folder.mkdir()
    for name, script in scripts.items():
        file = folder / name.replace("_", "-")
        file.write_text(f"#!{sys.executable}\n{script}")
        file.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@dataclass
class GitLab:
    """The notes of a merge request, over HTTP; user 5 has the token."""

    notes: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, method: str, target: str, body: str) -> tuple[int, Any]:
        parts = urlsplit(target)
        self.requests.append(f"{method} {parts.path}")
        notes = "/api/v4/projects/3/merge_requests/9/notes"
        if (method, parts.path) == ("GET", "/api/v4/user"):
            return 200, {"id": 5}
        if (method, parts.path) == ("GET", notes):
            query = parse_qs(parts.query)
            first = (int(query["page"][0]) - 1) * 2
            assert query["per_page"] == ["100"]
            return 200, self.notes[first : first + 2]
        text = json.loads(body)["body"]
        if (method, parts.path) == ("POST", notes):
            self.notes.append({"id": len(self.notes) + 1, "author": {"id": 5}, "body": text})
            return 201, self.notes[-1]
        [one] = [note for note in self.notes if parts.path == f"{notes}/{note['id']}"]
        if method != "PUT" or one["author"]["id"] != 5:
            return 403, {}
        one["body"] = text
        return 200, one


@contextmanager
def gitlab() -> Iterator[GitLab]:
    service = GitLab()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            is_allowed = self.headers.get("PRIVATE-TOKEN") == "secret-token"
            status, answer = service.answer(self.command, self.path, body) if is_allowed else (401, {})
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_PUT = do_GET

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}/api/v4"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
