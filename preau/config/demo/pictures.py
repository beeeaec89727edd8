"""Pictures for the demo, drawn when it is seeded: nothing photographed, nobody shown."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw

SKIES = [("#cfe3e6", "#eef3ee"), ("#f6dcb5", "#fdf3e1"), ("#b9cfd8", "#e9eff0"), ("#d8d3ea", "#f4eff4")]
HILLS = ["#7fa69b", "#5c8a7e", "#3c6d63", "#1f5450"]


def _mix(first: str, second: str, share: float) -> tuple[int, ...]:
    a, b = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (first, second))
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))


def landscape(seed: int, size: tuple[int, int] = (1600, 900), *, snow: bool = False, birds: int = 0) -> bytes:
    """A river between hills, as JPEG bytes; the same `seed` draws the same one."""
    chance = random.Random(seed)  # noqa: S311
    width, height = size
    picture = Image.new("RGB", size)
    draw = ImageDraw.Draw(picture)
    top, bottom = SKIES[seed % len(SKIES)]
    for y in range(height):
        draw.line([(0, y), (width, y)], fill=_mix(top, bottom, y / height))
    draw.ellipse([width * 0.7, height * 0.12, width * 0.7 + 130, height * 0.12 + 130], fill="#f3b83f")
    for layer, colour in enumerate(HILLS):
        phase, wave = chance.random() * 6, 1.2 + chance.random()
        base = height * (0.45 + layer * 0.13)
        edge = [(x, base + 55 * math.sin(phase + wave * x / 260) - layer * 8) for x in range(0, width + 20, 20)]
        fill = _mix(colour, "#ffffff", 0.75 - layer * 0.12) if snow else colour
        draw.polygon([*edge, (width, height), (0, height)], fill=fill)
    for _ in range(birds):
        x, y, wing = chance.randrange(150, width - 150), chance.randrange(80, 360), chance.randrange(16, 34)
        draw.line([(x - wing, y - wing // 2), (x, y), (x + wing, y - wing // 2)], fill="#1d2b30", width=5)
    if snow:
        for _ in range(700):
            x, y, r = chance.randrange(width), chance.randrange(height), chance.choice([2, 2, 3, 4])
            draw.ellipse([x, y, x + r * 2, y + r * 2], fill="#ffffff")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def emblem(seed: int) -> bytes:
    """A square emblem, a roof over a wave, as PNG bytes."""
    ground, mark = [("#e3efe9", "#0f4c4a"), ("#fdf3e1", "#8a4b14"), ("#e9e4f2", "#43356b"), ("#fbe9e4", "#8d2b1b")][
        seed % 4
    ]
    picture = Image.new("RGB", (800, 800), ground)
    draw = ImageDraw.Draw(picture)
    draw.line([(150, 400), (400, 200), (650, 400)], fill=mark, width=48, joint="curve")
    for row in range(1 + seed % 3):
        wave = [(x, 500 + row * 75 + 24 * math.sin((x + seed * 90) / 60)) for x in range(190, 612, 6)]
        draw.line(wave, fill=mark, width=30, joint="curve")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
