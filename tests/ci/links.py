"""Checks that every link in the pages of a folder, and in Markdown pages beside it, leads to a page, a picture or a heading that is there.

What lies in the network is not asked for. Usage: links.py FOLDER [PAGE.md…]
"""

import pathlib
import re
import sys
import urllib.parse
from html.parser import HTMLParser


class Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], {""}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.anchors.update(filter(None, (named.get("id"), named.get("name") if tag == "a" else None)))
        self.links += [(named[key], self.getpos()[0]) for key in ("href", "src") if named.get(key)]


def anchors_of_markdown(text):
    """The anchors that a forge gives to the headings of a page."""
    heads = re.findall(r"^#+ +(.+)$", re.sub(r"```.*?```", "", text, flags=re.S), flags=re.M)
    return {""} | {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def links_of_markdown(text):
    code = re.sub(r"```.*?```|`[^`\n]*`", lambda block: "\n" * block.group().count("\n"), text, flags=re.S)
    found = re.finditer(r"\]\(([^()\s]+)\)|(?:src|href)=\"([^\"]+)\"", code)
    return [(match[1] or match[2], code[: match.start()].count("\n") + 1) for match in found]


def read(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return links_of_markdown(text), anchors_of_markdown(text)
    page = Page(text)
    return page.links, page.anchors


folder = pathlib.Path(sys.argv[1])
pages = {path.resolve(): read(path) for path in [*folder.rglob("*.html"), *map(pathlib.Path, sys.argv[2:])]}
checked, broken = 0, []
for path, (links, _) in pages.items():
    for link, line in links:
        parts = urllib.parse.urlsplit(link)
        if parts.scheme or parts.netloc:
            if parts.scheme not in ("https", "mailto", "data"):
                broken.append(f"{path}:{line}: {link}: not https")
            continue
        # The page for what is not found stands at no place of its own, so its links begin at the root.
        start = folder.resolve() if link.startswith("/") else path.parent
        target = (start / urllib.parse.unquote(parts.path).lstrip("/")).resolve() if parts.path else path
        checked += 1
        if not target.exists():
            broken.append(f"{path}:{line}: {link}: there is no such file")
        elif target.suffix in (".html", ".md") and parts.fragment:
            anchors = pages[target][1] if target in pages else read(target)[1]
            if urllib.parse.unquote(parts.fragment) not in anchors:
                broken.append(f"{path}:{line}: {link}: there is no such heading")
print("\n".join(broken) or f"{len(pages)} pages, {checked} links, all lead somewhere")
sys.exit(1 if broken else 0)
