"""The learned weights of the two logistic models, in the order of the features, and the constant last."""

from __future__ import annotations

PIECE_WEIGHTS: tuple[float, ...] = (
    3.470, 0.406, 1.287, 0.603, 0.126, 7.346, 0.849, -0.647,
    0.309, -0.078, 0.896, -1.249, -0.634, 0.076, -1.640,
)  # fmt: skip
"""Does this piece belong to this story?"""
STORY_WEIGHTS: tuple[float, ...] = (
    0.565, 6.662, 1.610, 0.999, 1.386, -7.532, -2.117, 1.161,
    1.291, 3.070, 0.775, 0.410, -2.009, 0.057, 0.666, 0.557,
    -3.366,
)  # fmt: skip
"""Are these two stories one?"""
