"""Takes pictures of what leaves the program for people: the report's page, a mail, and a workbook, from the sample plan on a fixed day.

The page and the mail are shown by a headless Chromium. Of the workbook, LibreOffice prints the first two sheets, and poppler's `pdftoppm` draws
them. Usage: pages.py BINARY [CHROMIUM]. The pictures are PNG and differ from browser to browser, so nothing compares them.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DAY = "2024-09-15"


def sheets(folder):
    """The first two sheets of a workbook, printed, side by side as a page."""
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/plan.xlsx"]
    subprocess.run(office, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["pdftoppm", "-r", "110", "-l", "2", "-png", f"{folder}/plan.pdf", f"{folder}/sheet"], check=True)
    pictures = sorted(path.name for path in pathlib.Path(folder).glob("sheet-*.png"))
    style = "body{margin:0;background:#dfe3e8;display:flex;gap:14px;padding:14px;align-items:start}img{background:#fff;height:620px}"
    return f"<style>{style}</style>" + "".join(f"<img src='{name}'>" for name in pictures)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    browser = sys.argv[2] if len(sys.argv) > 2 else "chromium"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE.parent.parent / "workplans", f"{folder}/workplans")

        def run(*words):
            subprocess.run([program, *words, "--as-of", DAY], cwd=folder, check=True)

        run("report", "2024", "--format", "html", "-o", "report.html")
        run("digest", "2024", "--owner", "iom", "--format", "html", "-o", "mail.html")
        run("export", "2024", "-o", "plan.xlsx")
        pathlib.Path(folder, "sheet.html").write_text(f"<meta charset=utf-8>{sheets(folder)}", encoding="utf-8")
        for name, size in {"report": "1000,790", "mail": "760,640", "sheet": "1358,648"}.items():
            subprocess.run(
                [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={HERE / name}.png", f"--window-size={size}", f"file://{folder}/{name}.html"],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )


main()
