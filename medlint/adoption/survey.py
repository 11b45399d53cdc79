"""What a repository holds, as far as a first configuration depends on it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from medlint.config.model import Config
from medlint.discovery import Article, discover
from medlint.metadata.keys import DATES, PEOPLE, plain
from medlint.source import SourceError, format_of, read

if TYPE_CHECKING:
    from medlint.document import Document

#: So many articles are read, taken evenly from all.
SAMPLE = 60
#: What front matter may tell, in the words of a report.
FACTS = ("title", "author", "reviewer", "date")

#: Folders that a program writes, and those of a page's frame, which hold no articles.
_MADE = frozenset(
    "public _site site build dist out _build _book .next docs/_build htmlcov coverage".split()
)
_FRAMES = frozenset(
    "themes layouts archetypes templates _layouts _includes _sass vendor bower_components".split()
)
_WEB_PAGES = frozenset({".html", ".htm", ".xhtml"})
#: Files about the repository itself.
_NO_ARTICLES = frozenset(
    "readme changelog changes contributing license licence code_of_conduct security authors"
    " notice maintainers governance claude agents robots requirements humans cmakelists".split()
)
_CI = (".github/workflows", ".gitlab-ci.yml", "azure-pipelines.yml", ".circleci", "Jenkinsfile")
_PRE_COMMIT = ".pre-commit-config.yaml"
_LEAST_ALIKE = 0.8
_LEAST_ARTICLES = 5


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen in a folder. Paths are relative to it, with forward slashes.

    `formats` counts articles, those left out by `excluded` not among them; `excluded` maps a
    pattern to the reason why it should be. `ignored` are folders that git ignores, so that nothing
    need be said of them. `facts` counts which of FACTS the front matter of the `sampled` articles
    tells, `profiles` their kinds. `alike` maps folders to the kind that nearly all articles there
    have. `ci` are the configurations of CI; `hook` is None without a configuration of pre-commit,
    else whether it names medlint. `problems` are what stood in the way.
    """

    folder: Path
    formats: Mapping[str, int]
    excluded: Mapping[str, str]
    ignored: tuple[str, ...]
    sampled: int
    with_front_matter: int
    facts: Mapping[str, int]
    profiles: Mapping[str, int]
    alike: Mapping[str, str]
    foreign: int
    ci: tuple[str, ...]
    hook: bool | None
    baseline: str | None
    problems: tuple[str, ...]

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return sum(self.formats.values())


def survey(folder: Path) -> Survey:
    """Look at a folder: all names in it, and a sample of its articles."""
    everything = Config(respect_gitignore=True)
    discovery = discover([folder], lambda each: everything)
    found = {_inside(article.path, folder): article for article in discovery.articles}
    excluded = _to_exclude(found)
    kept = {name: each for name, each in found.items() if not _is_left_out(name, excluded)}
    documents = list(_sample(kept))
    profiles, foreign = _profiles(documents)
    told = [_facts(document) for _, document in documents]
    return Survey(
        folder=folder,
        formats=Counter(format_of(name) for name in kept),
        excluded=excluded,
        ignored=tuple(_made_and_ignored(folder, found)),
        sampled=len(documents),
        with_front_matter=sum(1 for _, each in documents if each.layout.front_matter_span),
        facts=Counter(fact for facts in told for fact in facts),
        profiles=Counter(profiles.values()),
        alike=_alike(profiles),
        foreign=foreign,
        ci=tuple(name for name in _CI if os.path.exists(folder / name)),
        hook=_hook(folder / _PRE_COMMIT),
        baseline=_baseline(folder),
        problems=discovery.problems,
    )


def _inside(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _to_exclude(names: Mapping[str, Article]) -> dict[str, str]:
    """Patterns for what is no article, each with the reason."""
    patterns: dict[str, str] = {}
    for name in names:
        path = PurePosixPath(name)
        for number, part in enumerate(path.parts[:-1], 1):
            where = f"/{_literal('/'.join(path.parts[:number]))}/**"
            if part in _MADE and path.suffix.lower() in _WEB_PAGES:
                patterns.setdefault(where, "pages that a program makes")
                break
            if part in _FRAMES:
                patterns.setdefault(where, "frames of pages, not articles")
                break
        else:
            if path.stem.lower().replace("-", "_") in _NO_ARTICLES:
                where = f"/{_literal(name)}" if len(path.parts) == 1 else _literal(path.name)
                patterns.setdefault(where, "about the repository, not an article")
    return dict(sorted(patterns.items()))


def _literal(name: str) -> str:
    """A pattern for a name: characters that mean something in patterns may be any."""
    return "".join("?" if character in "*?[\\" else character for character in name)


def _is_left_out(name: str, patterns: Mapping[str, str]) -> bool:
    from medlint.globs import matches_any

    return matches_any(name, patterns)


def _sample(articles: Mapping[str, Article]) -> Iterator[tuple[str, Document]]:
    """Some of the articles, taken evenly; those that cannot be read are left out."""
    names = sorted(articles)
    step = max(1, len(names) / SAMPLE)
    for number in range(min(SAMPLE, len(names))):
        name = names[int(number * step)]
        article = articles[name]
        try:
            yield name, read(article.path, article.name, Config().max_file_size)
        except SourceError:
            continue


def _facts(document: Document) -> set[str]:
    """Which of FACTS the front matter tells."""
    facts: set[str] = set()
    for key, value in document.layout.front_matter.items():
        named = plain(key)
        role = PEOPLE.get(named)
        if not value.strip():
            continue
        if named == "title":
            facts.add("title")
        elif role in ("author", "reviewer"):
            facts.add(role)
        elif named in DATES:
            facts.add("date")
    return facts


def _profiles(documents: Sequence[tuple[str, Document]]) -> tuple[dict[str, str], int]:
    """The kind of each article by its name, and how many are not in English."""
    from medlint.engine import read as reading_of
    from medlint.rulebook import Rulebook

    rulebook = Rulebook.load()
    profiles: dict[str, str] = {}
    foreign = 0
    for name, document in documents:
        reading = reading_of(document, rulebook)
        foreign += not reading.is_english
        profiles[name] = reading.profile
    return profiles, foreign


def _alike(profiles: Mapping[str, str]) -> dict[str, str]:
    """The top folders where nearly all articles are of one kind that is not the usual one."""
    folders: dict[str, list[str]] = {}
    for name, profile in profiles.items():
        parts = PurePosixPath(name).parts[:-1]
        for depth in (1, 2):
            if len(parts) >= depth:
                folders.setdefault("/".join(parts[:depth]), []).append(profile)
    alike: dict[str, str] = {}
    for folder, found in sorted(folders.items()):
        profile, count = Counter(found).most_common(1)[0]
        mostly = count >= _LEAST_ARTICLES and count >= _LEAST_ALIKE * len(found)
        above = PurePosixPath(folder).parent.as_posix()
        if mostly and profile != "consumer" and alike.get(above) != profile:
            alike[folder] = profile
    return alike


def _made_and_ignored(folder: Path, found: Mapping[str, Article]) -> Iterator[str]:
    """The folders at the top that a program writes and that no search looks into."""
    tops = {PurePosixPath(name).parts[0] for name in found}
    for name in sorted((*_MADE, "node_modules")):
        if (folder / name).is_dir() and name not in tops:
            yield name


def _hook(file: Path) -> bool | None:
    try:
        return "medlint" in file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _baseline(folder: Path) -> str | None:
    from medlint.baseline.entries import FILE_NAME

    return FILE_NAME if (folder / FILE_NAME).is_file() else None
