"""Charts as inline SVG: no script, readable by screen readers, printable."""

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

_ROUND = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10)


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
    show: Callable[[float], object],
    label: str,
    *,
    partial: bool = False,
    size: tuple[int, int] = (900, 220),
) -> Markup:
    """Columns over time; `ticks` names some of them, `show` prints the scale."""
    if not any(values):
        return Markup("")
    width, height = size
    left, bottom = 58, height - 24
    high = round_above(max(0.0, *values)) or -min(values) / 2
    unit = (bottom - 12) / (high - min(0.0, *values))
    zero = 12 + high * unit
    step = (width - left) / len(values)
    body = _grid(left, width, [(zero - at * unit, str(show(at))) for at in (high, high / 2)])
    for i, value in enumerate(values):
        start = left + i * step
        body += _column(start, step, zero, value * unit, partial and i == len(values) - 1)
        body += _tick(start + step / 2, width, height, ticks[i])
    body += f'<line class="zero" x1="{left}" y1="{zero:.1f}" x2="{width}" y2="{zero:.1f}"/>'
    return _svg("columns", width, height, label, body)


def round_above(value: float) -> float:
    """The next round number that is still round when halved."""
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    # a hair of room, for 0.3 / 0.1 is not quite 3
    return next(power * m for m in _ROUND if value <= power * m * (1 + 1e-9))


def _column(start: float, step: float, zero: float, rise: float, is_open: bool) -> str:
    return (
        f'<rect class="column{" open" if is_open else ""}" x="{start + step * 0.14:.1f}" '
        f'y="{min(zero, zero - rise):.1f}" width="{step * 0.72:.1f}" height="{abs(rise):.1f}" '
        'rx="2"/>'
    )


def _tick(middle: float, width: int, height: int, name: str) -> str:
    if not name:
        return ""
    # the outermost name must not leave the picture
    end = middle + 30 > width
    x, anchor = (width, "end") if end else (middle, "middle")
    return (
        f'<text class="tick" x="{x:.1f}" y="{height - 6}" text-anchor="{anchor}">'
        f"{escape(name)}</text>"
    )


def _grid(left: int, width: int, lines: Sequence[tuple[float, str]]) -> str:
    return "".join(
        f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{width}" y2="{y:.1f}"/>'
        f'<text class="scale" x="{left - 8}" y="{y + 4:.1f}">{escape(name)}</text>'
        for y, name in lines
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
    body = (
        f'<path class="base" d="M{x(start):.1f} {middle}H{x(limit):.1f}"/>'
        f'<path class="axis" d="M{x(0):.1f} 1V{height - 1}"/>'
    )
    if low is not None and high is not None:
        body += f'<path class="range" d="M{x(low):.1f} {middle}H{x(high):.1f}"/>'
    body += f'<circle cx="{x(value):.1f}" cy="{middle}" r="3.4"/>'
    return _svg("interval", width, height, label, body)


def _svg(name: str, width: int, height: int, label: str, body: str) -> Markup:
    return Markup(  # noqa: S704 - all text in it is escaped where it is put in
        f'<svg class="{name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(label)}">{body}</svg>'
    )
