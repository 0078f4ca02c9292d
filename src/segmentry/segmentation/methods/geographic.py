"""Where accounts are."""

from typing import ClassVar

from segmentry.segmentation.attribute import AttributeMethod


class Geographic(AttributeMethod):
    """Segments by country, region or city."""

    strong: ClassVar[str] = "Simple; fits regional campaigns and sales territories."
    weak: ClassVar[str] = "Firms of one region differ; says little about firms that work globally."
    use: ClassVar[str] = "Regional markets, sales areas, messages in the local language."
    example: ClassVar[str] = (
        "A supplier of scaffolding plans its depots and its field sales by region, and writes to "
        "each country in its own language."
    )
    usual: ClassVar[tuple[str, ...]] = ("country",)
