"""Lists that filter, sort, page, print and export what they show: declared once, run against the reader's own rows."""
