"""Transport only: send(text, target) -> Sent | Refused | Unsure. No database."""
