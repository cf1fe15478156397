"""Quotes what a file declares about how it was made, above all by a computer.

Only the file's own words are told: nothing here looks at the picture, and no finding
says that a picture was made by a computer. Such words are easily added and removed.
One declaration contradicts a claim: that the whole picture was made by a trained model,
since then it is no photograph of anything. An ingredient's declaration is no such word.
"""

import re
from collections.abc import Iterator

from verify.checks.dates import basis_of
from verify.checks.findings import Maker, quoted
from verify.checks.tags import tags_named
from verify.domain.credentials import Binding, Credentials, Manifest, Signature
from verify.domain.examination import ClaimedEvent, Facts
from verify.domain.findings import Bearing, Finding, State
from verify.domain.metadata import Metadata, Tag

NAME = "synthetic"
VERSION = "1"

SAID = "It is the file's word: anybody can add or remove it."
EDITS = "Small repairs and filters of telephones are declared with the same words."
ABSENT = "Pictures made by computers mostly declare nothing: absence says nothing."
CONTRADICTING = "trainedAlgorithmicMedia"
IPTC_TERMS = "cv.iptc.org/newscodes/digitalsourcetype/"

# Terms of the IPTC's vocabulary "Digital Source Type", in words.
TERMS = {
    "digitalCapture": "captured by a camera",
    "computationalCapture": "put together by a camera from several captures",
    "negativeFilm": "scanned from a film negative",
    "positiveFilm": "scanned from a film positive",
    "print": "scanned from a print",
    "humanEdits": "edited by a person",
    "minorHumanEdits": "slightly edited by a person",
    "algorithmicallyEnhanced": "enhanced by a program",
    "screenCapture": "a capture of a screen",
    "digitalCreation": "made by a person with a program",
    "digitalArt": "made by a person with a program",
    "softwareImage": "made with a program",
    "virtualRecording": "recorded from a rendered scene",
    "dataDrivenMedia": "made from data by a program",
    "algorithmicMedia": "made by a program that was not trained on pictures",
    "trainedAlgorithmicMedia": "made by a trained model",
    "composite": "put together from several parts",
    "compositeCapture": "put together from several captures",
    "compositeSynthetic": "put together with parts made by a program",
    "compositeWithTrainedAlgorithmicMedia": "put together with what a model made",
}
CAPTURES = frozenset({"digitalCapture", "computationalCapture", "negativeFilm",
                      "positiveFilm", "print"})  # fmt: skip

# Names that programs and services write for what their models make, and where seen.
GENERATORS = re.compile(
    r"midjourney|dall[·\-. ]e\b|dall-?e \d|stable ?diffusion|novelai|comfyui|invokeai|"
    r"adobe firefly|imagen \d|made with google ai|openai|gpt-4o|automatic1111|"
    r"fooocus|bing image creator|leonardo\.ai|ideogram|grok",
    re.IGNORECASE,
)
NAMING = (
    "Software", "xmp:CreatorTool", "CreatorTool", "photoshop:Credit", "Credit",
    "Artist", "dc:creator", "Make", "Source", "Title", "Author", "Description",
    "ImageDescription",
)  # fmt: skip
PARAMETERS = re.compile(r"\bSteps: \d+, .*\bSampler: ", re.DOTALL)
GRAPH = re.compile(r'"class_type"\s*:|"nodes"\s*:')
CARRYING = ("parameters", "prompt", "workflow", "UserComment", "sd-metadata",
            "invokeai_metadata", "Dream", "Comment")  # fmt: skip

_made = Maker(NAME, VERSION)


def run(facts: Facts) -> tuple[Finding, ...]:
    """Source types declared, generators' parameters, generators named."""
    metadata = facts.metadata
    found = [
        *_by_tags(metadata, facts.claim),
        *_by_credentials(metadata.credentials, facts.claim),
        *_parameters(metadata),
        *_named(metadata),
    ]
    return tuple(found) or (
        _made(
            "nothing_declared",
            "The file declares nothing about how it was made.",
            state=State.NOT_OBSERVED,
            limits=(ABSENT,),
        ),
    )


def _by_tags(metadata: Metadata, claim: ClaimedEvent) -> Iterator[Finding]:
    for tag in tags_named(
        metadata, "Iptc4xmpExt:DigitalSourceType", "DigitalSourceType"
    ):
        _, known, term = tag.value.partition(IPTC_TERMS)
        term = term.strip("/ ") if known else tag.value
        yield _declared("The file declares itself", term, (basis_of(tag),), claim)


def _by_credentials(said: Credentials, claim: ClaimedEvent) -> Iterator[Finding]:
    bound = said.binding is Binding.MATCHES and said.signature is Signature.SOUND
    for manifest, term in said.declared_sources:
        basis = (f"C2PA manifest {manifest.label}: digitalSourceType {term}",)
        if manifest.active:
            words = f"Its signer {_name(manifest)} declares the picture"
            weighs = claim if bound else ClaimedEvent()
        else:
            words = f"{_name(manifest)} declares an earlier version or part"
            weighs = ClaimedEvent()
        yield _declared(words, term, basis, weighs)


def _name(manifest: Manifest) -> str:
    return quoted(manifest.signer or manifest.tool or manifest.label)


def _declared(
    words: str, term: str, basis: tuple[str, ...], claim: ClaimedEvent
) -> Finding:
    meaning = TERMS.get(term)
    summary = f"{words} {quoted(term)}"
    summary += f", that is, {meaning}." if meaning else "."
    stated = claim != ClaimedEvent()
    weighs = term == CONTRADICTING and stated
    return _made(
        "capture_declared" if term in CAPTURES else "source_declared",
        summary,
        bearing=Bearing.CONTRADICTS if weighs else Bearing.NEUTRAL,
        basis=basis,
        limits=(SAID, EDITS),
    )


def _parameters(metadata: Metadata) -> Iterator[Finding]:
    """Settings of a generator, as such programs write them into what they save."""
    for tag in tags_named(metadata, *CARRYING):
        what = _generator_of(tag)
        if what:
            yield _made(
                "generator_parameters",
                f"The file holds what {what} writes into pictures that it makes: "
                f"{quoted(tag.value)}",
                basis=(f"{tag.place} {tag.name} (read by {tag.reader})",),
                limits=(SAID, "Such programs also enlarge and retouch photographs."),
            )


def _generator_of(tag: Tag) -> str:
    name = tag.name.lower()
    if PARAMETERS.search(tag.raw) or PARAMETERS.search(tag.value):
        return "a Stable Diffusion program"
    if name in {"prompt", "workflow"} and GRAPH.search(tag.raw):
        return "ComfyUI"
    if name in {"sd-metadata", "invokeai_metadata", "dream"}:
        return "InvokeAI"
    return ""


def _named(metadata: Metadata) -> Iterator[Finding]:
    for tag in tags_named(metadata, *NAMING):
        if GENERATORS.search(tag.value):
            yield _made(
                "generator_named",
                f"The file names a program or service that makes pictures: "
                f"{quoted(tag.value)}",
                basis=(basis_of(tag),),
                limits=(SAID, "A name in a caption may be about something else."),
            )
