from __future__ import annotations

from functools import cache

import css_inline


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)


def inline(html: str) -> str:
    """`html` with its styles moved onto the elements, for mail readers that drop <style>."""
    return _inliner().inline(html)
