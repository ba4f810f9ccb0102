"""Papers that are made of what the house holds: each is read, put together and handed to the writers."""
