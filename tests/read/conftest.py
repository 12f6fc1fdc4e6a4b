from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.read import read

STORY = (
    "The harbour master said on Monday that the old pier would close for good. "
    "“We have patched it long enough,” she told the council, who had asked her to wait for spring."
)


@pytest.fixture
def story() -> str:
    return STORY


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def outcome() -> Callable[..., list[str]]:
    """Say what became of each input: the name of an article's source, or the reason."""

    def outcome(*sources: str | Path, **options: object) -> list[str]:
        return [
            f"{item.source}: {item.reason}" if isinstance(item, InputError) else item.source
            for item in read(sources, **options)  # type: ignore[arg-type]
        ]

    return outcome


@pytest.fixture
def only() -> Callable[..., Article]:
    """Return the one article that the sources hold."""

    def only(*sources: str | Path, **options: object) -> Article:
        (article,) = read(sources, **options)  # type: ignore[arg-type]
        assert isinstance(article, Article), article
        return article

    return only
