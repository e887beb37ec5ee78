"""From a brief to the files in its folder, with their manifest, and the page that lists all editions."""

from collections.abc import Iterator
from pathlib import Path

from briefing import serial
from briefing.brief import Brief
from briefing.brief.overview import Listed, Overview
from briefing.chain import link_to, relink
from briefing.publish.files import digest_of, edition_folder, write_files
from briefing.publish.ics import calendar_file
from briefing.publish.mail import eml, unaddressed
from briefing.publish.manifest import MANIFEST, manifest_bytes, manifest_of
from briefing.publish.render import Renderer
from briefing.rules import Force, broken, published
from briefing.store import StoredEdition
from briefing.text import counted
from briefing.types import Failure
from briefing.understanding import engine_key
from briefing.workplace import Workplace

INDEX = "index.html"
FILES = ("brief.html", "brief.md", "brief.ics", "email.eml", "brief.json")


def publish(work: Workplace, stored: StoredEdition) -> Path:
    """Render the edition into its folder, its manifest last; files that already hold it are left alone.

    Return the folder.
    """
    editions, outputs = work.store.editions, work.settings.outputs
    folder = edition_folder(outputs, stored.profile, stored.day)
    renderer, engine = work.renderer, engine_key(work.engine)
    canonical = serial.dumps(stored.brief, indent=1) + "\n"
    previous = link_to(editions, stored.profile, stored.brief.header.previous)
    inputs = serial.fingerprint(canonical, renderer.fingerprint, engine, previous and previous.sha256)
    recorded = editions.renderings(stored.profile, stored.day)
    if MANIFEST in recorded and all(
        made_from == inputs and digest_of(folder / name) == digest
        for name, (made_from, digest) in recorded.items()
    ):
        return folder
    digests = write_files(folder, _files(stored.brief, canonical, renderer))
    manifest = manifest_of(
        stored.brief, digests, engine=engine, templates=renderer.fingerprint, previous=previous
    )
    digests |= write_files(folder, {MANIFEST: manifest_bytes(manifest)})
    editions.save_renderings(stored.profile, stored.day, inputs, digests)
    relink(editions, outputs, stored.profile, stored.day)
    return folder


def broken_by_templates(work: Workplace, stored: StoredEdition, folder: Path) -> Iterator[Failure]:
    """Yield what the user's own templates break of the rules of a brief, in one line: nobody may ask verify before the mail is out."""
    templates, reader = work.settings.templates, work.settings.profile(stored.profile)
    if templates is None:
        return
    files = {
        name: (folder / name).read_bytes()
        for name in work.store.editions.renderings(stored.profile, stored.day)
    }
    limits = {"max_words": reader.max_words, "max_stories": reader.max_stories}
    try:
        edition = published(stored.brief, files, profile=stored.profile, day=stored.day, **limits)
        found = [str(each) for each in broken(edition) if each.force is Force.MUST]
    except ValueError as error:
        found = [f"the forms cannot be read: {error}"]
    if found:
        told = f"breaks rules of a brief in {counted(len(found), 'place')} ({found[0]})"
        message = f"{templates}: what these templates make {told}; `briefing verify {stored.day}` tells all"
        yield Failure(stage="publish", subject=str(templates), message=message)


def _files(brief: Brief, canonical: str, renderer: Renderer) -> dict[str, bytes]:
    mail = unaddressed(brief, html=renderer.email_html(brief), text=renderer.email_text(brief))
    return {
        "brief.json": canonical.encode(),
        "brief.md": renderer.markdown(brief).encode(),
        "brief.html": renderer.html(brief).encode(),
        "brief.ics": calendar_file(brief),
        "email.eml": eml(mail),
    }


def publish_index(work: Workplace) -> Path:
    """List every edition that stands in the outputs folder, of all profiles, on one page beside them."""
    outputs = work.settings.outputs
    listed = (_listed(outputs, each) for each in work.store.editions.overviews())
    page = work.renderer.index([each for each in listed if each.files])
    write_files(outputs, {INDEX: page.encode()})
    return outputs / INDEX


def _listed(outputs: Path, overview: Overview) -> Listed:
    folder = edition_folder(outputs, overview.header.profile, overview.header.day)
    return Listed(
        overview=overview,
        folder=folder.relative_to(outputs).as_posix(),
        files=tuple(name for name in FILES if (folder / name).is_file()),
    )
