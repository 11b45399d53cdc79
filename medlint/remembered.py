"""Values that are made once: for a key, or for an attribute of an object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """A dictionary that makes a value when its key is first asked for, and keeps it.

    `map(values.__getitem__, keys)` so runs at the speed of C over keys that were met before.
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._make(key)
        return value


class once(Generic[Value]):  # noqa: N801 - it is written as a decorator, as `property` is
    """A property that is computed when it is first asked for, and kept with its object.

    What `functools.cached_property` does, which before Python 3.12 takes a lock each time and so
    six times as long; there are some fifty such properties to an article.
    """

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...

    def __get__(self, instance: object | None, owner: type) -> Self | Value:
        if instance is None:
            return self
        value: Value = self._make(instance)
        # The object's own attribute stands before this one from now on.
        instance.__dict__[self._name] = value
        return value
