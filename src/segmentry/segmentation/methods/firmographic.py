"""What companies do and how they are built."""

from typing import ClassVar

from segmentry.segmentation.attribute import AttributeMethod


class Firmographic(AttributeMethod):
    """Segments by industry, business model or organisational structure."""

    strong: ClassVar[str] = "Useful for B2B outreach: an industry shares rules, words and needs."
    weak: ClassVar[str] = "Individual needs inside a segment stay hidden."
    use: ClassVar[str] = "Industry offers, references, events of a trade."
    example: ClassVar[str] = (
        "A document software house shows audit trails to banks and patient files to clinics."
    )
    usual: ClassVar[tuple[str, ...]] = ("industry_group",)
