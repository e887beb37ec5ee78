"""`make bench`: the product beside what one would pick instead, in one run; kept in ``results.json``, shown in the README."""

import json
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks import readme
from benchmarks.footprint import footprint
from benchmarks.measured import ROUNDS, Measurement, spread
from benchmarks.model import counted_by, days_of_the_sample, wall_over_ideal
from benchmarks.quotations import locators
from benchmarks.stages import sample_documents, stages
from benchmarks.summaries import contest
from benchmarks.terms import namers
from briefing.collect.article import articles_of
from briefing.evaluation import labelled_articles, shipped
from briefing.evaluation.labelled import article_of

DAYS = 3
COMPARED = ("briefing", "langextract", "lexrank", "summa", "sumy", "trafilatura", "yake")


def main() -> None:
    """Measure, keep and print."""
    documents, labelled = sample_documents(), labelled_articles(shipped())
    sample = [each for document in documents for each in articles_of(document) if each.language == "en"]
    articles = [*sample, *map(article_of, labelled)]
    results = {
        "made": {
            "date": datetime.now(UTC).date().isoformat(),
            "python": platform.python_version(),
            "packages": {name: version(name) for name in COMPARED},
            "rounds": ROUNDS,
            "articles": len(articles),
            "labelled_articles": len(labelled),
        },
        "summaries": [asdict(each) for each in contest(articles, labelled)],
        "quotations": [asdict(each) for each in locators(articles, labelled)],
        "terms": [asdict(each) for each in namers(articles, labelled)],
        "measurements": [
            asdict(each) for each in (*stages(documents, articles), *footprint(articles), *of_the_model())
        ],
    }
    results["scale"] = json.loads(readme.RESULTS.read_text(encoding="utf-8"))["scale"]
    readme.RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    readme.main()
    print(readme.figures(results))


def of_the_model() -> list[Measurement]:
    """Measure the model engine against a model on loopback that answers after a second."""
    cold, *warm = (wall_over_ideal(seed) for seed in range(1 + DAYS))
    sent = days_of_the_sample()
    by = f"tokens counted by {counted_by()}"
    return [
        Measurement(what="model wall time over its waves, first run", unit="x", figure=spread([cold])),
        Measurement(what="model wall time over its waves, later runs", unit="x", figure=spread(warm)),
        Measurement(
            what=f"tokens sent of an article over its body's ({by})",
            unit="x",
            figure=spread(sent.of_articles),
        ),
        Measurement(
            what="tokens sent of all articles over their bodies'", unit="x", figure=spread([sent.in_sum])
        ),
        Measurement(what="the same with stories and editions", unit="x", figure=spread([sent.with_heads])),
        Measurement(
            what="the same with the static parts of the prompts", unit="x", figure=spread([sent.with_static])
        ),
    ]


if __name__ == "__main__":
    main()
