"""The learned weights of the two logistic models, in the order of the features, and the constant last."""

from __future__ import annotations

PIECE_WEIGHTS: tuple[float, ...] = (
    10.421, -1.770, 0.995, 1.004, 0.151, 4.135, -2.410, -0.010,
    -0.033, -0.405, 0.479, -3.156, -0.676, 0.922, 8.883,
)  # fmt: skip
"""Does this piece belong to this story?"""
STORY_WEIGHTS: tuple[float, ...] = (
    0.571, -2.937, 1.442, 1.450, 1.650, -7.670, -1.832, 1.450,
    1.115, 5.384, 2.266, -0.150, -1.102, -0.291, 0.404, -1.679,
    -0.319,
)  # fmt: skip
"""Are these two stories one?"""
