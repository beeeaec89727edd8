from __future__ import annotations

import importlib.util
import io
import struct
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from preau.kernel import images


def picture(width: int = 64, height: int = 48, mode: str = "RGB", colour: object = "teal") -> Image.Image:
    return Image.new(mode, (width, height), colour)  # type: ignore[arg-type]


def encoded(image: Image.Image, name: str = "JPEG", **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, name, **options)
    return output.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def refusal(data: bytes, **options: int) -> str:
    with pytest.raises(images.BadImage) as caught:
        images.renditions(data, **options)  # type: ignore[arg-type]
    assert caught.value.code in images.BadImage.CODES
    return caught.value.code


def heic(image: Image.Image, **options: object) -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener()
    return encoded(image, "HEIF", **options)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_each_format_becomes_webp(name: str) -> None:
    made = images.renditions(encoded(picture(), name))
    assert (made.width, made.height) == (64, 48)
    assert opened(made.renditions[0].data).format == "WEBP"


def test_a_phones_heic_becomes_webp() -> None:
    assert images.renditions(heic(picture())).width == 64


def test_three_widths_are_made_narrowest_first() -> None:
    made = images.renditions(encoded(picture(2000, 1000)))
    assert [(r.width, r.height) for r in made.renditions] == [(480, 240), (960, 480), (1600, 800)]
    assert [opened(r.data).size for r in made.renditions] == [(480, 240), (960, 480), (1600, 800)]


def test_a_picture_is_never_enlarged() -> None:
    made = images.renditions(encoded(picture(700, 350)))
    assert [r.width for r in made.renditions] == [480, 700]


def test_a_scroll_is_kept_within_four_times_its_width() -> None:
    made = images.renditions(encoded(picture(300, 9000), "PNG"))
    assert all(r.height <= 4 * 480 for r in made.renditions[:1])
    assert made.height <= 4 * 300


def test_place_and_camera_do_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera-Marque"
    exif.get_ifd(0x8825)[2] = (46.0, 48.0, 30.0)
    made = images.renditions(encoded(picture(), exif=exif, comment=b"secret-comment"))
    for rendition in made.renditions:
        assert not opened(rendition.data).getexif()
        assert not any(word in rendition.data for word in (b"EXIF", b"XMP ", b"ICCP", b"Camera-Marque", b"secret"))


def test_metadata_of_png_webp_and_heic_do_not_survive() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "secret-author")
    exif = Image.Exif()
    exif[0x010F] = "secret-camera"
    sent = [
        encoded(picture(), "PNG", pnginfo=words, exif=exif),
        encoded(picture(), "WEBP", exif=exif, xmp=b"<x:xmpmeta>secret</x:xmpmeta>"),
        heic(picture(), exif=exif.tobytes()),
    ]
    for data in sent:
        assert b"secret" in data
        assert b"secret" not in images.renditions(data).renditions[0].data


def test_orientation_is_applied_to_the_pixels() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = images.renditions(encoded(picture(60, 30), exif=exif))
    assert (made.width, made.height) == (30, 60)


def test_colours_of_a_profile_are_converted_to_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = images.renditions(encoded(picture(colour=(200, 30, 30)), icc_profile=profile))
    red = opened(made.renditions[0].data).convert("RGB").getpixel((10, 10))
    assert isinstance(red, tuple)
    assert abs(red[0] - 200) < 12
    assert b"ICCP" not in made.renditions[0].data


def test_a_broken_profile_is_ignored() -> None:
    assert images.renditions(encoded(picture(), icc_profile=b"not a profile")).width == 64


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_pixels_is_read(mode: str) -> None:
    name = "JPEG" if mode == "CMYK" else "PNG"
    image = picture(colour="white").convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        image = Image.new("I;16", (64, 48), 65535)
    made = images.renditions(encoded(image, name))
    pixel = opened(made.renditions[0].data).convert("RGB").getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 240


def test_what_is_transparent_stays_so() -> None:
    made = images.renditions(encoded(picture(mode="RGBA", colour=(0, 0, 0, 0)), "PNG"))
    assert opened(made.renditions[0].data).mode == "RGBA"


def test_an_animated_gif_becomes_its_first_frame() -> None:
    data = encoded(picture(), "GIF", save_all=True, append_images=[picture(colour="red")], duration=100)
    made = images.renditions(data)
    assert getattr(opened(made.renditions[0].data), "n_frames", 1) == 1


def test_a_blurhash_tells_two_pictures_apart() -> None:
    dark, light = (images.renditions(encoded(picture(colour=c))).blurhash for c in ("black", "white"))
    assert dark != light
    assert 6 <= len(dark) <= 100


def png_that_says(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(9000, 9000), (12000, 12000), (60000, 60000)])
def test_a_decompression_bomb_is_refused_by_its_header(width: int, height: int) -> None:
    assert refusal(png_that_says(width, height)) == "too_many_pixels"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xef\xbb\xbf  <?xml version='1.0'?><!-- x --><svg/>",
        b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' ''><svg></svg>",
    ],
)
def test_an_svg_is_refused_by_name(data: bytes) -> None:
    assert refusal(data) == "svg"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42", "video"),
        (b"<html><body>hello</body></html>", "not_an_image"),
        (b"MZ\x90\x00 a program", "not_an_image"),
        (b"BM" + b"\0" * 100, "not_an_image"),
    ],
)
def test_what_is_no_picture_is_refused_by_what_it_is(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_truncated_file_is_refused(name: str) -> None:
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    whole = encoded(noise, name)
    assert refusal(whole[: len(whole) // 3]) == "unreadable"


def test_a_truncated_heic_is_refused() -> None:
    assert refusal(heic(Image.effect_noise((200, 200), 80).convert("RGB"))[:900]) == "unreadable"


def test_a_file_that_weighs_too_much_is_refused_before_it_is_read() -> None:
    assert refusal(b"\xff\xd8\xff" + bytes(30_000_000)) == "too_heavy"
    assert refusal(encoded(picture()), max_bytes=100) == "too_heavy"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_a_picture_far_too_large_is_brought_down_first_and_looks_the_same(mode: str) -> None:
    white = (
        Image.new(mode, (2100, 1500), 65535) if mode == "I;16" else picture(2100, 1500, "RGB", "white").convert(mode)
    )
    large = encoded(white, "TIFF")
    shown = images._reduced(Image.open(io.BytesIO(large)), 300)
    assert shown.size == (1050, 750)
    assert images._in_srgb(shown).convert("RGB").getpixel((9, 9)) == pytest.approx((255, 255, 255), abs=2)


def test_the_direction_of_a_large_photograph_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90°
    made = images.renditions(encoded(picture(4000, 3300), "PNG", exif=exif), widths=(400,))
    assert made.renditions[0].height > made.renditions[0].width


def test_a_stripe_that_would_take_long_to_resize_is_refused_by_its_header() -> None:
    assert refusal(png_that_says(20_000_000, 3)) == "too_many_pixels"


def test_of_many_pictures_at_once_one_is_read_one_waits_and_the_others_are_told() -> None:
    """What bounds the memory of a server to whom many are sent, and leaves its threads to those who read."""
    begun, go, decode, inside, most = Semaphore(0), Event(), images._decode, [], []

    def slow(*given: object, **options: object) -> Image.Image:
        inside.append(1)
        most.append(len(inside))
        begun.release()
        go.wait(10)
        try:
            return decode(*given, **options)
        finally:
            inside.pop()

    data = encoded(picture(600, 400))
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setattr(images, "_decode", slow)
        sent = [pool.submit(images.renditions, data) for _ in range(2)]
        begun.acquire(timeout=10)
        while images._line._value:  # type: ignore[attr-defined]
            time.sleep(0.01)
        assert refusal(data) == "busy"
        go.set()
        assert [made.result().width for made in sent] == [600, 600]
    assert max(most) == 1
    assert images.renditions(data).width == 600


def test_a_portrait_is_a_square_of_400_pixels() -> None:
    assert opened(images.portrait(encoded(picture(900, 300)))).size == (400, 400)


def test_a_banner_is_three_times_as_wide_as_high() -> None:
    assert opened(images.banner(encoded(picture(900, 900)))).size == (1500, 500)


@settings(deadline=None, max_examples=150)
@given(
    start=st.sampled_from(
        [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x1cftypavif", b"<svg"]
    ),
    rest=st.binary(max_size=400),
)
def test_garbage_is_refused_and_never_breaks(start: bytes, rest: bytes) -> None:
    refusal(start + rest)


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 400), value=st.integers(0, 255))
def test_a_damaged_byte_gives_a_picture_or_a_refusal(at: int, value: int) -> None:
    data = bytearray(encoded(picture(), "PNG"))
    data[at % len(data)] = value
    try:
        assert images.renditions(bytes(data)).width > 0
    except images.BadImage as error:
        assert error.code in images.BadImage.CODES  # noqa: PT017


def test_where_heic_cannot_be_read_its_refusal_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    images._heif_ready.cache_clear()
    with pytest.raises(images.BadImage) as refused:
        images.renditions(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
    images._heif_ready.cache_clear()
    assert refused.value.code == "heic"
