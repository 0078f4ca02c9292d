"""What customers do."""

from typing import ClassVar

from segmentry.segmentation.attribute import AttributeMethod


class Behavioural(AttributeMethod):
    """Segments by purchases, use or engagement, in levels of equal size."""

    strong: ClassVar[str] = "What customers really do; leads straight to an action."
    weak: ClassVar[str] = "Needs detailed orders and engagements, and says nothing of prospects."
    use: ClassVar[str] = "High-value customers, prediction, personal offers."
    example: ClassVar[str] = (
        "A cleaning supplies shop offers a standing order to companies that buy often but little."
    )
    usual: ClassVar[tuple[str, ...]] = ("purchase_frequency", "aov")
