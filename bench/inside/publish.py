"""Publish on a page when told to: prints "ready" with a draft made, publishes it once it has read a line.

`python -m bench.inside.publish USER PAGE MARK…`: one post a mark, from a process of its own, as a second server is.
"""

from __future__ import annotations

import sys

from bench.inside import set_up


def main(user_id: int, page_id: int, marks: list[str]) -> None:
    from preau.institutions.models import Page
    from preau.posts.services import post_create, post_publish
    from preau.users.models import User

    user, page = User.objects.get(pk=user_id), Page.objects.get(pk=page_id)
    for mark in marks:
        draft = post_create(actor=user, page=page, kind="message", body_fr=f"Ouverture du local {mark} aux familles.")
        print("ready", flush=True)
        sys.stdin.readline()
        post_publish(actor=user, post=draft)
        print("published", flush=True)


if __name__ == "__main__":
    set_up()
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
