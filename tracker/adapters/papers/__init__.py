"""Official papers as files: Word in the form of NĐ 30/2020/NĐ-CP, and Excel."""
