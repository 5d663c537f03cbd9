"""The API's description (OpenAPI 3.1), made from the view dataclasses themselves."""

from __future__ import annotations

import dataclasses
import functools
import types
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord import __version__
from onrecord.model import Action, ClaimKind, Mode, Stance, Verdict
from onrecord.web import views
from onrecord.web.answers import API
from onrecord.web.api import LISTS, MOST, SINGLE, USUAL
from onrecord.web.finding import KINDS
from onrecord.web.pages import ID

_VALUES: dict[str, type[StrEnum]] = {
    "action": Action,
    "stance": Stance,
    "mode": Mode,
    "kind": ClaimKind,
    "verdict": Verdict,
}
_ONE = {
    "stories/{story}": ("A story with its matrix.", views.StoryPage),
    "stories/{story}/{party}/{action}": ("A story's matrix with the evidence of one cell.", views.StoryPage),
    "stories/{story}/beside/{one}/{other}": ("Two documents of a story side by side.", views.BesidePage),
    "positions/{position}": ("One position in full.", views.PositionPage),
    "documents/{document}": ("A document with every record at its words.", views.DocumentPage),
    "documents/{document}/{part}": ("A further part of a long document.", views.DocumentPage),
    "conflicts/{conflict}": ("One conflict.", views.ConflictPage),
    "parties/{party}": ("A party's positions over time.", views.PartyPage),
    "scenarios/{story}": ("A story under assumptions.", views.ScenarioPage),
    "scenarios/{story}/{proposition}/{value}": ("A story under a single assumption.", views.ScenarioPage),
    "timelines/{story}/{action}": ("Positions on an action over time, a lane for each party.", views.TimelinePage),
    "maps/{story}/{action}": ("Who stands where on an action, by place.", views.MapPage),
    "search": ("Full text over positions, statements and articles.", views.SearchPage),
    "review": ("What most needs a look, and what was judged last.", views.ReviewPage),
    "review/{position}": ("One position to judge.", views.ReviewItem),
    "review/conflicts/{conflict}": ("One conflict to judge.", views.ReviewConflict),
    "review/merge": ("What two things would be, told as one.", views.MergePage),
    "review/split": ("What would be if one stood by itself.", views.SplitPage),
    "about": ("What was read, what was refused and why, and how well the program reads.", views.AboutPage),
}
# what narrows a view, beside what its address says
_NARROWED = {
    "stories/{story}": ("stance", "party", "document", "publisher", "origin", "since", "until"),
    "stories/{story}/{party}/{action}": ("stance", "party", "document", "publisher", "origin", "since", "until"),
    "search": ("q", "party", "stance", "action", "kind", "publisher", "since", "until"),
    "review/{position}": ("field", "value"),
    "review/merge": ("one", "other"),
    "review/split": ("one",),
    "scenarios/{story}": ("assume",),
}
_WANTED = {("review/merge", "one"), ("review/split", "one")}  # without these nothing is meant
_IN_PATH = {"action": [each.value for each in Action], "value": ["yes", "no"]}
_PATTERNS = {"part": "^[1-9][0-9]{0,5}$"}
_ASSUME = {
    "name": "assume",
    "in": "query",
    "style": "deepObject",
    "explode": True,
    "description": "propositions that hold or do not: assume[ceasefire]=yes",
    "schema": {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z0-9_]{1,100}$"},
        "additionalProperties": {"type": "string", "enum": ["yes", "no"]},
    },
}
# a list told part by part goes through some parts alone for a page, see onrecord.web.parted
_NEXT = "what to give as after for the next page, which may be there though this one holds fewer than limit"
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "code", "message", "hint"],
            "properties": {
                "status": {"type": "integer"},
                "code": {"type": "string"},
                "message": {"type": "string"},
                "hint": {"type": "string"},
            },
        }
    },
}


@functools.cache
def openapi() -> dict[str, Any]:
    """The description as a value that JSON can hold."""
    schemas: dict[str, Any] = {"Error": _ERROR}
    paths: dict[str, Any] = {}
    for address, listing in LISTS.items():
        content = {
            "type": "object",
            "required": ["items", "next"],
            "properties": {
                "items": {"type": "array", "items": _schema(listing.item, schemas)},
                "next": {
                    "type": ["integer", "null"],
                    "description": _NEXT,
                },
            },
        }
        given = [*(_filter(name) for name in listing.filters), *_paging()]
        paths[f"/{API}/{address}"] = _operation(address, listing.about, content, given)
    for address, single in SINGLE.items():
        paths[f"/{API}/{address}"] = _operation(address, single.about, _schema(single.item, schemas), [])
    for address, (about, view) in _ONE.items():
        names = [part[1:-1] for part in address.split("/") if part.startswith("{")]
        given = [*map(_in_path, names), *(_narrowing(address, each) for each in _NARROWED.get(address, ()))]
        paths[f"/{API}/{address}"] = _operation(address, about, _schema(view, schemas), given)
    return {
        "openapi": "3.1.0",
        "info": {"title": "onrecord", "version": __version__, "description": "A register, to read."},
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _operation(address: str, about: str, content: dict[str, Any], given: list[dict[str, Any]]) -> dict[str, Any]:
    error = {
        "description": "an error",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    name = "_".join(part.strip("{}") for part in address.split("/"))
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "parameters": given,
            "responses": {
                "200": {"description": about, "content": {"application/json": {"schema": content}}},
                "304": {"description": "not changed since the ETag given in If-None-Match"},
                "default": error,
            },
        }
    }


def _narrowing(address: str, name: str) -> dict[str, Any]:
    if name == "assume":
        return _ASSUME
    if address == "search" and name == "kind":
        return {"name": name, "in": "query", "schema": {"type": "string", "enum": list(KINDS)}}
    return _filter(name) | ({"required": True} if (address, name) in _WANTED else {})


def _filter(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if name in _VALUES:
        schema["enum"] = [each.value for each in _VALUES[name]]
    return {"name": name, "in": "query", "schema": schema}


def _paging() -> list[dict[str, Any]]:
    return [
        {
            "name": "limit",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        },
        {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}},
    ]


def _in_path(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    schema |= {"enum": _IN_PATH[name]} if name in _IN_PATH else {"pattern": _PATTERNS.get(name, f"^{ID}$")}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _schema(hint: Any, schemas: dict[str, Any], known: dict[Any, Any] | None = None) -> dict[str, Any]:
    """The JSON schema of a type; dataclasses and enumerations go among the components by their name."""
    known = known or {}
    hint = known.get(hint, hint)
    origin, within = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(each, schemas, known) for each in within]}
    if origin is tuple:
        if len(within) == 2 and within[1] is Ellipsis:
            return {"type": "array", "items": _schema(within[0], schemas, known)}
        return {"type": "array", "prefixItems": [_schema(each, schemas, known) for each in within]}
    if dataclasses.is_dataclass(origin):
        variables: tuple[Any, ...] = getattr(origin, "__parameters__", ())
        return _record(origin, schemas, dict(zip(variables, within, strict=True)))
    if dataclasses.is_dataclass(hint):
        return _record(hint, schemas, {})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        schemas[hint.__name__] = {"type": "string", "enum": [each.value for each in hint]}
        return {"$ref": f"#/components/schemas/{hint.__name__}"}
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}[hint]}


def _record(kind: Any, schemas: dict[str, Any], known: dict[Any, Any]) -> dict[str, Any]:
    name = kind.__name__ + "".join(f"Of{each.__name__}" for each in known.values())
    if name not in schemas:
        schemas[name] = {}  # stands for itself where it holds its own kind
        fields = get_type_hints(kind)
        wanted = [field.name for field in dataclasses.fields(kind)]
        schemas[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "required": wanted,
            "properties": {each: _schema(fields[each], schemas, known) for each in wanted},
        }
    return {"$ref": f"#/components/schemas/{name}"}
