"""Notices (通知、办法、考核细则) read in: from a file to its text, from the text to a draft scheme."""
