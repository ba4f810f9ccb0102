"""The result (考核结果): its way to publication, re-examination, and who may see what of it before."""
