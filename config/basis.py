"""Where a rule comes from."""

from pydantic import Field

from config.entry import Entry, Text
from config.references import DocumentRef


class Basis(Entry):
    """依据：哪份文件的哪一条。"""

    document: DocumentRef = Field(description="依据文件：documents 里的编码或文号")
    clause: str = Field(default="", description="条款位置，如 二.1")
    quote: Text = Field(max_length=200, description="原文摘句，尽量短，不超过200字")
