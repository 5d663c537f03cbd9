"""Answers given lately: the same question of the same register is answered once, however many ask."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

_MOST = 32_000_000  # bytes kept in all
_BESIDE = 500  # bytes that an answer takes beside its body and its address
_LONGEST = 2_000_000  # bytes of one answer that is kept
_LATELY = 5.0  # seconds


@dataclass(slots=True)
class _Kept:
    body: bytes
    version: object
    current: float  # when it was last known to stand for the register as it was


@dataclass(slots=True)
class _State:
    kept: OrderedDict[str, _Kept] = field(default_factory=OrderedDict)
    under_way: dict[str, Future[bytes]] = field(default_factory=dict)
    size: int = 0


class Given:
    """The bodies of answers, each for a version of the register; those longest unused go first.

    While one request works an answer out anew, the others that ask the same are given the one before, if that was
    true within the last five seconds, and else wait for the one that is under way.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = _State()

    def forget(self) -> None:
        """From now on nothing is given that was worked out, or begun, before."""
        with self._lock:
            self._state = _State()

    def ready(self, asked: str, version: object) -> bytes | None:
        """The answer, where it is there and need not be worked out."""
        with self._lock:
            return _ready(self._state, asked, version)

    def answer(self, asked: str, version: object, work_out: Callable[[], bytes]) -> bytes:
        """The answer; raises what ``work_out`` raises."""
        with self._lock:
            state = self._state
            if (ready := _ready(state, asked, version)) is not None:
                return ready
            other = state.under_way.get(asked)
            mine: Future[bytes] = Future()
            if other is None:
                state.under_way[asked] = mine
        if other is not None:
            return other.result()
        try:
            body = work_out()
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(body)
            with self._lock:
                _keep(state, asked, _Kept(body, version, time.monotonic()))
            return body
        finally:
            with self._lock:
                del state.under_way[asked]


def _ready(state: _State, asked: str, version: object) -> bytes | None:
    kept = state.kept.get(asked)
    if kept is None:
        return None
    now = time.monotonic()
    if kept.version == version:
        kept.current = now
    elif asked not in state.under_way or now - kept.current > _LATELY:
        return None
    state.kept.move_to_end(asked)
    return kept.body


def _keep(state: _State, asked: str, kept: _Kept) -> None:
    if asked in state.kept:
        state.size -= _size(asked, state.kept.pop(asked))
    if _size(asked, kept) > _LONGEST:
        return
    state.kept[asked] = kept
    state.size += _size(asked, kept)
    while state.size > _MOST:
        state.size -= _size(*state.kept.popitem(last=False))


def _size(asked: str, kept: _Kept) -> int:
    return len(asked) + len(kept.body) + _BESIDE
