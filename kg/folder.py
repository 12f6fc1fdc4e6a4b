"""What stands in an output folder: findings kept from run to run, the manifest, what failed.

Findings are kept in `findings/<fingerprint>/<article>.json`; the fingerprint stands for all that
they depend on besides the article, so that another version makes them anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError, StoreError
from kg.findings_json import from_json, to_json
from kg.model import Article, Findings


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """An output folder and the fingerprint of the run that writes to it.

    `elsewhere` is the folder of the store where it is not in this one.
    """

    path: Path
    fingerprint: str
    elsewhere: Path | None = None

    @property
    def store(self) -> Path:
        """Where the graph is kept."""
        return self.elsewhere or self.path / "store"

    @property
    def _findings(self) -> Path:
        return self.path / "findings" / self.fingerprint

    @property
    def people(self) -> Path:
        """The user's own table of people, where one was given; every run goes by it."""
        return self.path / "people.csv"

    def prepare(self) -> None:
        """Make the folder; raises StoreError where that cannot be."""
        try:
            self._findings.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written ({error.strerror})") from error

    def keep(self, findings: Findings) -> None:
        """Keep an article's findings: the whole file, or what was there before."""
        write_whole(
            self._file(findings.article.id), to_json(findings, text=True, senses=True) + "\n"
        )

    def holds(self, article: Article) -> bool:
        """Tell whether the findings of just this article, as it reads now, are kept."""
        kept = self.about(article.id)
        return kept is not None and kept["sha256"] == article.sha256 and _same_about(kept, article)

    def about(self, id: str) -> dict[str, Any] | None:
        """Return what is kept about an article (see `kg.findings_json`), or None."""
        path = self._file(id)
        if not path.is_file():
            return None
        about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["article"]
        return about

    def forget(self, id: str) -> None:
        """Drop an article's findings; harmless where there are none."""
        self._file(id).unlink(missing_ok=True)

    def ids(self) -> list[str]:
        """Return the ids of the articles whose findings are kept, in order."""
        return sorted(path.stem for path in self._findings.glob("*.json"))

    def findings(self) -> Iterator[Findings]:
        """Yield the findings kept, in the order of the articles' ids."""
        for id in self.ids():
            yield from_json(self._file(id).read_text(encoding="utf-8"))

    def drop_other_versions(self) -> None:
        """Remove findings that another version of code, weights or ontology made."""
        for folder in (self.path / "findings").iterdir():
            if folder.is_dir() and folder != self._findings:
                for file in folder.iterdir():
                    file.unlink()
                folder.rmdir()

    def write_failed(self, failed: Iterable[InputError]) -> None:
        """Write `failed.jsonl`: each input that is not in the graph, with its reason."""
        rows = [
            {"source": error.source, "reason": error.reason, "message": error.message}
            for error in failed
        ]
        lines = sorted(json.dumps(row, ensure_ascii=False) for row in rows)
        write_whole(self.path / "failed.jsonl", "".join(line + "\n" for line in lines))

    def write_manifest(self, about: dict[str, Any], articles: Iterable[Article]) -> None:
        """Write `manifest.json`: the versions, and each article with its hash."""
        rows = [
            {
                "id": article.id,
                "source": article.source,
                "url": article.url,
                "sha256": article.sha256,
                "title": article.title,
                "published": article.published,
                "publisher": article.publisher,
            }
            for article in articles
        ]
        manifest = {**about, "fingerprint": self.fingerprint, "articles": rows}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self.path / "manifest.json", text + "\n")

    def published(self, address: str) -> list[str]:
        """Return the names of the graphs that may be at another store because of this folder."""
        return list(self._published().get(address, ()))

    def note_published(self, address: str, graphs: Iterable[str]) -> None:
        """Keep the names of the graphs that may be at another store because of this folder."""
        known = {**self._published(), address: sorted(set(graphs))}
        text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self.path / "published.json", text + "\n")

    def _published(self) -> dict[str, list[str]]:
        file = self.path / "published.json"
        if not file.is_file():
            return {}
        found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
        return found

    def _file(self, id: str) -> Path:
        return self._findings / f"{id}.json"


def _same_about(kept: dict[str, Any], article: Article) -> bool:
    fields = ("source", "title", "url", "published", "publisher", "author", "language")
    return all(kept[name] == getattr(article, name) for name in fields)


def read_manifest(path: Path) -> dict[str, Any]:
    """Return an output folder's manifest; raises StoreError where there is none."""
    file = path / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path}: holds no finished graph (manifest.json is missing or broken); "
            "build one with `kg build SOURCE -o FOLDER`"
        ) from error
    return manifest


def opened(path: Path) -> OutputFolder:
    """Return the output folder as its manifest says; raises StoreError where there is none."""
    manifest = read_manifest(path)
    elsewhere = manifest.get("store")
    return OutputFolder(path, manifest["fingerprint"], Path(elsewhere) if elsewhere else None)


def write_whole(path: Path, text: str) -> None:
    """Write a file such that it holds all of `text` or what it held before, even after a crash."""
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
