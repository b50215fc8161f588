"""Every document in Markdown of a plan full of addresses and marks, as two renderers of other makes show it: cmark-gfm, which GitHub uses, and comrak,
which GitLab uses. No text becomes a link or any other element, and an address can be copied. Needs Python 3 and, the first time, the network.
Usage: tests/ci/markdown.py [the workplan binary]"""

import html
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packages import runs_with

ROOT = Path(__file__).resolve().parents[2]
WORKPLAN = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/workplan").resolve()
HOME = ROOT / "target/markdown"

TEXTS = """mailto:a@example.org xmpp:a@example.org/b a@example.org a.b+c-d_e@ex-a.example.org. www.example.org (www.example.org) WWW.example.org http://example.org
HTTPS://example.org ftp://example.org irc://example.org/x mailto://x see:http://example.org xhttp://example.org *www.example.org* ~www.example.org _www.example.org
http:\\//example.org w&#119;w.example.org www.www.example.org a@www.example.org @team <a@example.org> [x](http://example.org) mailto:@example.org 1.@example.org
a@b@example.org sip:a@example.org éwww.example.org éa@example.org `www.example.org` /close http&colon;//example.org http&#58;//example.org a&commat;example.org
__x__ <b>x</b> ![x](y) === --- *** ~~x~~ $x$ [^1] \\ x\\ &amp; &lt;b&gt; ## :x: <!--x--> <https://example.org> a@example.org,b@example.org""".split()
TEXTS += ["ask a@example.org, www.example.org or http://example.org", "- x", "+ x", "1) x", "1. x", "# x", "| a |", "[ ] x", "> x", "x <!-- y", "[x]: http://example.org", "    x"]
COMMANDS = ["list", "overdue", "status 2024", "status --all", "upcoming --within 300d", "report 2024 --contacts", "digest 2024", "matrix 2024", "diff", "log 1 2024", "show 2024/1", "show 2024/2"]
MEANT = {"h1", "h2", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "ul", "li", "br"}


if not runs_with(HOME, "cmarkgfm==2025.10.22", "comrak==0.0.16"):
    print("markdown: the renderers cannot be installed here; passed over")
    sys.exit(0)

import cmarkgfm
import comrak


def plan(texts) -> str:
    def activity(number, text):
        said = json.dumps(text)
        return (f"  - {{id: '{number}', title: {said}, owners: [a], due: 2024-0{3 + number % 6}-01, status: on_hold, reason: {said}, contact: {said}, remarks: {said}, "
                f"tags: [{said}], description: {json.dumps('x' + chr(10) + text)}, milestones: [{{title: {said}, due: 2024-02-01}}]}}\n")

    first = json.dumps(texts[0])
    return (f"schema: 1\ntitle: {first}\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\nmessage: {first}\nhighlights: [{first}]\nthemes: [{{id: t, title: {first}}}]\n"
            f"organizations: [{{id: a, name: {first}, focal_points: [{{name: {first}, email: x@example.org}}]}}]\n"
            f"priorities:\n- id: p\n  title: {first}\n  narrative: {first}\n  activities:\n" + "".join(activity(*one) for one in enumerate(texts, 1)))


def render(markdown: str):
    extensions = comrak.ExtensionOptions()
    for name in ("autolink", "table", "strikethrough", "tasklist", "footnotes"):
        setattr(extensions, name, True)
    options = comrak.RenderOptions()
    options.unsafe_ = True
    yield "cmark-gfm", cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.Options.CMARK_OPT_UNSAFE)
    yield "comrak", comrak.render_markdown(markdown, extension_options=extensions, render_options=options)


def git(folder, *arguments):
    names = ["-c", "user.name=a@example.org", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)


def main():
    faults, shown = [], 0
    for turn in range(0, len(TEXTS), 20):
        texts = TEXTS[turn:] + TEXTS[:turn]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "workplans/2024.yaml"
            file.parent.mkdir()
            file.write_text(plan(texts[1:] + texts[:1]))
            git(folder, "init", "-q")
            git(folder, "add", "-A")
            git(folder, "commit", "-q", "-m", "a@example.org")
            file.write_text(plan(texts))
            for command in COMMANDS:
                asked = [WORKPLAN, *command.split(), "--format", "markdown", "--as-of", "2024-05-05"]
                run = subprocess.run(asked, cwd=folder, capture_output=True, text=True)
                if run.returncode:
                    faults.append(f"{command}: {run.stderr[:300]}")
                for name, page in render(run.stdout):
                    bad = set(re.findall(r"<(\w+)", page)) - MEANT
                    if bad:
                        faults.append(f"{command}: {name} makes {', '.join(sorted(bad))} of it: {re.findall('<(?:' + '|'.join(bad) + ')[^>]*>[^<]*', page)[:5]}")
                    shown += 1
                    # What is between the parts of an address cannot be seen, and is not copied.
                    words = html.unescape(re.sub(r"<!-- -->|<[^>]+>", "", page)).replace("\u200b", "")
                    if command == "list" and not all(" ".join(text.split()) in words for text in texts):
                        faults.append(f"{command}: {name} does not show {[text for text in texts if ' '.join(text.split()) not in words]}")
    print("\n".join(faults) or f"markdown: {shown} documents, and none has a link or a mark that is not meant")
    sys.exit(1 if faults else 0)


main()
