"""The encoder and its heads in torch; at run time the same arithmetic is ONNX and numpy.

The encoder is BERT (Devlin et al., 2019) as MiniLM-L6 has it (Wang et al., 2020), with two more
embeddings: a word's casing, and what stands before it. A word is the mean of its first and its last
wordpiece.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own convention
from safetensors.torch import load_file
from torch import Tensor, nn

from kg.parse.labels import DEPS, GAPS, MENTIONS, NAMES, ROLES, SHAPES, UPOS
from kg.parse.pairs import FEATURES
from kg.train.matrix import Matrix

WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
ARC, LABEL, POINTER, LINK, PAIR = 192, 192, 96, 96, 192
SENSE = 128
DISTANCES = 16
"""Buckets of a distance in words (see `buckets`)."""


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = Matrix(WIDTH, 3 * WIDTH)
        self.join = Matrix(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.grow = Matrix(WIDTH, INNER)
        self.shrink = Matrix(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None, dropout: float) -> Tensor:
        """Return the next layer's states, (batch, pieces, WIDTH)."""
        batch, length, _ = x.shape
        split = self.attend(x).view(batch, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        q, k, v = split.contiguous().unbind(0)
        weights = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        if mask is not None:
            weights = weights.masked_fill(~mask, -1e4)
        mixed = torch.softmax(weights, -1) @ v
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + F.dropout(self.join(mixed), dropout, self.training))
        inner = self.shrink(F.gelu(self.grow(x)))
        return self.norm2(x + F.dropout(inner, dropout, self.training))


class Encoder(nn.Module):
    """Wordpieces with casing and gaps → one state per word."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.gaps = nn.Embedding(len(GAPS), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.gaps.weight)
        self.pieces.weight.requires_grad_(False)

    def forward(
        self,
        ids: Tensor,
        shapes: Tensor,
        gaps: Tensor,
        first: Tensor,
        last: Tensor,
        mask: Tensor | None = None,
    ) -> Tensor:
        """Return (batch, words, WIDTH); `mask` is True at real wordpieces, (batch, pieces)."""
        x = self.read(ids, shapes, gaps, mask)
        return (_pick(x, first) + _pick(x, last)) / 2

    def read(self, ids: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the states of the wordpieces, (batch, pieces, WIDTH)."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.positions(positions) + self.shapes(shapes) + self.gaps(gaps)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        attention = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attention, self.dropout)
        return x

    def load_minilm(self, path: Path) -> None:
        """Take the weights of all-MiniLM-L6-v2 from its `model.safetensors`."""
        raw = load_file(path)
        embeddings = raw["embeddings.position_embeddings.weight"]
        types = raw["embeddings.token_type_embeddings.weight"]
        with torch.no_grad():
            self.pieces.weight.copy_(raw["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(embeddings + types[0])
            _copy(self.norm, raw, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                assert isinstance(layer, Layer)
                at = f"encoder.layer.{number}"
                for part in ("weight", "bias"):
                    attend = [
                        raw[f"{at}.attention.self.{n}.{part}"] for n in ("query", "key", "value")
                    ]
                    getattr(layer.attend, part).copy_(torch.cat(attend))
                _copy(layer.join, raw, f"{at}.attention.output.dense")
                _copy(layer.norm1, raw, f"{at}.attention.output.LayerNorm")
                _copy(layer.grow, raw, f"{at}.intermediate.dense")
                _copy(layer.shrink, raw, f"{at}.output.dense")
                _copy(layer.norm2, raw, f"{at}.output.LayerNorm")


def _copy(module: nn.Module, raw: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(raw[f"{name}.weight"])  # type: ignore[operator]
    module.bias.copy_(raw[f"{name}.bias"])  # type: ignore[operator]


def _pick(x: Tensor, places: Tensor) -> Tensor:
    return torch.gather(x, 1, places.unsqueeze(-1).expand(-1, -1, x.shape[-1]))


class Scorer(nn.Module):
    """A word's scores for some labels: one hidden layer."""

    def __init__(self, labels: int, hidden: int = 128) -> None:
        super().__init__()
        self.hidden = Matrix(WIDTH, hidden)
        self.out = Matrix(hidden, labels)

    def forward(self, words: Tensor) -> Tensor:
        """Return (…, labels)."""
        return self.out(F.dropout(F.gelu(self.hidden(words)), 0.1, self.training))


class Pointer(nn.Module):
    """Scores from each word to each word, biaffine (Dozat & Manning, 2017)."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = nn.Linear(WIDTH, size)
        self.right = nn.Linear(WIDTH, size)
        self.scale = size**-0.5

    def forward(self, words: Tensor) -> Tensor:
        """Return (batch, from, to)."""
        left, right = self.left(words), self.right(words)
        return left @ right.transpose(-1, -2) * self.scale


class Transitions(nn.Module):
    """A linear-chain CRF's scores from label to label, and at the start (Lafferty et al., 2001)."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        self.pairs = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.start = nn.Parameter(torch.zeros(len(labels)))
        forbidden = torch.zeros(len(labels), len(labels))
        for to, label in enumerate(labels):
            if label.startswith("I-"):
                for come, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        forbidden[come, to] = -1e4
        self.register_buffer("forbidden", forbidden)
        self.register_buffer("forbidden_start", forbidden[0].clone())

    def matrices(self) -> tuple[Tensor, Tensor]:
        """Return (from, to) and start scores, with the impossible ones far below."""
        return self.pairs + self.forbidden, self.start + self.forbidden_start  # type: ignore[operator]

    def loss(self, scores: Tensor, allowed: Tensor, lengths: Tensor) -> Tensor:
        """Return the mean negative log-likelihood per word of the labels allowed, as bit sets.

        `scores` is (batch, words, labels); a word whose set holds all labels teaches nothing.
        """
        bits = (allowed.unsqueeze(-1) >> torch.arange(scores.shape[-1])) & 1
        inside = scores.masked_fill(bits == 0, -1e5)
        both = torch.cat((inside, scores))
        totals = self._log_partition(both, torch.cat((lengths, lengths)))
        half = len(scores)
        return (totals[half:] - totals[:half]).sum() / lengths.sum()

    def _log_partition(self, scores: Tensor, lengths: Tensor) -> Tensor:
        pairs, start = self.matrices()
        alpha = start + scores[:, 0]
        for at in range(1, scores.shape[1]):
            moved = torch.logsumexp(alpha.unsqueeze(2) + pairs, 1) + scores[:, at]
            alpha = torch.where((at < lengths).unsqueeze(1), moved, alpha)
        return torch.logsumexp(alpha, 1)


class Linker(nn.Module):
    """Scores between two spans by their first and last words, and the distance between them."""

    def __init__(self) -> None:
        super().__init__()
        self.left = nn.Linear(2 * WIDTH, LINK)
        self.right = nn.Linear(2 * WIDTH, LINK)
        self.distance = nn.Parameter(torch.zeros(2 * DISTANCES))
        self.none = nn.Linear(2 * WIDTH, 1)

    def forward(self, left: Tensor, right: Tensor, distance: Tensor) -> Tensor:
        """Return (lefts, rights + 1); the last column is for no partner.

        `left` and `right` are (spans, 2 * WIDTH), `distance` (lefts, rights) signed, in words.
        """
        scores = self.left(left) @ self.right(right).T * LINK**-0.5
        scores = scores + self.distance[signed_buckets(distance)]
        return torch.cat((scores, self.none(left)), 1)


class PairScorer(nn.Module):
    """How likely two mentions are of one entity: their heads' states and features of the pair."""

    def __init__(self) -> None:
        super().__init__()
        self.left = nn.Linear(WIDTH, PAIR)
        self.right = nn.Linear(WIDTH, PAIR)
        self.product = nn.Linear(PAIR, PAIR, bias=False)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.features = nn.Linear(FEATURES, PAIR)
        self.out = nn.Linear(PAIR, 1)
        self.dropout = 0.1

    def forward(
        self, words: Tensor, left: Tensor, right: Tensor, distance: Tensor, features: Tensor
    ) -> Tensor:
        """Return the score of each pair: heads `left[i]` and `right[i]` among `words`."""
        mention, candidate = self.left(words)[left], self.right(words)[right]
        hidden = mention + candidate + self.product(mention * candidate * PAIR**-0.5)
        hidden = hidden + self.distance(buckets(distance)) + self.features(features)
        return self.out(F.dropout(F.relu(hidden), self.dropout, self.training)).squeeze(-1)


def buckets(distance: Tensor) -> Tensor:
    """Return the bucket of a distance: 0 to 4 singly, then by half powers of two."""
    d = distance.abs().float()
    return (
        torch.where(d < 5, d, 5 + 2 * torch.log2(d.clamp(min=5) / 5))
        .long()
        .clamp(max=DISTANCES - 1)
    )


def signed_buckets(distance: Tensor) -> Tensor:
    """Return the bucket of a signed distance; negative ones stand in the second half."""
    return buckets(distance) + DISTANCES * (distance < 0).long()


class Network(nn.Module):
    """All heads on one encoder."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.roles, self.role_chain = Scorer(len(ROLES)), Transitions(ROLES)
        self.names, self.name_chain = Scorer(len(NAMES)), Transitions(NAMES)
        self.upos = Scorer(len(UPOS))
        self.arcs = Pointer(ARC)
        self.root = nn.Linear(WIDTH, 1)
        self.label_dependent = nn.Linear(WIDTH, LABEL)
        self.label_head = nn.Linear(WIDTH, LABEL)
        self.label_out = nn.Linear(LABEL, len(DEPS))
        self.starts = Scorer(1, 64)
        self.mentions = Scorer(len(MENTIONS))
        self.begin, self.end = Pointer(POINTER), Pointer(POINTER)
        self.events = Scorer(2)
        self.content_cue, self.content_source, self.cue_source = Linker(), Linker(), Linker()
        self.pair = PairScorer()
        self.sense = nn.Linear(WIDTH, SENSE)
        self.gender = nn.Linear(WIDTH, 1)

    def coarsen(self, coarse: bool = True) -> None:
        """Let the encoder and the words' scorers learn under int8's rounding, or no longer."""
        for module in self.modules():
            if isinstance(module, Matrix):
                module.coarse = coarse

    def label_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return (…, relations) for dependents with the heads they were given."""
        hidden = F.gelu(self.label_dependent(dependents) + self.label_head(heads))
        scores: Tensor = self.label_out(hidden)
        return scores
