"""How large and how old companies are."""

from typing import ClassVar

from segmentry.segmentation.attribute import AttributeMethod


class Demographic(AttributeMethod):
    """Segments by company size, age or annual revenue."""

    strong: ClassVar[str] = "Easy to measure, data at hand, a broad overview."
    weak: ClassVar[str] = "Too simple alone: companies of one size want different things."
    use: ClassVar[str] = "Sizes, revenue levels, first cut of a market."
    example: ClassVar[str] = (
        "A payroll provider sells self-service below 50 employees, and projects with a "
        "consultant above 500."
    )
    usual: ClassVar[tuple[str, ...]] = ("size_class",)
