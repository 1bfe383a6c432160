"""Makes the PDF and DOCX examples from the texts in sources/: python examples/build/build.py

PDF is printed by Chromium (set CHROMIUM to use another binary); DOCX is written part by part,
so that article and item numbers are real automatic numbering, as a word processor makes it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from docx_writer import NUMBERING_EN, NUMBERING_JA, Numbering, write_docx
from markdown_it import MarkdownIt

SOURCES = Path(__file__).parent / "sources"
POLICIES = Path(__file__).parents[1] / "policies"

DOCX: dict[str, tuple[str, Numbering]] = {
    "tokiwa-privacy-policy.ja.txt": ("tokiwa/privacy-policy.ja.docx", NUMBERING_JA),
    "kurosaki-privacy-policy-2022.md": ("kurosaki/privacy-policy-2022.docx", NUMBERING_EN),
    "kurosaki-privacy-policy-2023.md": ("kurosaki/privacy-policy-2023.docx", NUMBERING_EN),
}
PDF = {"shiosai-guest-privacy-policy.md": "shiosai/guest-privacy-policy.pdf"}

PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 22mm 20mm; }}
body {{ font: 11pt/1.5 serif; }} ul {{ list-style-type: '• '; }}
h1 {{ font-size: 18pt; }} h2 {{ font-size: 13pt; }} h3 {{ font-size: 11pt; }}
h1, h2, h3 {{ font-family: sans-serif; break-after: avoid; }}
</style>{body}</html>"""

CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def write_pdf(source: Path, target: Path) -> None:
    text = source.read_text(encoding="utf-8")
    title = text.splitlines()[0].removeprefix("# ")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE.format(title=title, body=MarkdownIt().render(text)), encoding="utf-8")
        browser = os.environ.get("CHROMIUM", "chromium")
        profile = f"--user-data-dir={folder}/profile"
        printed = ["--no-pdf-header-footer", f"--print-to-pdf={target}", str(page)]
        command = [browser, *CHROMIUM, profile, *printed]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed command


def main() -> None:
    for source, (target, numbering) in DOCX.items():
        write_docx((SOURCES / source).read_text(encoding="utf-8"), POLICIES / target, numbering)
    for source, target in PDF.items():
        write_pdf(SOURCES / source, POLICIES / target)


if __name__ == "__main__":
    main()
