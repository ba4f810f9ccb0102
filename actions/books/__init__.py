"""表格往来: books are issued, come back, are compared with what there is now, and become acts."""
