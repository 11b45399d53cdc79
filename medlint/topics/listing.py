"""Topic packs as people read them: a list, a section of an explanation, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from medlint.topics.model import Topic

_COLUMNS = ("Topic pack", "Harms", "Reviewed", "Treatments", "What it is on")
#: Classes of treatments that a list names; there may be members by the dozen.
_NAMED = 3


def topics_text(topics: Iterable[Topic]) -> str:
    """The packs as aligned columns for a terminal, with a final line end."""
    lines = [_COLUMNS, *map(_cells, topics)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )


def topics_section(topics: Iterable[Topic]) -> str:
    """The packs with their review dates, as `medlint explain` shows them behind a rule."""
    lines = [
        f"  - {topic.name}: {topic.title}; {len(topic.harms)} harms, at least {topic.least} asked "
        f"for; reviewed {topic.reviewed.isoformat()}"
        for topic in topics
    ]
    return "\n".join(["Topic packs (medlint topics)", *lines]) + "\n"


def topics_json(topics: Iterable[Topic]) -> str:
    """The packs as a JSON list of objects, with a final line end."""
    listed = [
        {
            "name": topic.name,
            "title": topic.title,
            "about": topic.about,
            "sources": list(topic.sources),
            "reviewed": topic.reviewed.isoformat(),
            "reviewed_by": topic.reviewed_by,
            "least": topic.least,
            "treatments": list(topic.treatments.names),
            "endings": list(topic.treatments.endings),
            "harms": [
                {
                    "name": harm.name,
                    "synonyms": list(harm.synonyms),
                    "mandatory": harm.mandatory,
                    "only_of": list(harm.only_of),
                }
                for harm in topic.harms
            ],
            "asks": [ask.name for ask in topic.asks],
            "established": [
                {"uses": list(each.uses), "treatments": list(each.treatments)}
                for each in topic.established
            ],
        }
        for topic in topics
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _cells(topic: Topic) -> tuple[str, ...]:
    classes = topic.treatments.classes
    more = sum(1 for _ in topic.treatments.names) - len(classes[:_NAMED])
    named = ", ".join(classes[:_NAMED]) + (f" and {more} more" if more else "")
    return topic.name, str(len(topic.harms)), topic.reviewed.isoformat(), named, topic.title
