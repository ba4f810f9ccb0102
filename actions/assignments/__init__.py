"""Assignments: broken down, reviewed, collected, carried out, judged, scored, archived."""
