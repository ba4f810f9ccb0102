"""The gate that every file from outside passes: what it is by its content, and whether opening it is safe.

Evidence, workbooks and notices share it. It runs nothing, unpacks nothing to the disk, and never holds more of a file
in memory than a few pieces.
"""
