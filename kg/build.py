"""The story: read → parse → extract → resolve → store → publish.

Each article is read, parsed and searched by itself and kept at once, so that a run that is stopped
goes on where it was. What is judged over all articles is made anew from what is kept, so that the
same articles give the same graph, in whatever order and in however many runs they came.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg
from kg.errors import InputError, KgError
from kg.folder import OutputFolder, opened, read_manifest, write_whole
from kg.model import Article, Findings
from kg.resources import folder as resource

if TYPE_CHECKING:
    from kg.query import Graph, Limits

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Told how many of how many new articles are done."""

Source = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Method:
    """What findings depend on besides their article."""

    pipeline: str | None = None
    ontology: tuple[Path, ...] = ()

    def about(self) -> dict[str, Any]:
        """Return the versions of code, weights and linguistic knowledge."""
        from kg.parse import weights_version

        files = [*sorted(resource("ontology").glob("*.ttl")), *self.ontology]
        known = hashlib.sha256(b"\0".join(file.read_bytes() for file in files))
        return {
            "version": kg.__version__,
            "weights": weights_version(),
            "pipeline": self.pipeline or "witness_encoder",
            "ontology": known.hexdigest()[:12],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the articles in the graph, those that were new, and what failed."""

    output: Path
    articles: int
    new: int
    removed: int
    failed: tuple[InputError, ...]


def build(
    *sources: Source,
    output: Source = "output",
    jobs: int = 1,
    pipeline: str | None = None,
    ontology: Sequence[Source] = (),
    base: str | None = None,
    license: str | None = None,
    any_language: bool = False,
    columns: Mapping[str, str] | None = None,
    people: Source | None = None,
    store: Source | None = None,
    progress: Progress | None = None,
    sent: Progress | None = None,
) -> Report:
    """Add the articles of `sources` to the graph in the folder `output`, and publish it anew.

    Articles that are there already, unchanged, cost nothing; one whose file or page has changed is
    replaced. What cannot be read is listed in the report and in `failed.jsonl`, and never takes
    another article down. `people` is a table of who is who (see `kg.resolve.rulings`), kept in the
    folder until another is given; so is `license`, the IRI of the licence under which the graph is
    given away, which `void.ttl` tells. `store` is another folder for the store, kept to from then
    on, or the address of a SPARQL 1.1 server, which then holds the same. `progress` is told how
    many articles of how many are read, `sent` how many graphs the server has. Raises KgError where
    the graph as a whole cannot be made.
    """
    from kg.rdf.void import license_iri

    method = Method(pipeline, tuple(Path(path) for path in ontology))
    table = _people(people, method)
    about = method.about()
    address = _address(store)
    elsewhere = _store_of(Path(output)) if address or store is None else Path(store).resolve()
    place = OutputFolder(Path(output), _fingerprint(about), elsewhere)
    place.prepare()
    if table:
        write_whole(place.people, table)
    wanted, failed = _read(sources, any_language, columns)
    new = [article for article in wanted if not place.holds(article)]
    outdated = _outdated(place, wanted)
    base = base or _base_of(place.path)
    license = license or _license_of(place.path)
    with _Desk(place, base, about, method.ontology, license_iri(license)) as desk:
        for findings in _extracted(new, method, jobs, failed, progress):
            desk.put(findings)
        for id in outdated:
            desk.drop(id)
        articles = desk.publish()
    place.write_failed(failed)
    _publish_to(place, address, sent)
    return Report(place.path, articles, len(new), len(outdated), tuple(failed))


def remove(*articles: str, output: Source = "output", store: str | None = None) -> Report:
    """Take articles back, named by id, source or URL; what is left equals a graph without them.

    `store` is the address of a server that they are to be taken back from too. Raises KgError where
    the graph does not hold one of them.
    """
    place = opened(Path(output))
    manifest = read_manifest(place.path)
    ids = [_id_of(name, manifest) for name in articles]
    ontology = [Path(path) for path in manifest["ontology_files"]]
    license = manifest.get("license", "")
    with _Desk(place, manifest["base"], _versions(manifest), ontology, license) as desk:
        for id in ids:
            desk.drop(id)
        left = desk.publish()
    _publish_to(place, _address(store), None)
    return Report(place.path, left, 0, len(ids), ())


def extract(
    *sources: Source,
    jobs: int = 1,
    pipeline: str | None = None,
    ontology: Sequence[Source] = (),
    any_language: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Findings | InputError]:
    """Yield what is found in each article, nothing merged; then what could not be read."""
    wanted, failed = _read(sources, any_language, columns)
    method = Method(pipeline, tuple(Path(path) for path in ontology))
    yield from _extracted(wanted, method, jobs, failed, None)
    yield from failed


def open_graph(
    output: Source = "output", *, limits: Limits | None = None, services: Collection[str] = ()
) -> Graph:
    """Open the graph in an output folder, for reading; raises StoreError where there is none.

    `limits` are what a query may take, `services` the addresses that SERVICE may call.
    """
    from kg.publish import to_networkx
    from kg.query.graph import Graph
    from kg.rdf.vocabulary import PREFIXES
    from kg.store import read_store

    place = Path(output)
    return Graph(
        read_store,
        opened(place).store,
        prefixes=PREFIXES,
        limits=limits,
        services=services,
        network=lambda _: to_networkx(place),
    )


# --- The chapters -------------------------------------------------------------------------------


def _people(path: Source | None, method: Method) -> str:
    """Return the text of a user's table of people, once it is sure that it holds."""
    from kg.rdf.knowledge import load_knowledge
    from kg.resolve import read_rulings

    if path is None:
        return ""
    read_rulings(Path(path)).laid_over((), load_knowledge(*method.ontology).people)
    return Path(path).read_text(encoding="utf-8-sig")


def _read(
    sources: Iterable[Source], any_language: bool, columns: Mapping[str, str] | None
) -> tuple[list[Article], list[InputError]]:
    from kg.read import read

    wanted: list[Article] = []
    failed: list[InputError] = []
    paths = [os.fspath(source) for source in sources]
    for item in read(paths, any_language=any_language, columns=columns):
        if isinstance(item, InputError):
            log.warning("left out: %s", item)
            failed.append(item)
        else:
            wanted.append(item)
    return wanted, failed


def _extracted(
    articles: Sequence[Article],
    method: Method,
    jobs: int,
    failed: list[InputError],
    progress: Progress | None,
) -> Iterator[Findings]:
    """Yield the findings of the articles; one that breaks the extractor is listed as failed."""
    for done, result in enumerate(_results(articles, method, jobs), 1):
        if isinstance(result, InputError):
            log.warning("left out: %s", result)
            failed.append(result)
        else:
            yield result
        if progress:
            progress(done, len(articles))


def _results(
    articles: Sequence[Article], method: Method, jobs: int
) -> Iterator[Findings | InputError]:
    if jobs <= 1 or len(articles) < 2 * jobs:
        reader = _Reader(method) if articles else None
        yield from (reader(article) for article in articles if reader)
        return
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(method,)) as pool:
        yield from pool.map(_work, articles, chunksize=4)


class _Reader:
    """The pipeline and the knowledge, loaded once: article → findings."""

    def __init__(self, method: Method) -> None:
        from kg.parse import load
        from kg.rdf.knowledge import load_knowledge

        self.nlp = load(method.pipeline)
        self.knowledge = load_knowledge(*method.ontology)
        gc.freeze()  # what stays for good need not be looked through again for every article

    def __call__(self, article: Article) -> Findings | InputError:
        from kg.extract import extract as find
        from kg.parse import parse

        try:
            (doc,) = parse([article], self.nlp)
            return find(doc, self.knowledge)
        except Exception as error:  # whatever one article breaks must not cost the others
            log.debug("extraction failed", exc_info=True)
            return InputError(
                article.source,
                "extraction",
                f"extraction failed ({type(error).__name__}: {error}); please report it",
            )


_worker: _Reader | None = None


def _start_worker(method: Method) -> None:
    global _worker
    _worker = _Reader(method)


def _work(article: Article) -> Findings | InputError:
    assert _worker is not None
    return _worker(article)


class _Desk:
    """Where findings are put into the store, and where the graph is published from."""

    def __init__(
        self,
        place: OutputFolder,
        base: str,
        about: Mapping[str, Any],
        ontology: Sequence[Path],
        license: str,
    ) -> None:
        from kg.rdf.concepts import Concepts
        from kg.rdf.knowledge import load_knowledge
        from kg.rdf.provenance import Run
        from kg.store import open_store

        self.place, self.base, self.about, self.ontology = place, base, about, ontology
        self.license = license
        self.knowledge = load_knowledge(*ontology)
        self.concepts = Concepts.of(self.knowledge)
        self.run = Run(**about, **_pinned_times())
        self.store = open_store(place.store)

    def __enter__(self) -> _Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def put(self, findings: Findings) -> None:
        """Keep an article's findings and put its graph into the store, the graph first."""
        self._put_graph(findings)
        self.place.keep(findings)

    def drop(self, id: str) -> None:
        """Take an article back."""
        from kg.rdf.iris import iris_of

        self.store.remove(iris_of(self.base).article(id).graph)
        self.place.forget(id)

    def publish(self) -> int:
        """Resolve all that is kept, write every file of the folder, return how many articles."""
        from kg.publish import publish

        findings = list(self.place.findings())
        for item in findings:
            self._put_graph(item)
        publish(
            findings,
            self.store,
            self.place,
            self.base,
            self.run,
            self.knowledge,
            license=self.license,
        )
        known = {
            "base": self.base,
            "ontology_files": [str(path) for path in self.ontology],
            **({"license": self.license} if self.license else {}),
            **({"store": str(self.place.elsewhere)} if self.place.elsewhere else {}),
        }
        self.place.write_manifest({**self.about, **known}, [f.article for f in findings])
        self.place.drop_other_versions()
        return len(findings)

    def _put_graph(self, findings: Findings) -> None:
        from kg.rdf.iris import iris_of
        from kg.rdf.quads import article_quads

        graph = iris_of(self.base).article(findings.article.id).graph
        quads = article_quads(findings, self.base, concepts=self.concepts, run=self.run)
        self.store.put(graph, quads)


def _pinned_times() -> dict[str, str]:
    """Return when the run is said to have been: as SOURCE_DATE_EPOCH pins it, or nothing.

    The clock stays out of the graph, or the same articles would not give the same bytes.
    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return {}
    try:
        pinned = dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise KgError(f"SOURCE_DATE_EPOCH: {epoch!r} is no number of seconds ({error})") from error
    moment = pinned.isoformat().replace("+00:00", "Z")
    return {"started": moment, "ended": moment}


def _fingerprint(about: Mapping[str, Any]) -> str:
    text = "\n".join(f"{name}: {about[name]}" for name in sorted(about))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _versions(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {name: manifest[name] for name in ("version", "weights", "pipeline", "ontology")}


def _outdated(place: OutputFolder, wanted: Sequence[Article]) -> list[str]:
    """Return the ids of kept articles whose source now reads otherwise, under another id."""
    now = {article.source: article.id for article in wanted}
    ids = {article.id for article in wanted}
    kept = ((id, place.about(id) or {}) for id in place.ids())
    return [id for id, about in kept if about.get("source") in now and id not in ids]


def _address(store: Source | None) -> str:
    """Return the address of a server that `store` names, "" where it names a folder or nothing."""
    return str(store) if isinstance(store, str) and "://" in store else ""


def _publish_to(place: OutputFolder, address: str, sent: Progress | None) -> None:
    from kg.publish import publish_to

    if address:
        publish_to(place.path, address, progress=sent)


def _store_of(output: Path) -> Path | None:
    """Return the folder of the store that the output folder keeps to, None where it has its own."""
    try:
        return opened(output).elsewhere
    except KgError:
        return None


def _base_of(output: Path) -> str:
    """Return the base that the folder's graph has, or the default."""
    from kg.rdf.iris import BASE

    try:
        return str(read_manifest(output)["base"])
    except KgError:
        return BASE


def _license_of(output: Path) -> str:
    """Return the licence that the folder's graph has, "" where none was given."""
    try:
        return str(read_manifest(output).get("license", ""))
    except KgError:
        return ""


def _id_of(name: str, manifest: Mapping[str, Any]) -> str:
    for article in manifest["articles"]:
        if name in (article["id"], article["source"], article.get("url")):
            return str(article["id"])
    raise KgError(
        f"{name}: no article of this graph has that id, source or URL; manifest.json lists them"
    )
