"""Findings (加减分事项): registered in secret, told, objected to, settled; what scoring reads of them."""
