"""Deadlines in the words of notices (当月最后一个工作日前), to rules and back."""
