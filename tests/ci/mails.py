#!/usr/bin/env python3
"""Reads the mails of `digest --format eml` with Python's own reader: subject, addresses, text, page and sheet of each.
Usage: tests/ci/mails.py FOLDER-OF-MAILS DIGESTS.json"""

import email
import email.policy
import io
import json
import pathlib
import sys
import zipfile


def main() -> int:
    folder, digests = pathlib.Path(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))
    told = [one for one in digests["organizations"] if (folder / f"{one['id']}.eml").exists()]
    assert len(told) == len(list(folder.glob("*.eml"))) > 5, "each mail is to an organization"
    for one in told:
        path = folder / f"{one['id']}.eml"
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        broken = [part.defects for part in mail.walk() if part.defects]
        assert not broken, (path.name, broken)
        overdue, soon = len(one["overdue"]), len(one["due_soon"])
        if overdue and soon:
            assert f": {overdue} overdue, {soon} due by " in mail["Subject"], (path.name, mail["Subject"])
        addresses = [address.addr_spec for address in mail["To"].addresses] if mail["To"] else []
        known = [point["email"] for point in one["focal_points"] if point["email"]]
        assert addresses == known, (path.name, addresses, known)
        text = mail.get_body(("plain",)).get_content()
        page = mail.get_body(("html",)).get_content()
        for item in one["overdue"] + one["due_soon"]:
            assert item["title"] in text, (path.name, item["title"])
        assert one["name"] in text and "<!DOCTYPE html>" in page
        sheets = list(mail.iter_attachments())
        assert [sheet.get_filename() for sheet in sheets] == [f"{one['id']}.xlsx"], path.name
        assert zipfile.ZipFile(io.BytesIO(sheets[0].get_content())).testzip() is None
    print(f"{len(told)} mails read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
