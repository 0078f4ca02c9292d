"""Charts as inline SVG: no script, readable by screen readers, printable."""

from collections.abc import Sequence

from markupsafe import Markup, escape


def sparkline(values: Sequence[float], label: str, width: int = 120, height: int = 30) -> Markup:
    """A line without axes; `label` says in words what it shows."""
    if len(values) < 2:
        return Markup("")
    points = _points(values, width, height)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return _svg(
        "spark",
        width,
        height,
        label,
        f'<polygon points="{points[0][0]:.1f},{height} {line} {x:.1f},{height}"/>'
        f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.2"/>',
    )


def _points(values: Sequence[float], width: int, height: int) -> list[tuple[float, float]]:
    # the line starts at zero, or a small ripple would look like a fall
    low, high = min(0.0, *values), max(0.0, *values)
    step, scale = (width - 6) / (len(values) - 1), (height - 6) / ((high - low) or 1)
    return [(3 + i * step, height - 3 - (v - low) * scale) for i, v in enumerate(values)]


def columns(
    values: Sequence[float],
    ticks: Sequence[str],
    scale: Sequence[str],
    label: str,
    *,
    partial: bool = False,
    size: tuple[int, int] = (900, 220),
) -> Markup:
    """Columns over time; `ticks` names some of them, `scale` the top and the middle line."""
    width, height = size
    if not values or max(map(abs, values)) == 0:
        return Markup("")
    left, bottom = 62, height - 24
    low, high = min(0.0, *values), max(0.0, *values)
    unit = (bottom - 12) / ((high - low) or 1)
    zero = bottom + low * unit
    body = _lines(left, width, (zero - high * unit, zero - high * unit / 2), scale)
    step = (width - left) / len(values)
    for i, value in enumerate(values):
        top = min(zero, zero - value * unit)
        open_end = " open" if partial and i == len(values) - 1 else ""
        body += (
            f'<rect class="column{open_end}" x="{left + i * step + step * 0.14:.1f}" '
            f'y="{top:.1f}" width="{step * 0.72:.1f}" height="{abs(value) * unit:.1f}" rx="2"/>'
        )
        if ticks[i]:
            middle = left + (i + 0.5) * step
            body += f'<text class="tick" x="{middle:.1f}" y="{height - 6}">{escape(ticks[i])}</text>'
    body += f'<line class="zero" x1="{left}" y1="{zero:.1f}" x2="{width}" y2="{zero:.1f}"/>'
    return _svg("columns", width, height, label, body)


def _lines(left: int, width: int, heights: Sequence[float], names: Sequence[str]) -> str:
    return "".join(
        f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{width}" y2="{y:.1f}"/>'
        f'<text class="scale" x="{left - 8}" y="{y + 4:.1f}">{escape(name)}</text>'
        for y, name in zip(heights, names, strict=True)
    )


def interval(
    value: float,
    low: float | None,
    high: float | None,
    limit: float,
    label: str,
    *,
    from_zero: bool = False,
    width: int = 132,
    height: int = 18,
) -> Markup:
    """A point with its interval on an axis from -limit (or zero) to limit."""
    start = 0.0 if from_zero else -limit
    scale = (width - 10) / ((limit - start) or 1)

    def x(at: float) -> float:
        return 5 + (min(max(at, start), limit) - start) * scale

    middle = height / 2
    body = f'<line class="axis" x1="{x(0):.1f}" y1="1" x2="{x(0):.1f}" y2="{height - 1}"/>'
    if low is not None and high is not None:
        body += f'<path class="range" d="M{x(low):.1f} {middle}H{x(high):.1f}"/>'
    body += f'<circle cx="{x(value):.1f}" cy="{middle}" r="3.4"/>'
    return _svg("interval", width, height, label, body)


def _svg(name: str, width: int, height: int, label: str, body: str) -> Markup:
    return Markup(
        f'<svg class="{name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(label)}">{body}</svg>'
    )
