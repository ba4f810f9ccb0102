"""操作手册 behind the help key: one for each kind of desk, the same texts as in docs/zh."""
