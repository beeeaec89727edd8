"""Pictures from outside, made safe: sniffed, measured before they are decoded, re-encoded to WebP without metadata.

Nothing of the sent file survives but its pixels: no EXIF, GPS, XMP, colour profile or file name.
"""

from __future__ import annotations

import importlib.util
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import blurhash
from PIL import Image, ImageCms, ImageOps

from preau.kernel.errors import Invalid

WIDTHS = (480, 960, 1600)  # pixels
MAX_PIXELS = 64_000_000  # the widest sensors of phones give 50 million
MAX_SIDE = 30_000  # pixels: beyond, a stripe of three pixels' height takes longer to resize than any photograph
MAX_BYTES = 20_000_000
TALLEST = 4  # a rendition is at most this many times as high as it is allowed to be wide
QUALITY = 80
TYPE = "image/webp"

# One picture at a time in a process: the largest takes 600 MB while it is decoded, and many may be sent at once.
_turn = threading.Lock()
# Beyond the one at work and one that waits, a picture is refused at once: whoever waits holds a thread of the server,
# and parents who look for a closed school need the others.
_line = threading.BoundedSemaphore(2)
# These are decoded into several copies of their pixels at once, and no camera writes them: less is allowed.
_MAX_PIXELS_OF = {"WEBP": 32_000_000, "GIF": 32_000_000}


class BadImage(Invalid):
    """What was sent can't become a picture. `code` is one of CODES; the caller has the words for it."""

    CODES = (
        "empty",
        "too_heavy",
        "too_many_pixels",
        "unreadable",
        "svg",
        "pdf",
        "video",
        "heic",
        "not_an_image",
        "busy",
    )

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture: pixels, and the bytes of a WebP file."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture made safe. `renditions`: narrowest first; `width` and `height` are those of the widest."""

    width: int
    height: int
    blurhash: str
    renditions: tuple[Rendition, ...]


def renditions(data: bytes, *, widths: tuple[int, ...] = WIDTHS, max_bytes: int = MAX_BYTES) -> Encoded:
    """`data` re-encoded at each of `widths` (pixels) that it reaches, never enlarged.

    Raises BadImage.
    """
    with _one_at_a_time():
        picture = _decode(data, at_least=max(widths), max_bytes=max_bytes)
        wanted = sorted({min(width, picture.width) for width in widths})
        made = tuple(_fitted(picture, width) for width in wanted)
        return Encoded(made[-1].width, made[-1].height, _blurhash(picture), made)


def portrait(data: bytes, *, max_bytes: int = MAX_BYTES) -> bytes:
    """A WebP of 400 × 400 pixels, cut from the middle of `data`. Raises BadImage."""
    return _cropped(data, (400, 400), max_bytes)


def banner(data: bytes, *, max_bytes: int = MAX_BYTES) -> bytes:
    """A WebP of 1500 × 500 pixels, cut from the middle of `data`. Raises BadImage."""
    return _cropped(data, (1500, 500), max_bytes)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Raises BadImage where others wait already."""
    if not _line.acquire(blocking=False):
        raise BadImage("busy")
    try:
        with _turn:
            yield
    finally:
        _line.release()


def sniff(data: bytes) -> str:
    """Pillow's name for the format of `data`, read from its first bytes. Raises BadImage on anything but a picture."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _isobmff(data)
    raise BadImage(_stranger(data))


_MAGIC = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def _isobmff(data: bytes) -> str:
    """AVIF and HEIC share their box with MP4: the brands tell them apart (ISO/IEC 14496-12, 4.3)."""
    size = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[i : i + 4] for i in range(8, size, 4)}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    if brands & _HEIC_BRANDS:
        if not _heif_ready():
            raise BadImage("heic")
        return "HEIF"
    raise BadImage("video")


def _stranger(data: bytes) -> str:
    """The code that says best what `data` is, when it is no picture of ours."""
    if not data:
        return "empty"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head or (head.startswith(b"<?xml") and b"svg" in data[:4096].lower()):
        return "svg"
    return "pdf" if head.startswith(b"%pdf") else "not_an_image"


@cache
def _heif_ready() -> bool:
    """Whether HEIC can be read: the optional group `heic`. Loaded at the first one only: it weighs 20 MB in memory."""
    if importlib.util.find_spec("pillow_heif") is None:
        return False
    importlib.import_module("pillow_heif").register_heif_opener()
    return True


def _decode(data: bytes, *, at_least: int, max_bytes: int) -> Image.Image:
    """The pixels of `data`, upright, in sRGB, RGB or RGBA. JPEG are decoded near `at_least` pixels wide."""
    if len(data) > max_bytes:
        raise BadImage("too_heavy")
    name = sniff(data)
    try:
        with Image.open(io.BytesIO(data), formats=[name]) as opened:
            if opened.width * opened.height > _MAX_PIXELS_OF.get(name, MAX_PIXELS) or max(opened.size) > MAX_SIDE:
                raise BadImage("too_many_pixels")
            opened.draft(None, (at_least, at_least))
            opened.load()
            return _in_srgb(ImageOps.exif_transpose(_reduced(opened, at_least)))
    except BadImage:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadImage("too_many_pixels") from error
    except Exception as error:  # hostile bytes make decoders raise nearly anything
        raise BadImage("unreadable") from error


def _reduced(image: Image.Image, at_least: int) -> Image.Image:
    """`image` averaged down to twice `at_least` pixels or more, before its colours and direction cost copies of it."""
    factor = min(image.size) // (2 * at_least)
    if factor < 2:
        return image
    if image.mode in ("1", "P", "PA"):
        image = image.convert("L" if image.mode == "1" else "RGBA")
    return (_eight_bits(image) if image.mode.startswith("I") else image).reduce(factor)


def _in_srgb(image: Image.Image) -> Image.Image:
    """`image` in RGB, or in RGBA where something of it is transparent, its own colours converted."""
    profile = image.info.get("icc_profile")
    if image.mode in ("RGB", "RGBA", "CMYK") and profile:
        image = _from_profile(image, profile)
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        return image.convert("RGB") if image.getchannel("A").getextrema() == (255, 255) else image
    return image if image.mode == "RGB" else _eight_bits(image).convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scans of 16 bits a pixel are brought down to 8, which a plain conversion would clip to white."""
    return image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I") else image


def _from_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours converted from the embedded profile. A profile that can't be read is ignored, as browsers do."""
    mode = "RGB" if image.mode == "CMYK" else image.mode
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _fitted(picture: Image.Image, width: int) -> Rendition:
    """`picture` inside `width` and TALLEST times that: a receipt or a scroll must not make a page endless."""
    scale = min(width / picture.width, width * TALLEST / picture.height, 1)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return Rendition(*size, _webp(picture.resize(size, Image.Resampling.LANCZOS)))


def _cropped(data: bytes, size: tuple[int, int], max_bytes: int) -> bytes:
    with _one_at_a_time():
        picture = _decode(data, at_least=max(size), max_bytes=max_bytes)
        return _webp(ImageOps.fit(picture, size, Image.Resampling.LANCZOS))


def _webp(picture: Image.Image) -> bytes:
    """The bytes of a WebP with pixels only: a new image knows nothing of the old one's metadata."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    output = io.BytesIO()
    bare.save(output, "WEBP", quality=QUALITY, method=4)
    return output.getvalue()


def _blurhash(picture: Image.Image) -> str:
    """Four by three components over a thumbnail of 32 pixels (https://github.com/woltapp/blurhash)."""
    small = picture.convert("RGB").resize((32, 32), Image.Resampling.BOX)
    raw = small.tobytes()
    rows = [[raw[at : at + 3] for at in range(start, start + 96, 3)] for start in range(0, len(raw), 96)]
    return str(blurhash.encode(rows, 4, 3))
