"""What a channel may answer. The values live in `states/`, where `actions/` finds them too."""

from states.transport import Answer, Refused, Sent, Unsure

__all__ = ["Answer", "Refused", "Sent", "Unsure"]
