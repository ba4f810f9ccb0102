"""The four faces of official papers, and what stands in for them where they are not installed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.labels import Labelled

CARRIERS = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
"""What has nearly every character: the last resort of all faces, and of rare characters in names."""


class Face(Labelled):
    """A face by what offices call it, and the name under which Word and WPS know it."""

    FANG = "fang", "仿宋_GB2312"
    KAI = "kai", "楷体_GB2312"
    HEI = "hei", "黑体"
    SONG = "song", "方正小标宋简体"


WANTED: Mapping[Face, tuple[str, ...]] = {
    Face.FANG: ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R", "FandolFang"),
    Face.KAI: (
        "KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FandolKai", "AR PL KaitiM GB", "LXGW WenKai"
    ),
    Face.HEI: (
        "SimHei", "黑体", "STHeiti", "FandolHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"
    ),
    Face.SONG: (
        "FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "STZhongsong", "华文中宋",
        "Noto Serif CJK SC", "Source Han Serif SC",
    ),
}  # fmt: skip
OWN: Mapping[Face, int] = {Face.FANG: 5, Face.KAI: 5, Face.HEI: 3, Face.SONG: 4}
"""So many of the wanted ones are the face itself, from whatever foundry; what comes after them stands in."""


@dataclass(frozen=True, slots=True)
class Found:
    """Which family draws a face, and whether it is the face itself."""

    face: Face
    family: str
    is_own: bool


def chosen(families: Collection[str]) -> dict[str, list[str]]:
    """For each face the installed families in the order in which they are tried."""
    known = set(families)
    return {
        face.value: [each for each in dict.fromkeys((*names, *CARRIERS)) if each in known] or sorted(known)[:1]
        for face, names in WANTED.items()
    }


def found_faces(families: Collection[str]) -> tuple[Found, ...]:
    """Which family draws each face. None where the machine has nothing that could."""
    return tuple(
        Found(Face(code), names[0], names[0] in WANTED[Face(code)][: OWN[Face(code)]])
        for code, names in chosen(families).items()
        if names
    )


def draws_chinese(families: Collection[str]) -> bool:
    """Whether anything here has Chinese characters at all."""
    known = set(families)
    return bool(known & {name for names in (*WANTED.values(), CARRIERS) for name in names})


def said_missing(found: Sequence[Found]) -> str:
    """仿宋_GB2312 由 Noto Serif CJK SC 代替; empty where every face is itself."""
    return "；".join(f"{each.face.label} 由 {each.family} 代替" for each in found if not each.is_own)


def folders(paths: str) -> tuple[Path, ...]:
    """The setting names them one after another, apart by a colon or a semicolon, as PATH does here or on Windows."""
    return tuple(Path(part).expanduser() for part in paths.replace(";", ":").split(":") if part.strip())
