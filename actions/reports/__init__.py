"""Progress reports: filled period by period, submitted window by window, verified or judged above, corrected."""
