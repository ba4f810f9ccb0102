"""The record of what is shown: which test shows which id, written to docs/coverage.md."""
