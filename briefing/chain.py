"""The chain of editions: each manifest names the one before it by digest, and the store knows each one's own."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from briefing.publish.files import digest_of, edition_folder, write_files
from briefing.publish.manifest import MANIFEST, Link, manifest_bytes, read_manifest
from briefing.store import Editions


def link_to(editions: Editions, profile: str, day: date | None) -> Link | None:
    """Return the link to the edition of ``day``; ``None`` where there is none, or it was made without a manifest."""
    if day is None or (recorded := editions.renderings(profile, day).get(MANIFEST)) is None:
        return None
    return Link(day=day, sha256=recorded[1])


def relink(editions: Editions, outputs: Path, profile: str, day: date) -> None:
    """Let the manifests of later editions name what the one of ``day`` is now, each in its turn.

    One that is not what the store knows it to be is left as it is, for a new link would hide that.
    """
    for later in editions.days(profile):
        if later > day:
            _renew(editions, outputs, profile, later)


def _renew(editions: Editions, outputs: Path, profile: str, day: date) -> None:
    folder = edition_folder(outputs, profile, day)
    recorded = editions.renderings(profile, day)
    if MANIFEST not in recorded or digest_of(folder / MANIFEST) != recorded[MANIFEST][1]:
        return
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    link = link_to(editions, profile, manifest.previous.day if manifest.previous else None)
    if link == manifest.previous:
        return
    content = manifest_bytes(replace(manifest, previous=link))
    write_files(folder, {MANIFEST: content})
    digests = {name: digest for name, (_, digest) in recorded.items()}
    editions.save_renderings(
        profile, day, recorded[MANIFEST][0], {**digests, MANIFEST: sha256(content).hexdigest()}
    )
