"""Letters, workbooks, notices read in, the evidence store."""
