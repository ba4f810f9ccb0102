"""Where people act: the pages."""
