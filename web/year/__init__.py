"""管理员 · 年度设置: drafts of a year, its dates, a year played beforehand, publishing; the people of the office."""
