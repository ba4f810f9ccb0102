"""延期申请 and 情况说明: asked for, answered, lapsed."""
