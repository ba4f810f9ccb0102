"""Files that are made for one person and gone when he has them."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from web.kernel.downloads import disposition

ZIP = "application/zip"


def handed(name: str, make: Callable[[Path], object]) -> Response:
    """`make` writes the file; on disk, so that a large one takes no memory. Nothing of it stays."""
    folder = Path(tempfile.mkdtemp(prefix="kaohe-"))
    path = folder / "file.zip"
    try:
        make(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    headers = {"Content-Disposition": disposition(name)}
    done = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, media_type=ZIP, headers=headers, background=done)
