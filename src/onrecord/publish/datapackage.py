"""datapackage.json: what the files of an export are, by the Data Package and Table Schema standards.

https://datapackage.org/ (version 1 of the standards, which version 2 reads too).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.publish.files import digest, write_json

Field = dict[str, Any]

_MEDIA = {"jsonl": "application/x-ndjson", "csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_CONSTRAINTS = ("minimum", "maximum", "pattern", "minLength")


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the export: its name, its path in the folder, what a row is, its fields, and which is the key."""

    name: str
    path: str
    description: str
    fields: Sequence[Field]
    key: str | None


def describe(folder: Path, resources: Sequence[Resource], references: Mapping[str, Mapping[str, str]]) -> None:
    """Write datapackage.json for files that stand in the folder, with the size and digest of each.

    ``references`` names for a resource the fields that hold keys of others. Files without a line are
    not to be among the resources: readers find no field in them. Without any there is no package.
    """
    if not resources:
        return
    held = {each.name for each in resources}
    content = {
        "profile": "data-package",
        "name": "onrecord-register",
        "title": "Who has committed to what, with the exact words",
        "description": f"Exported by onrecord {__version__}. Offsets are code points into the text of a document.",
        "resources": [_resource(folder, each, references.get(each.name, {}), held) for each in resources],
    }
    write_json(folder / "datapackage.json", content)


def fields_of(schema: dict[str, Any]) -> list[Field]:
    """The fields of a kind's JSON schema as Table Schema has them: nested values stay objects and arrays."""
    return [field(name, content) for name, content in schema["properties"].items()]


def field(name: str, content: dict[str, Any]) -> Field:
    """A property of a JSON schema as a field."""
    kinds = [kind for kind in types(content) if kind != "null"]
    constraints = {each: content[each] for each in _CONSTRAINTS if each in content}
    if "enum" in content:
        constraints["enum"] = [each for each in content["enum"] if each is not None]
    if "null" not in types(content):
        constraints["required"] = True
    found: Field = {"name": name, "type": kinds[0], "description": content["description"]}
    return found | ({"constraints": constraints} if constraints else {})


def types(content: dict[str, Any]) -> list[str]:
    """The JSON types that a property may have; what it refers to is an object."""
    if "anyOf" in content:
        return [kind for each in content["anyOf"] for kind in types(each)]
    if "$ref" in content:
        return ["object"]
    kind = content["type"]
    return [kind] if isinstance(kind, str) else list(kind)


def _resource(folder: Path, resource: Resource, references: Mapping[str, str], held: set[str]) -> dict[str, Any]:
    ending = resource.path.rpartition(".")[2]
    # without this an empty text would count as missing; only CSV has no other way to say so
    schema: dict[str, Any] = {"fields": list(resource.fields), "missingValues": [""] if ending == "csv" else []}
    if resource.key:
        schema["primaryKey"] = [resource.key]
    keys = [
        {"fields": [name], "reference": {"resource": other, "fields": ["id"]}}
        for name, other in references.items()
        if other in held
    ]
    if keys:
        schema["foreignKeys"] = keys
    place = folder / resource.path
    return {
        "name": resource.name,
        "path": resource.path,
        "profile": "tabular-data-resource",
        "description": resource.description,
        "format": ending,
        "mediatype": _MEDIA[ending],
        "encoding": "utf-8",
        "bytes": place.stat().st_size,
        "hash": f"sha256:{digest(place)}",
        "schema": schema,
    }
