"""导出、导入表格: books that go out to WPS or Excel and come back."""
