"""Which family of browsers a request comes from: enough to know one's own session again, and no more."""

_FAMILIES = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What a browser's description holds, and whose it is. Browsers name each other, so the order matters."""


def family_of(description: str) -> str | None:
    """The family named in a User-Agent header; None for what names none."""
    return next((family for mark, family in _FAMILIES if mark in description), None)
