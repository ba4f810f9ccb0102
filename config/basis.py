"""Where a rule comes from: every number of a scheme can name its document and clause."""

from pydantic import BaseModel, ConfigDict, Field


class Basis(BaseModel):
    """依据: document, clause and a short quote."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str = Field(description="依据的文件：方案 documents 中的代码，或文件名称")
    clause: str = Field(default="", description="条款，如“第三条第（二）项”")
    quote: str = Field(default="", description="原文短句，一两句即可")
