"""Compares the public interface of the library with docs/public-api.txt, so that none of it changes unnoticed.

usage: .ci/public_api.py [--write]

One line an item: where it is found, what it is, its signature. Items that are hidden from the docs are not part of it. The compiler says what
there is, by rustdoc's JSON, which a stable compiler gives only where it is told that it may.
"""

import difflib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SNAPSHOT = ROOT / "docs" / "public-api.txt"
TARGET = ROOT / "target" / "public-api"  # its own, so that no other step builds anew


def documented():
    environment = {**os.environ, "RUSTC_BOOTSTRAP": "1", "CARGO_TARGET_DIR": str(TARGET)}
    options = ["--", "-Z", "unstable-options", "--output-format", "json", "--document-hidden-items"]
    command = ["cargo", "rustdoc", "--quiet", "--locked", "--lib", "--no-default-features", *options]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return json.loads((TARGET / "doc" / "workplan.json").read_text(encoding="utf-8"))


def only(one):
    """The kind of a thing and its content: rustdoc writes `{"kind": content}`, or the kind alone."""
    return next(iter(one.items())) if isinstance(one, dict) else (one, None)


def generic_args(args):
    kind, inner = only(args) if args else (None, None)
    if kind == "parenthesized":
        output = f" -> {type_text(inner['output'])}" if inner["output"] else ""
        return f"({', '.join(map(type_text, inner['inputs']))}){output}"
    if kind != "angle_bracketed":
        return ""
    parts = []
    for one in inner["args"]:
        which, value = only(one)
        parts.append(value if which == "lifetime" else value["expr"] if which == "const" else "_" if which == "infer" else type_text(value))
    for one in inner.get("constraints", []):
        which, value = only(one["binding"])
        term = only(value)[1] if which == "equality" else None
        parts.append(f"{one['name']} = {type_text(term)}" if term else f"{one['name']}: {bounds(value)}")
    return f"<{', '.join(parts)}>" if parts else ""


def path_text(path):
    return path.get("path", path.get("name", "")) .removeprefix("$crate::") + generic_args(path.get("args"))


def bounds(all_bounds):
    texts = []
    for one in all_bounds:
        kind, inner = only(one)
        if kind == "trait_bound":
            texts.append(("?" if inner["modifier"] == "maybe" else "") + path_text(inner["trait"]))
        elif kind == "outlives":
            texts.append(inner)
        elif kind == "use":
            texts.append(f"use<{', '.join(only(arg)[1] for arg in inner)}>")
    return " + ".join(texts)


def type_text(one):
    kind, inner = only(one)
    match kind:
        case "resolved_path":
            return path_text(inner)
        case "generic" | "primitive":
            return inner
        case "borrowed_ref":
            lifetime = f"{inner['lifetime']} " if inner["lifetime"] else ""
            return f"&{lifetime}{'mut ' if inner['is_mutable'] else ''}{type_text(inner['type'])}"
        case "tuple":
            return f"({', '.join(map(type_text, inner))})"
        case "slice":
            return f"[{type_text(inner)}]"
        case "array":
            return f"[{type_text(inner['type'])}; {inner['len']}]"
        case "impl_trait":
            return f"impl {bounds(inner)}"
        case "dyn_trait":
            lifetime = f" + {inner['lifetime']}" if inner["lifetime"] else ""
            return f"dyn {' + '.join(path_text(each['trait']) for each in inner['traits'])}{lifetime}"
        case "function_pointer":
            return f"fn{signature(inner['sig'])}"
        case "qualified_path":
            return f"<{type_text(inner['self_type'])}{' as ' + path_text(inner['trait']) if inner.get('trait') else ''}>::{inner['name']}"
        case "raw_pointer":
            return f"*{'mut' if inner['is_mutable'] else 'const'} {type_text(inner['type'])}"
        case _:
            return kind


def signature(sig):
    inputs = []
    for name, one in sig["inputs"]:
        text = type_text(one)
        inputs.append({"Self": "self", "&Self": "&self", "&mut Self": "&mut self"}.get(text, f"self: {text}") if name == "self" else f"{name}: {text}" if name else text)
    output = f" -> {type_text(sig['output'])}" if sig["output"] else ""
    return f"({', '.join(inputs)}){output}"


def generics(one):
    parts = []
    for param in one["params"]:
        kind, inner = only(param["kind"])
        if kind == "lifetime" and not param["name"].startswith("'_"):
            parts.append(param["name"])
        elif kind == "type" and not inner["is_synthetic"]:
            limits = bounds(inner["bounds"])
            parts.append(param["name"] + (f": {limits}" if limits else ""))
        elif kind == "const":
            parts.append(f"const {param['name']}: {type_text(inner['type'])}")
    return f"<{', '.join(parts)}>" if parts else ""


class Interface:
    def __init__(self, docs):
        self.index = docs["index"]
        self.lines = set()
        self.open = set()
        self.module(self.item(docs["root"]), "workplan")

    def item(self, name):
        return self.index.get(str(name))

    def is_hidden(self, item):
        return any("hidden" in str(one) and "doc" in str(one) for one in item["attrs"])

    def add(self, path, what, item=None):
        exhaustive = item is not None and any("non_exhaustive" in str(one) for one in item["attrs"])
        self.lines.add(f"{path}: {'#[non_exhaustive] ' if exhaustive else ''}{what}")

    def module(self, module, path):
        self.children(module["inner"]["module"]["items"], path)

    def children(self, names, path):
        for name in names:
            item = self.item(name)
            if item is None or self.is_hidden(item):
                continue
            self.one(item, path)

    def one(self, item, path, renamed=None):
        kind, inner = only(item["inner"])
        if kind == "use":
            target = self.item(inner["id"]) if inner["id"] is not None else None
            if target is None:
                self.add(f"{path}::{inner['name']}", f"use {inner['source']}")
            elif inner["is_glob"]:
                if target["id"] not in self.open:
                    self.open.add(target["id"])
                    self.children(only(target["inner"])[1].get("items", []), path)
            else:
                self.one(target, path, inner["name"])
            return
        here = f"{path}::{renamed or item['name']}"
        match kind:
            case "module":
                self.add(here, "mod")
                if item["id"] not in self.open:
                    self.open.add(item["id"])
                    self.module(item, here)
                    self.open.discard(item["id"])
            case "function":
                self.add(here, f"fn{generics(inner['generics'])}{signature(inner['sig'])}")
            case "struct":
                self.add(here, f"struct{generics(inner['generics'])}", item)
                shape, fields = only(inner["kind"])
                if shape == "plain":
                    self.fields(fields["fields"], here)
                elif shape == "tuple":
                    self.fields([name for name in fields if name is not None], here)
                self.implementations(inner["impls"], here)
            case "enum":
                self.add(here, f"enum{generics(inner['generics'])}", item)
                for name in inner["variants"]:
                    self.variant(self.item(name), here)
                self.implementations(inner["impls"], here)
            case "trait":
                limits = bounds(inner["bounds"])
                self.add(here, f"trait{generics(inner['generics'])}{': ' + limits if limits else ''}")
                self.members(inner["items"], here)
            case "constant":
                self.add(here, f"const {type_text(inner['type'])}")
            case "static":
                self.add(here, f"static {type_text(inner['type'])}")
            case "type_alias":
                self.add(here, f"type{generics(inner['generics'])} = {type_text(inner['type'])}")
            case _:
                self.add(here, kind)

    def fields(self, names, path):
        for item in filter(None, map(self.item, names)):
            if item["visibility"] == "public" and not self.is_hidden(item):
                self.add(f"{path}::{item['name']}", type_text(item["inner"]["struct_field"]))

    def variant(self, item, path):
        if item is None or self.is_hidden(item):
            return
        shape, fields = only(item["inner"]["variant"]["kind"])
        if shape == "tuple":
            types = [type_text(self.item(name)["inner"]["struct_field"]) for name in fields if name is not None]
            self.add(f"{path}::{item['name']}", f"variant({', '.join(types)})", item)
        elif shape == "struct":
            own = [self.item(name) for name in fields["fields"]]
            words = ", ".join(f"{one['name']}: {type_text(one['inner']['struct_field'])}" for one in own)
            self.add(f"{path}::{item['name']}", f"variant {{ {words} }}", item)
        else:
            self.add(f"{path}::{item['name']}", "variant", item)

    def members(self, names, path):
        for item in filter(None, map(self.item, names)):
            kind, inner = only(item["inner"])
            if self.is_hidden(item):
                continue
            if kind == "function":
                self.add(f"{path}::{item['name']}", f"fn{generics(inner['generics'])}{signature(inner['sig'])}")
            elif kind == "assoc_const":
                self.add(f"{path}::{item['name']}", f"const {type_text(inner['type'])}")
            elif kind == "assoc_type":
                self.add(f"{path}::{item['name']}", "type")

    def implementations(self, names, path):
        for item in filter(None, map(self.item, names)):
            inner = item["inner"]["impl"]
            if inner["is_synthetic"] or inner.get("blanket_impl"):
                continue
            if inner["trait"] is None:
                public = [name for name in inner["items"] if (self.item(name) or {}).get("visibility") == "public"]
                self.members(public, path)
            else:
                self.add(path, f"impl {path_text(inner['trait'])}")


found = "".join(f"{line}\n" for line in sorted(Interface(documented()).lines))
if sys.argv[1:] == ["--write"]:
    SNAPSHOT.write_text(found, encoding="utf-8")
    sys.exit()
before = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else ""
if found != before:
    sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), found.splitlines(True), "docs/public-api.txt", "the library", n=0))
    sys.exit("the public interface has changed: .ci/public_api.py --write, if that is meant")
print(f"{found.count(chr(10))} public items, as in docs/public-api.txt")
