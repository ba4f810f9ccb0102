"""One indicator on one page: curve against pace, reports, letters, who did what."""
