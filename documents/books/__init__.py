"""Books that go out to be filled in at a desk without us, in WPS or Excel, and come back: drawn, read, compared."""
