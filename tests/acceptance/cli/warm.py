"""The console with its imports done: every command is a process of its own, forked from one that is loaded.

What is typed, the folder, the environment and the three streams are those of the caller. To load the program takes most
of the time of a short command; `test_frame.py` and `test_run.py` start the installed script itself.

`python -m tests.acceptance.cli.warm SOCKET` serves; `kaohe` in a test's path asks it.
"""

import json
import os
import pkgutil
import signal
import socket
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

STREAMS = 3
TOO_LONG = 1 << 20
# They load Prefect, which few commands need and which looks at the environment when it is loaded.
SERVERS = {"embedded", "prefect_api", "running", "serving"}
CLIENT = """\
#!{python} -SE
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({path!r})
    told = {{"argv": sys.argv, "cwd": os.getcwd(), "environment": dict(os.environ)}}
    socket.send_fds(server, [json.dumps(told).encode() + b"\\n"], [0, 1, 2])
    sys.exit(int(server.makefile().readline() or 255))
"""


def write_client(folder: Path, path: str) -> Path:
    """The script that tests call `kaohe`."""
    script = folder / "kaohe"
    script.write_text(CLIENT.format(python=sys.executable, path=path), encoding="utf-8")
    script.chmod(0o755)
    return script


def ask(path: str, words: list[str], *, cwd: Path, environment: dict[str, str], streams: tuple[int, int, int]) -> int:
    """Type a command without another process in between; its exit code."""
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(path)
        told = {"argv": ["kaohe", *words], "cwd": str(cwd), "environment": environment}
        socket.send_fds(server, [json.dumps(told).encode() + b"\n"], streams)
        return int(server.makefile().readline() or 255)


def serve(path: str) -> None:
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here: the caller hears the exit code
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen(16)
        while True:
            caller, _ = door.accept()
            if os.fork() == 0:
                door.close()
                _run(caller)
            caller.close()


def _load() -> None:
    for room in ("cli", "cli.commands"):
        for module in pkgutil.iter_modules(import_module(room).__path__):
            if module.name not in SERVERS:
                import_module(f"{room}.{module.name}")
    if "prefect" in sys.modules:
        raise RuntimeError("a command has come to load Prefect: name it among the servers")


def _run(caller: socket.socket) -> None:
    code = 255
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        told = _heard(caller)
        os.chdir(told["cwd"])
        os.environ.clear()
        os.environ.update(told["environment"])
        sys.argv = told["argv"]
        sys.modules["__main__"].__package__ = None  # we are a script, for whoever asks what we are called
        code = _typed()
    except BaseException:  # noqa: BLE001 -- as the interpreter would
        traceback.print_exc()
        code = 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        with suppress(OSError):
            caller.sendall(f"{code}\n".encode())
        os._exit(code)


def _heard(caller: socket.socket) -> dict[str, Any]:
    """What was typed, with the streams put in place of ours."""
    text, descriptors, _, _ = socket.recv_fds(caller, TOO_LONG, STREAMS)
    while not text.endswith(b"\n"):
        text += caller.recv(TOO_LONG)
    for place, descriptor in enumerate(descriptors):
        os.dup2(descriptor, place)
        os.close(descriptor)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 -- open as long as the process lives
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    told: dict[str, Any] = json.loads(text)
    return told


def _typed() -> int:
    from cli.main import app  # noqa: PLC0415 -- loaded already

    try:
        app()
    except SystemExit as left:
        if left.code is None or isinstance(left.code, int):
            return left.code or 0
        print(left.code, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    serve(sys.argv[1])
