"""Signs that Word takes from a font of pictures: what the eye sees there, as a letter of its own."""

_WINGDINGS = {
    0xAB: "★", 0xB6: "☆", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "□", 0x6F: "□", 0x71: "□", 0x6C: "●",
    0x6E: "■", 0x75: "◆", 0x74: "◆", 0x76: "❖", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "→", 0xA7: "▪", 0x9F: "•",
    0x77: "◆", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨",
    0x8A: "⑩",
}  # fmt: skip
_WINGDINGS_2 = {0x52: "☑", 0x54: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "□", 0x2A: "□", 0x98: "●", 0xEB: "★"}
_SYMBOL = {
    0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xAE: "→", 0xA5: "∞",
    0xE5: "∑", 0xB0: "°", 0x25: "%", 0x2B: "+", 0x2D: "−", 0x3D: "=", 0x3C: "<", 0x3E: ">",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
UNKNOWN = "\ufffd"


def seen(font: str, code: str) -> str:
    """`UNKNOWN` where nobody told us what it looks like."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    signs = _FONTS.get(font.lower())
    if signs is None:
        is_letter = 0x20 <= number < 0xD800
        return chr(number) if is_letter else UNKNOWN
    return signs.get(number & 0xFF, UNKNOWN)
