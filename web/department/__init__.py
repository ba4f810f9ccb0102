"""责任部室: what waits for its head, what its indicators have come to, and the desk on which they are broken down."""
