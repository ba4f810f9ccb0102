"""What is sent. The values live in `states/`, where `actions/` finds them too."""

from states.transport import Attachment, Message

__all__ = ["Attachment", "Message"]
