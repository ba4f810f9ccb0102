"""督查文书: the board from 拟稿 to 销号, and one letter whole with everything that can be done with it now."""
