"""Paths from the root of the repository, as the services that show reports want them."""

from __future__ import annotations

import os

#: Where GitHub and GitLab say which folder they have checked the repository out into.
_VARIABLES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
#: What an article on standard input is called.
_NAMELESS = "<stdin>"


class RepositoryPaths:
    """Paths of articles from the root of the repository that the working folder lies in.

    The root is the folder that the service names, if the working folder lies in it; else the
    nearest folder above that holds `.git`; else the working folder.
    """

    def __init__(self) -> None:
        self._root = _root(os.getcwd())

    def of(self, name: str) -> str:
        """The path, with forward slashes, of an article as the run names it; absolute outside."""
        if name == _NAMELESS:
            return name
        path = os.path.abspath(name)
        if path.startswith(os.path.join(self._root, "")):
            path = os.path.relpath(path, self._root)
        return path.replace(os.sep, "/")


def _root(here: str) -> str:
    for variable in _VARIABLES:
        named = os.environ.get(variable)
        if named and os.path.join(here, "").startswith(os.path.join(os.path.abspath(named), "")):
            return os.path.abspath(named)
    folder = here
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return here
        folder = parent
    return folder
