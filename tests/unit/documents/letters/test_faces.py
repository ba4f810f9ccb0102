from documents.letters.faces import Face, chosen, draws_chinese, found_faces, said_missing


def test_an_installed_face_draws_itself() -> None:
    found = {each.face: each for each in found_faces(("FangSong_GB2312", "SimHei", "Noto Serif CJK SC"))}
    assert (found[Face.FANG].family, found[Face.FANG].is_own) == ("FangSong_GB2312", True)
    assert (found[Face.KAI].family, found[Face.KAI].is_own) == ("Noto Serif CJK SC", False)


def test_what_stands_in_is_told() -> None:
    assert said_missing(found_faces(("SimHei", "Noto Serif CJK SC"))) == (
        "仿宋_GB2312 由 Noto Serif CJK SC 代替；楷体_GB2312 由 Noto Serif CJK SC 代替；"
        "方正小标宋简体 由 Noto Serif CJK SC 代替"
    )


def test_rare_characters_have_a_face_of_last_resort() -> None:
    assert chosen(("FangSong", "Noto Sans CJK SC", "Noto Serif CJK SC"))["fang"] == [
        "FangSong",
        "Noto Serif CJK SC",
        "Noto Sans CJK SC",
    ]


def test_a_machine_without_chinese_fonts_is_known() -> None:
    assert not draws_chinese(("DejaVu Sans",))
    assert draws_chinese(("Noto Sans CJK SC",))
