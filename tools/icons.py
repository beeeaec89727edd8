"""Draws the icons of the installed site: the roof over a courtyard. Run when the mark changes."""

from pathlib import Path

from PIL import Image, ImageDraw

TARGET = Path(__file__).parents[1] / "preau" / "website" / "static" / "website"
LARGE = 2048


def icon() -> Image.Image:
    """The mark inside the safe circle of a maskable icon (four fifths of the width)."""
    image = Image.new("RGB", (LARGE, LARGE), "#0f4c4a")
    pen = ImageDraw.Draw(image)
    roof = [(470, 900), (1024, 600), (1578, 900)]
    pen.line(roof, fill="#f3b83f", width=130, joint="curve")
    for x in (660, 1388):
        pen.line([(x, 1010), (x, 1440)], fill="#ffffff", width=130)
    for x, y, colour in [(*roof[0], "#f3b83f"), (*roof[2], "#f3b83f"), (660, 1010, "#ffffff"), (1388, 1010, "#ffffff")]:
        pen.ellipse((x - 65, y - 65, x + 65, y + 65), fill=colour)
    for x in (660, 1388):
        pen.ellipse((x - 65, 1375, x + 65, 1505), fill="#ffffff")
    return image


for size in (192, 512):
    small = icon().resize((size, size), Image.Resampling.LANCZOS).quantize(colors=48, dither=Image.Dither.NONE)
    small.save(TARGET / f"icon-{size}.png", optimize=True)
