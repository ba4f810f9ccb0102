"""A run is started beside the server: by a process that outlives the request and is none of the server's threads."""

import os
import subprocess
import sys
import threading

from config.settings import CHECKOUT, Settings


def start_run(settings: Settings, run: int) -> None:
    """The address of the database goes by the environment: what stands in a command line, everybody may read."""
    told = {"KAOHE_DATABASE_URL": settings.database, "KAOHE_HOME": str(settings.home)}
    path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH", ""))))
    process = subprocess.Popen(  # noqa: S603 -- our own module, and the number of a run
        [sys.executable, "-m", "actions.rehearsing", str(run)],
        env={**os.environ, **told, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # somebody has to take note that it ended, or it stays in the table of processes
    threading.Thread(target=process.wait, daemon=True).start()
