"""考核办 · 考核工作台: what is in, what is missing, what is to be verified, issued, told; the day of the office."""
