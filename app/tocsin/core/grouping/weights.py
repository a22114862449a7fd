"""The learned weights of the two logistic models, in the order of the features, and the constant last."""

from __future__ import annotations

PIECE_WEIGHTS: tuple[float, ...] = (
    2.966, 0.232, 1.373, 0.655, 0.023, 7.635, 0.943, -0.626,
    0.341, 0.121, 0.869, -1.240, -0.619, 0.110, -1.725,
)  # fmt: skip
"""Does this piece belong to this story?"""
STORY_WEIGHTS: tuple[float, ...] = (
    0.885, 7.371, 1.834, 0.430, 1.383, -6.446, -2.212, 1.298,
    0.609, 2.245, -0.664, 0.312, -2.467, 0.112, 0.605, 1.659,
    -3.480,
)  # fmt: skip
"""Are these two stories one?"""
