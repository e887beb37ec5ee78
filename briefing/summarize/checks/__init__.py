"""What a model wrote, held against the words of the article: quotes found, claims traced, speakers named. Pure."""

from briefing.summarize.checks.claims import Context, Doubt, DoubtKind, doubts
from briefing.summarize.checks.holder import holder_named
from briefing.summarize.checks.locate import Located, locate
from briefing.summarize.checks.speaker import SpeakerStanding, Standing, speaker_standing, tells_speech

__all__ = [
    "Context",
    "Doubt",
    "DoubtKind",
    "Located",
    "SpeakerStanding",
    "Standing",
    "doubts",
    "holder_named",
    "locate",
    "speaker_standing",
    "tells_speech",
]
