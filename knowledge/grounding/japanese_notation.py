"""Numbers, dates and times of day in Japanese, and polite forms, in one notation."""

import re

_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_UNITS = "日|か月|月|年|週|時|分|円|件|回|歳|才|名|人|通|部|%|パーセント|割|条|項|号|ドル|ユーロ|営業日|桁|度"
_COUNTED = re.compile(rf"(?<![第〇一二三四五六七八九十百千万])[〇一二三四五六七八九十百千万]+(?={_UNITS})")
_MIXED = re.compile(r"(\d+)(千|万)(?=円|人|件|名)")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(rf"({'|'.join(_ERAS)})(\d+|元)年")
_HALF = re.compile(r"(午前|午後)(\d+)時")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?!\d)")
_POLITE = [
    (re.compile(r"[かヶカヵケ箇]月"), "か月"),
    (re.compile(r"いたします"), "します"),
    (re.compile(r"いたしません"), "しません"),
    (re.compile(r"て(?:おり)ます"), "ています"),
    (re.compile(r"て(?:おり)ません"), "ていません"),
    (re.compile(r"ご本人"), "本人"),
    (re.compile(r"お客さま|お客様"), "お客様"),
    (re.compile(r"または"), "又は"),
    (re.compile(r"および"), "及び"),
    (re.compile(r"ならびに"), "並びに"),
    (re.compile(r"もしくは"), "若しくは"),
    (re.compile(r"才(?=未満|以上|以下)"), "歳"),
    (re.compile(r"パーセント"), "%"),
    (re.compile(r"時半"), "時30分"),
    (re.compile(r"¥(\d+)"), r"\1円"),
    (re.compile(r"(?<=\d)時00分"), "時"),
]


def canonical(text: str) -> str:
    """Normalised text without spaces in which equal values and equal politeness are written alike."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+", "", text)).replace(",", "、").replace(".", ".")
    text = re.sub(r"[かヶカヵケ箇]月", "か月", text)
    text = _COUNTED.sub(lambda found: str(_value(found.group())), text)
    text = _MIXED.sub(lambda found: str(int(found[1]) * (1000 if found[2] == "千" else 10000)), text)
    text = _CLOCK.sub(lambda found: f"{int(found[1])}時{found[2]}分", text)
    text = _ERA.sub(lambda found: f"{_ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年", text)
    text = _HALF.sub(lambda found: f"{int(found[2]) % 12 + (12 if found[1] == '午後' else 0)}時", text)
    for pattern, plain in _POLITE:
        text = pattern.sub(plain, text)
    return text


def _value(numeral: str) -> int:
    high, _, low = numeral.rpartition("万")
    if "万" in numeral:
        return (_value(high) if high else 1) * 10000 + (_value(low) if low else 0)
    if not any(sign in _TENS for sign in numeral):
        return int("".join(_DIGITS[sign] for sign in numeral))
    total, digit = 0, 0
    for sign in numeral:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = int(_DIGITS[sign])
    return total + digit
