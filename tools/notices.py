"""Writes packaging/THIRD-PARTY.md: everything the program is made of, with its licence and its authors' notices.

Without arguments it writes the page; with --check it only says whether the page is current.
"""

import hashlib
import json
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
PAGE = TOP / "packaging" / "THIRD-PARTY.md"
LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice|unlicense|copyright)", re.IGNORECASE)
COPYRIGHT = re.compile(r"^\W*(copyright|\(c\)|©)\s*(\(c\)|©|\d|by)", re.IGNORECASE)
HEAD = """# What Tandem is made of

Tandem is built from the work below. Each part keeps its own licence. This page is made by `./x notices` from
`Cargo.lock` and the parts' own licence files; `./x test notices` says when it is out of date.

## Bundled data

- **Inter** 4.0, Regular and SemiBold, by The Inter Project Authors (https://github.com/rsms/inter):
  SIL Open Font License 1.1. The text is in `assets/fonts/Inter-LICENCE.txt`.
- **EFF long word list** for generated passphrases, by the Electronic Frontier Foundation
  (https://www.eff.org/dice): Creative Commons Attribution 3.0 US
  (https://creativecommons.org/licenses/by/3.0/us/). Unchanged; carried by the crate `diceware_wordlists`.
"""


def shipped_packages():
    """The packages of the released Linux program, without those that only tests use."""
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--filter-platform=x86_64-unknown-linux-gnu"]
    answer = json.loads(subprocess.run(command, cwd=TOP, check=True, capture_output=True).stdout)
    nodes = {node["id"]: node for node in answer["resolve"]["nodes"]}
    root = answer["resolve"]["root"]
    reached, waiting = set(), [root]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        for dep in nodes[name]["deps"]:
            if any(kind["kind"] != "dev" for kind in dep["dep_kinds"]):
                waiting.append(dep["pkg"])
    packages = [package for package in answer["packages"] if package["id"] in reached - {root}]
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def licence_texts(package):
    """The package's licence files, as (copyright lines, remaining text)."""
    folder = pathlib.Path(package["manifest_path"]).parent
    for path in sorted(folder.iterdir()):
        if path.is_file() and LICENCE_FILE.match(path.name) and path.suffix not in {".rs", ".py", ".html"}:
            lines = path.read_text(encoding="utf-8", errors="replace").replace("\r", "").split("\n")
            notices = [line.strip() for line in lines if COPYRIGHT.match(line) and "[yyyy]" not in line]
            yield notices, "\n".join(line.rstrip() for line in lines if line.strip() not in notices).strip()


def page():
    """The whole page as text."""
    numbers, texts, rows = {}, [], []
    for package in shipped_packages():
        used, notices = [], []
        for found, text in licence_texts(package):
            notices += [notice for notice in found if notice not in notices]
            mark = hashlib.sha256(re.sub(r"\W+", "", text).lower().encode()).hexdigest()
            if mark not in numbers and text:
                texts.append(text)
                numbers[mark] = len(texts)
            if text:
                used.append(f"text {numbers[mark]}")
        licence = (package["license"] or "see text").replace("/", " OR ").replace("  ", " ")
        row = f"- **{package['name']}** {package['version']}: {licence}"
        row += f" ({', '.join(dict.fromkeys(used))})" if used else ""
        by = "; ".join(notices) or ", ".join(re.sub(r"\s*<[^>]*>", "", name) for name in package["authors"])
        rows.append(row + (f". {by}" if by else ""))
    parts = [HEAD, f"## Crates ({len(rows)})\n", "\n".join(rows), "\n## Licence texts"]
    for number, text in enumerate(texts, 1):
        parts.append(f"\n### Text {number}\n\n````text\n{text}\n````")
    return "\n".join(parts) + "\n"


def main():
    """Writes, or with --check compares."""
    made = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(made, encoding="utf-8")
        print(f"wrote {PAGE.relative_to(TOP)}: {len(made) // 1024} kB")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
        print("the third-party notices are current")
        return 0
    print("packaging/THIRD-PARTY.md is out of date: run ./x notices and commit it", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
