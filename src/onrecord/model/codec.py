"""Model records to values that JSON can hold and back again, by the records' own type hints."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Callable
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

_MISFIT = "{value!r} cannot stand where {hint} is wanted"
_PLAIN = (str, int, float, bool, type(None))

_value_of = attrgetter("_value_")  # the property "value" gives the same, and takes several times as long

Record = TypeVar("Record")
Decoder = Callable[[Any], Any]


def encode(value: object) -> Any:
    """A record as dicts, lists and plain values. Properties made from the fields are not written."""
    kind: Any = type(value)  # classes are hashable, mypy cannot see it
    return _encoder(kind)(value)


def decode(kind: type[Record], data: object) -> Record:
    """The record of this kind that :func:`encode` gave ``data`` for.

    A field that is missing takes its default: what an earlier version wrote can be read. Raises
    ValueError for anything that is not such a record.
    """
    decoder: Decoder = _decoder(kind)  # type: ignore[arg-type]  # classes are hashable, mypy cannot see it
    return cast(Record, decoder(data))


@functools.cache
def _encoder(kind: Any) -> Callable[[Any], Any]:
    """What makes JSON's value of one of this class."""
    if issubclass(kind, StrEnum):
        return _value_of
    if kind is type(None) or issubclass(kind, str | int | float):
        return _as_it_is
    if issubclass(kind, tuple):
        return lambda items: [encode(item) for item in items]
    if issubclass(kind, dict):
        return lambda named: {str(name): encode(each) for name, each in named.items()}
    if dataclasses.is_dataclass(kind):
        return _record_encoder(cast(type, kind))
    raise TypeError(f"a {kind.__name__} is no part of a model record")


def _record_encoder(kind: type) -> Callable[[Any], Any]:
    """Of most fields the hint tells what they hold: those are taken without a look."""
    hints = get_type_hints(kind)
    fields = tuple((name, attrgetter(name), _hinted(hints[name])) for name in _field_names(kind))

    def encode_record(record: Any) -> dict[str, Any]:
        return {name: make(get(record)) if make is not None else get(record) for name, get, make in fields}

    return encode_record


def _hinted(hint: Any) -> Callable[[Any], Any] | None:
    """What makes JSON's value of what a field with this hint holds; None where it is JSON's value."""
    if hint in _PLAIN:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        within = [kind for kind in get_args(hint) if kind is not type(None)]
        if all(kind in _PLAIN for kind in within):
            return None
        return _optional_encoder(_hinted(within[0]) or _as_it_is) if len(within) == 1 else encode
    if get_origin(hint) is tuple and get_args(hint)[1:] == (Ellipsis,):
        make = _hinted(get_args(hint)[0])
        return list if make is None else lambda items: [make(item) for item in items]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _value_of
    return _of_record if dataclasses.is_dataclass(hint) else encode


def _optional_encoder(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else make(value)


def _of_record(record: Any) -> Any:
    """A record of the class that is hinted at, or of one made from that."""
    kind: Any = type(record)
    return _encoder(kind)(record)


def _as_it_is(value: Any) -> Any:
    return value


@functools.cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@functools.cache
def _decoder(hint: Any) -> Decoder:
    """What turns JSON's value back into one of this type."""
    if dataclasses.is_dataclass(hint):
        return _record_decoder(cast(type, hint))
    if get_origin(hint) is tuple:
        return _tuple_decoder(get_args(hint))
    if get_origin(hint) in (Union, types.UnionType):
        return _optional_decoder(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _member_decoder(hint)
    if hint in _PLAIN:
        return _plain_decoder(hint)
    raise TypeError(f"model records hold no {hint}")


def _record_decoder(kind: type) -> Decoder:
    """Of most fields the type of JSON's value tells that it can stand: those are taken without another look."""
    hints = get_type_hints(kind)
    plain, optional, others = _told_apart({name: hints[name] for name in _field_names(kind)})

    def decode_record(data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError(_MISFIT.format(value=data, hint=kind.__name__))
        made = dict(data)
        for name, types_of in plain:
            if name in made and type(made[name]) not in types_of:
                raise ValueError(_MISFIT.format(value=made[name], hint=hints[name]))
        for name, decoder in optional:
            if made.get(name) is not None:
                made[name] = decoder(made[name])
        for name, decoder in others:
            if name in made:
                made[name] = decoder(made[name])
        try:
            return kind(**made)
        except TypeError as error:  # a name that it does not have, or one that is missing
            raise ValueError(f"{kind.__name__}: {error}") from error

    return decode_record


_Named = list[tuple[str, Decoder]]


def _told_apart(hints: dict[str, Any]) -> tuple[list[tuple[str, frozenset[type]]], _Named, _Named]:
    """Fields that hold values as JSON has them, with the types of these; those that may hold None; and all others."""
    plain: list[tuple[str, frozenset[type]]] = []
    optional: _Named = []
    others: _Named = []
    for name, hint in hints.items():
        decoder = _decoder(hint)
        kinds = _within(hint)
        if all(kind in _PLAIN and kind is not float for kind in kinds):  # what is a float may come as an int
            plain.append((name, frozenset(kinds)))
        elif len(kinds) > 1:
            optional.append((name, _decoder(next(kind for kind in kinds if kind is not type(None)))))
        else:
            others.append((name, decoder))
    return plain, optional, others


def _within(hint: Any) -> tuple[Any, ...]:
    """The types that a hint allows."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _member_decoder(kind: type[StrEnum]) -> Decoder:
    members = {member.value: member for member in kind}

    def decode_member(data: Any) -> Any:
        member = members.get(data) if type(data) is str else None
        return kind(data) if member is None else member  # which says what is wrong

    return decode_member


def _tuple_decoder(hints: tuple[Any, ...]) -> Decoder:
    any_length = len(hints) == 2 and hints[1] is Ellipsis
    decoders = tuple(_decoder(hint) for hint in hints if hint is not Ellipsis)

    def decode_any_length(data: Any) -> Any:
        if type(data) is not list:
            raise ValueError(_MISFIT.format(value=data, hint=f"a list of {hints}"))
        return tuple(map(decoders[0], data)) if data else ()

    def decode_tuple(data: Any) -> Any:
        if type(data) is not list or len(data) != len(decoders):
            raise ValueError(_MISFIT.format(value=data, hint=f"a list of {hints}"))
        return tuple(decoder(item) for decoder, item in zip(decoders, data, strict=True))

    return decode_any_length if any_length else decode_tuple


def _optional_decoder(hint: Any) -> Decoder:
    within = [kind for kind in get_args(hint) if kind is not type(None)]
    if len(within) != 1 or len(get_args(hint)) != 2:
        raise TypeError(f"model records hold no {hint}: only X | None can be told apart")
    decode_present = _decoder(within[0])
    return lambda data: None if data is None else decode_present(data)


def _plain_decoder(kind: type) -> Decoder:
    def decode_plain(data: Any) -> Any:
        if kind is float and type(data) is int:  # JSON of other writers may say 1 for 1.0
            return float(data)
        if type(data) is not kind:
            raise ValueError(_MISFIT.format(value=data, hint=kind.__name__))
        return data

    return decode_plain
