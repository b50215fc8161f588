"""Reads sites as others do: each link of a page leads to a file and to a place in it, and the feed is what a reader of feeds takes.

Usage: site.py FOLDER...
"""

import html.parser
import pathlib
import sys
import urllib.parse

import feedparser

faults = []


class Page(html.parser.HTMLParser):
    """The links and the ids of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        own = dict(attributes)
        self.ids |= {own["id"]} if "id" in own else set()
        self.links += [own[name] for name in ("href", "src") if name in own and tag != "use" and not own[name].startswith("data:")]


def judge(folder):
    pages = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    seen = 0
    for path, page in pages.items():
        for link in page.links:
            parts = urllib.parse.urlsplit(urllib.parse.urljoin(path.as_uri(), link))
            if parts.scheme == "https":
                continue
            seen += 1
            target = pathlib.Path(urllib.parse.unquote(parts.path))
            if not target.is_file() or folder.resolve() not in target.parents:
                faults.append(f"{path}: {link} leads nowhere")
            elif parts.fragment and urllib.parse.unquote(parts.fragment) not in pages[target].ids:
                faults.append(f"{path}: {link} is no place of that page")
    feed = feedparser.parse((folder / "feed.xml").read_bytes())
    if feed.bozo or feed.version != "atom10":
        faults.append(f"{folder}: the feed is {feed.version}: {feed.get('bozo_exception')}")
    ids = [feed.feed.id, *(entry.id for entry in feed.entries)]
    if len(set(ids)) != len(ids) or not all(one.startswith("urn:uuid:") for one in ids):
        faults.append(f"{folder}: the ids of the feed: {ids}")
    if not feed.feed.title or feed.feed.updated_parsed != feed.entries[0].updated_parsed or not feed.feed.author:
        faults.append(f"{folder}: the feed lacks its title, author or moment")
    for entry in feed.entries:
        content = Page(entry.content[0].value)
        for link in [entry.link, *content.links]:
            if not (folder / urllib.parse.unquote(link)).is_file():
                faults.append(f"{folder}: {link} of the feed leads nowhere")
        if not entry.title or entry.content[0].type != "application/xhtml+xml":
            faults.append(f"{folder}: an entry lacks its title or content")
    print(f"page: {folder.name}: {len(pages)} pages, {seen} links, {len(feed.entries)} entries")


for name in sys.argv[1:]:
    judge(pathlib.Path(name))
for fault in faults[:40]:
    print(f"page: {fault}", file=sys.stderr)
sys.exit(bool(faults))
