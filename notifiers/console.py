"""Messages on the terminal."""

import sys
from typing import TextIO

from notifiers.letters import one_line
from notifiers.masking import masked
from states.transport import Answer, Message, Refused, Sent


class ConsoleNotifier:
    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def send(self, message: Message, target: str) -> Answer:
        # Looked up late: a program that redirects its output means this one too.
        stream = self._stream or sys.stdout
        mark = "【紧急】" if message.urgent else ""
        try:
            stream.write(f"→ {masked(target)} {mark}{one_line(message.subject)}\n{message.body}\n\n")
            stream.flush()
        except (OSError, ValueError) as error:
            return Refused(f"终端不可写：{one_line(str(error))}", permanent=False)
        return Sent("已显示")
