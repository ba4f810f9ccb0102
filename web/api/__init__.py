"""What other systems ask and bring: JSON over HTTP, by token and within its scopes. Nothing here is for browsers."""
