"""A small store that speaks S3 over HTTP: objects of one bucket, whole or in parts, to those who sign."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape, unescape


@dataclass
class Objects:
    """What lies there: bytes and since when, by key. `fails`: every answer is a failure."""

    bucket: str
    key_id: str
    found: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    fails: bool = False
    address: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def serving(bucket: str, key_id: str) -> Iterator[Objects]:
    objects = Objects(bucket, key_id)

    class Asked(_Asked):
        kept = objects

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    objects.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield objects
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Asked(BaseHTTPRequestHandler):
    kept: Objects
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = self._body()
        if self.key is None:
            return
        asked = self.asked
        with self.kept.lock:
            if "partNumber" in asked:
                self.kept.parts[asked["uploadId"]][int(asked["partNumber"])] = body
            else:
                self.kept.found[self.key] = (body, datetime.now(UTC))
        self._answer(200, ETag=_mark(body))

    def do_POST(self) -> None:
        told = self._body()
        if self.key is None:
            return
        asked = self.asked
        with self.kept.lock:
            if "delete" in asked:
                keys = re.findall(r"<Key>([^<]*)</Key>", told.decode())
                for key in keys:
                    self.kept.found.pop(unescape(key), None)
                gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
                body = f"<DeleteResult>{gone}</DeleteResult>"
            elif "uploads" in asked:
                number = f"upload{len(self.kept.parts)}"
                self.kept.parts[number] = {}
                body = f"<InitiateMultipartUploadResult><UploadId>{number}</UploadId></InitiateMultipartUploadResult>"
            else:
                pieces = self.kept.parts.pop(asked["uploadId"])
                whole = b"".join(piece for _, piece in sorted(pieces.items()))
                self.kept.found[self.key] = (whole, datetime.now(UTC))
                body = f"<CompleteMultipartUploadResult><ETag>{_mark(whole)}</ETag></CompleteMultipartUploadResult>"
        self._answer(200, body.encode())

    def do_GET(self) -> None:
        if self.key is None:
            return
        if not self.key:
            self._answer(200, self._listed().encode())
        elif self.key in self.kept.found:
            body, since = self.kept.found[self.key]
            dated = {"ETag": _mark(body), "Last-Modified": format_datetime(since, usegmt=True)}
            self._answer(200, body, **dated)
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_HEAD(self) -> None:
        self.do_GET()

    @property
    def asked(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query, keep_blank_values=True).items()}

    @property
    def key(self) -> str | None:
        """The object that is meant; nothing where the request is turned away."""
        if self.kept.fails:
            self._answer(403, b"<Error><Code>AccessDenied</Code><Message>denied</Message></Error>")
            return None
        signed = re.search(r"Credential=([^/]+)/", self.headers.get("Authorization", ""))
        if signed is None or signed.group(1) != self.kept.key_id:
            self._answer(403, b"<Error><Code>InvalidAccessKeyId</Code></Error>")
            return None
        _, bucket, *rest = unquote(urlsplit(self.path).path).split("/", 2)
        if bucket != self.kept.bucket:
            self._answer(404, b"<Error><Code>NoSuchBucket</Code></Error>")
            return None
        return rest[0] if rest else ""

    def _listed(self) -> str:
        prefix = self.asked.get("prefix", "")
        inside = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>{since:%Y-%m-%dT%H:%M:%S.000Z}</LastModified>"
            f"<ETag>{_mark(body)}</ETag><Size>{len(body)}</Size></Contents>"
            for key, (body, since) in sorted(self.kept.found.items())
            if key.startswith(prefix)
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{inside}</ListBucketResult>"

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as the standard library names it
        del format, args


def _mark(body: bytes) -> str:
    return f'"{md5(body, usedforsecurity=False).hexdigest()}"'
