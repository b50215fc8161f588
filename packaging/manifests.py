"""Writes what package managers read of a release: a Homebrew formula, a Scoop manifest, and the three files of winget.

Usage: packaging/manifests.py SUMS URL OUT
SUMS is the SHA256SUMS of the release, URL the address that its files are below, such as https://github.com/OWNER/workplan/releases/download/v1.2.3.
"""

import json
import sys
from pathlib import Path

from common import cargo

VERSION = cargo("version")
WINDOWS = "x86_64-pc-windows-msvc"
DESCRIPTION = cargo("description")


def archive(target: str) -> str:
    return f"workplan-{VERSION}-{target}.{'zip' if 'windows' in target else 'tar.gz'}"


def sums(file: Path) -> dict[str, str]:
    pairs = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {name.lstrip("*"): digest for digest, name in pairs}


def formula(url: str, known: dict[str, str]) -> str:
    def source(target: str) -> str:
        return f'url "{url}/{archive(target)}"\n      sha256 "{known[archive(target)]}"'

    return f"""\
class Workplan < Formula
  desc "{DESCRIPTION.split(":")[0]}"
  homepage "{url.split("/releases/")[0]}"
  version "{VERSION}"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      {source("aarch64-apple-darwin")}
    end
    on_intel do
      {source("x86_64-apple-darwin")}
    end
  end

  on_linux do
    on_arm do
      {source("aarch64-unknown-linux-musl")}
    end
    on_intel do
      {source("x86_64-unknown-linux-musl")}
    end
  end

  def install
    bin.install "workplan"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/workplan.bash" => "workplan"
    zsh_completion.install "completions/workplan.zsh" => "_workplan"
    fish_completion.install "completions/workplan.fish"
  end

  test do
    assert_match "11 of 31", shell_output("#{{bin}}/workplan demo")
  end
end
"""


def scoop(url: str, known: dict[str, str]) -> str:
    name = archive(WINDOWS)
    manifest = {
        "version": VERSION,
        "description": DESCRIPTION,
        "homepage": url.split("/releases/")[0],
        "license": "MIT|Apache-2.0",
        "suggest": {"git": "git"},
        "architecture": {"64bit": {"url": f"{url}/{name}", "hash": known[name], "extract_dir": name.removesuffix(".zip")}},
        "bin": "workplan.exe",
        "checkver": "github",
        "autoupdate": {
            "architecture": {
                "64bit": {
                    "url": f"{url}/{name}".replace(VERSION, "$version"),
                    "extract_dir": name.removesuffix(".zip").replace(VERSION, "$version"),
                }
            },
            "hash": {"url": "$baseurl/SHA256SUMS"},
        },
    }
    return json.dumps(manifest, indent=4) + "\n"


def winget(url: str, known: dict[str, str]) -> dict[str, str]:
    name, owner = archive(WINDOWS), url.split("/")[3]
    head = f"PackageIdentifier: {owner}.workplan\nPackageVersion: {VERSION}\n"

    def manifest(kind: str, body: str) -> str:
        return f"{head}{body}ManifestType: {kind}\nManifestVersion: 1.6.0\n"

    return {
        f"{owner}.workplan.yaml": manifest("version", "DefaultLocale: en-US\n"),
        f"{owner}.workplan.locale.en-US.yaml": manifest(
            "defaultLocale",
            f"PackageLocale: en-US\nPublisher: {owner}\nPackageName: workplan\nPackageUrl: {url.split('/releases/')[0]}\n"
            f"License: MIT OR Apache-2.0\nShortDescription: '{DESCRIPTION}'\n",
        ),
        f"{owner}.workplan.installer.yaml": manifest(
            "installer",
            "InstallerType: zip\nNestedInstallerType: portable\nNestedInstallerFiles:\n"
            f"- RelativeFilePath: {name.removesuffix('.zip')}\\workplan.exe\n  PortableCommandAlias: workplan\n"
            "Dependencies:\n  PackageDependencies:\n  - PackageIdentifier: Git.Git\n"
            f"Installers:\n- Architecture: x64\n  InstallerUrl: {url}/{name}\n  InstallerSha256: {known[name].upper()}\n",
        ),
    }


def main() -> None:
    known, url, out = sums(Path(sys.argv[1])), sys.argv[2].rstrip("/"), Path(sys.argv[3])
    files = {"homebrew/workplan.rb": formula(url, known), "scoop/workplan.json": scoop(url, known)}
    files.update({f"winget/{name}": text for name, text in winget(url, known).items()})
    for path, text in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(text, encoding="utf-8", newline="\n")
        print(out / path)


main()
