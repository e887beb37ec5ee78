"""What an edition's folder holds, by digest, and which edition went before it: a chain of editions. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import briefing
from briefing import serial
from briefing.brief import Brief

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The edition before, by its day and the SHA-256 of its manifest."""

    day: date
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """An article that an edition read: the digest of its text, and what read it (engine, model, prompt version)."""

    article_id: str
    sha256: str
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """``files`` are names and SHA-256 digests of all the others in the folder, ``templates`` is the digest of what
    rendered them, ``engine`` the name and version of the engine of the run. Nothing in it comes from the clock."""

    profile: str
    day: date
    revision: int
    program: str
    engine: str
    templates: str
    files: Mapping[str, str]
    sources: tuple[SourceText, ...]
    previous: Link | None


def manifest_of(
    brief: Brief, files: Mapping[str, str], *, engine: str, templates: str, previous: Link | None
) -> Manifest:
    """Return the manifest of a rendered brief, whose ``files`` are given by name and digest."""
    header = brief.header
    return Manifest(
        profile=header.profile,
        day=header.day,
        revision=header.revision,
        program=briefing.__version__,
        engine=engine,
        templates=templates,
        files=dict(sorted(files.items())),
        sources=tuple(
            SourceText(article_id=row.article_id, sha256=row.sha256, engine=row.engine)
            for row in brief.sources
        ),
        previous=previous,
    )


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the manifest as it stands in its file; the same manifest gives the same bytes."""
    return (serial.dumps(manifest, indent=1) + "\n").encode()


def read_manifest(content: bytes) -> Manifest:
    """Return the manifest that a file holds. Raises ``ValueError`` where it holds none, or more than one."""
    manifest = serial.loads(Manifest, content.decode())
    if manifest_bytes(manifest) != content:
        raise ValueError("is not in the form in which manifests are written")
    return manifest
