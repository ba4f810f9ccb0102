"""读入通知: a notice of the superior, or one's own, read into a draft of the year's scheme."""
