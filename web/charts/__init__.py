"""Charts: what ECharts draws on a screen, what is drawn here for paper, and always the same numbers as a table."""
