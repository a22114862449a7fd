"""The learned weights of the two logistic models, in the order of the features, and the constant last."""

from __future__ import annotations

PIECE_WEIGHTS: tuple[float, ...] = (
    1.982, 0.053, 1.736, 0.656, -0.197, 7.306, 0.754, -0.475,
    0.291, 0.231, 0.738, -1.730, -0.546, 0.464, 0.285,
)  # fmt: skip
"""Does this piece belong to this story?"""
STORY_WEIGHTS: tuple[float, ...] = (
    0.988, 4.415, 3.838, 0.402, 1.260, -7.431, -1.373, 1.666,
    -0.758, 2.394, 1.012, -0.025, -2.092, -0.101, 0.667, 1.486,
    -3.282,
)  # fmt: skip
"""Are these two stories one?"""
