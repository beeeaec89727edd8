"""`make eval`: how often triage is right. Words of single messages are shown of the tuning set alone, when asked."""

from __future__ import annotations

import argparse
from pathlib import Path

from preau.triage import Kind, Tone, Verdict, triage

from .figures import Measured, alarms, figures, is_alarm, measure
from .sets import COUNTED, OWN, TWEETS, Tweet, own, tweets

HOSTILE_KINDS = {Kind.ATTACK, Kind.DANGER}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show the mistakes in the tuning set")
    parser.add_argument("--tweets", type=Path, default=TWEETS, help="the file of tone_fr")
    asked = parser.parse_args()
    if asked.errors:
        return _errors()
    for name in OWN:
        _show(name, measure(own(name)))
    _show_alarms()
    _show_tweets(asked.tweets)
    print("\nWhat these figures do not say: docs/explanation/triage.md")
    return None


def _errors() -> None:
    for message in own("tuning"):
        verdict = triage(message.text)
        if verdict.kind not in message.kinds:
            words = [f"{message.text[m.start : m.end]}={m.kind}" for m in verdict.marks]
            print(f"{message.kind:9} → {verdict.kind:9} {message.text}  {words}")


def _show(name: str, measured: Measured) -> None:
    print(f"\n{name}: right {measured.accuracy:.0%}, macro F1 {measured.macro_f1:.2f}\n")
    print(f"{'kind':10}{'count':>6}{'precision':>11}{'recall':>8}{'F1':>6}   {'noticed at all: precision, recall'}")
    for kind, one in measured.kinds.items():
        also = measured.noticed[kind]
        print(
            f"{kind:10}{one.count:6}{one.precision:11.2f}{one.recall:8.2f}{one.f1:6.2f}"
            f"   {also.precision:10.2f}{also.recall:8.2f}"
        )
    print(f"\n{'is ↓ called →':14}" + "".join(f"{kind[:7]:>9}" for kind in Kind))
    for is_ in Kind:
        print(f"{is_:14}" + "".join(f"{measured.confusion[is_, called] or '·':>9}" for called in Kind))


def _show_alarms() -> None:
    print(f"\n{'danger ↓':26}{'dangers':>8}{'heard':>7}{'recall':>8}{'others':>8}{'false alarms':>14}{'in 1,000':>10}")
    counted = [message for name in COUNTED for message in own(name)]
    for name, messages in [*((name, own(name)) for name in OWN), (" + ".join(COUNTED), counted)]:
        one = alarms(messages)
        print(
            f"{name:26}{one.dangers:8}{one.heard:7}{one.recall:8.2f}"
            f"{one.others:8}{one.false:14}{one.false_in_1000:10.0f}"
        )


def _show_tweets(path: Path) -> None:
    found = tweets(path)
    if not found:
        print(f"\ntone_fr: {path} is not here")
    for was_looked_at in (True, False):
        part = [one for one in found if one.was_looked_at == was_looked_at]
        if part:
            _show_part("looked at" if was_looked_at else "never looked at", part)


def _show_part(name: str, part: list[Tweet]) -> None:
    verdicts = [(one.is_hostile, triage(one.text)) for one in part]
    ways: dict[str, list[tuple[bool, bool]]] = {
        "attack or danger": [(is_, _is_hostile(v)) for is_, v in verdicts],
        "or hostile tone": [(is_, _is_hostile(v) or v.tone == Tone.HOSTILE) for is_, v in verdicts],
        "or tense tone": [(is_, _is_hostile(v) or v.tone in (Tone.HOSTILE, Tone.TENSE)) for is_, v in verdicts],
    }
    share = sum(one.is_hostile for one in part) / len(part)
    print(f"\ntone_fr, {name}: {len(part)} tweets, {share:.0%} of them hostile to their annotators\n")
    for way, pairs in ways.items():
        one, normal = figures(pairs), [called for is_, called in pairs if not is_]
        said = f"precision {one.precision:.2f}, recall {one.recall:.2f}, F1 {one.f1:.2f}"
        print(f"{way:18} {said}; of the normal {sum(normal) / len(normal):.0%} called so")
    normal = [is_alarm(verdict) for is_, verdict in verdicts if not is_]
    print(f"{'danger':18} of {len(normal)} normal ones {sum(normal)}: {1000 * sum(normal) / len(normal):.0f} in 1,000")


def _is_hostile(verdict: Verdict) -> bool:
    return bool({verdict.kind, *verdict.also} & HOSTILE_KINDS)


if __name__ == "__main__":
    main()
