"""Token vectors kept compactly: one byte a dimension with a scale per vector, many clauses in one file."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import BrokenIndex
from knowledge.ports import Floats

_HEADER = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """Token vectors of n clauses: row i owns `values[starts[i]:starts[i + 1]]`, int8, times its scale."""

    values: NDArray[np.int8]
    scales: NDArray[np.float16]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, rows: Sequence[int]) -> Floats:
        """The unit vectors (tokens, k) of some clauses, one clause after the other."""
        places = np.concatenate([np.arange(self.starts[row], self.starts[row + 1]) for row in rows])
        scales = self.scales[places, None].astype(np.float32)
        return np.asarray(self.values[places] * scales, dtype=np.float32)

    @classmethod
    def joined(cls, blobs: Sequence[bytes]) -> "TokenVectors":
        """From packed blobs, one per clause."""
        parts = [_unpack(blob) for blob in blobs]
        lengths = [len(scales) for _, scales in parts]
        return cls(
            values=np.concatenate([values for values, _ in parts]),
            scales=np.concatenate([scales for _, scales in parts]),
            starts=np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
        )

    def save(self, folder: Path) -> None:
        """Write `tokens.*.npy` into the folder."""
        for name in ("values", "scales", "starts"):
            np.save(folder / f"tokens.{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> "TokenVectors":
        """Map what `save` wrote; only pages that are read come into memory."""
        try:
            values, scales, starts = (  # plain views: slices of a memmap cost ten times as much
                np.asarray(np.load(folder / f"tokens.{name}.npy", mmap_mode="r", allow_pickle=False))
                for name in ("values", "scales", "starts")
            )
        except (OSError, ValueError, EOFError) as error:
            raise BrokenIndex(f"{folder.name}: token vectors cannot be read") from error
        return cls(values, scales, starts)


def pack(vectors: Floats) -> bytes:
    """Unit vectors (tokens, k) as bytes: header (tokens, k), float16 scales, int8 values."""
    scales = np.maximum(np.abs(vectors).max(axis=1, initial=1e-6), 1e-6) / 127
    values = np.rint(vectors / scales[:, None]).astype(np.int8)
    parts = (_HEADER.pack(*vectors.shape), scales.astype("<f2").tobytes(), values.tobytes())
    return b"".join(parts)


def _unpack(blob: bytes) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    count, width = _HEADER.unpack_from(blob)
    scales = np.frombuffer(blob, dtype="<f2", count=count, offset=_HEADER.size)
    values = np.frombuffer(blob, dtype=np.int8, offset=_HEADER.size + 2 * count).reshape(count, width)
    return values, scales
