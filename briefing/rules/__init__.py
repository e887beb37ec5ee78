"""The rules of briefcraft that a program can check on a published edition; ``docs/rules.md`` lists them all. Pure."""

from collections.abc import Iterator

from briefing.rules import facts, forms, likelihood, shape, tracking
from briefing.rules.finding import Finding, Force, Published, Rule, published

__all__ = ["RULES", "Finding", "Force", "Published", "Rule", "broken", "published"]

_MUST = {
    "S1": shape.bottom_line_is_short_and_first,
    "S3": shape.subject_and_titles_carry_the_news,
    "S5": shape.length_and_reading_time,
    "S6": shape.sections_are_the_fixed_ones,
    "S7": shape.header_states_cut_off_and_counts,
    "S8": shape.one_edition_a_day,
    "F1": facts.voices_are_kept_apart,
    "F2": facts.statements_are_cited,
    "F4": facts.claims_name_their_speaker,
    "F6": facts.sources_are_described,
    "F7": facts.sources_are_counted_by_origin,
    "F8": facts.gaps_are_stated,
    "F11": facts.production_is_stated,
    "L1": likelihood.hedges_are_the_sources_own,
    "L2": likelihood.bands_come_from_the_table,
    "L3": likelihood.possibility_gives_no_odds,
    "L4": likelihood.no_odds_of_ours,
    "L5": likelihood.confidence_and_likelihood_are_apart,
    "L8": likelihood.digits_are_computed,
    "D2": likelihood.tone_stays_in_quotation_marks,
    "D3": likelihood.what_is_to_come_is_not_told_as_done,
    "T1": tracking.closing_cites_an_outcome,
    "T2": tracking.steps_follow_one_another,
    "T3": tracking.promises_are_of_acts_to_come,
    "T5": tracking.silence_is_not_failure,
    "T6": tracking.ledger_is_short,
    "E1": forms.mail_has_both_forms,
    "E2": forms.mail_is_one_column,
    "E3": forms.forms_ask_for_nothing,
    "E4": forms.mail_is_small,
    "E5": forms.preheader_adds_to_the_subject,
    "E6": forms.forms_can_be_read_by_all,
}
_SHOULD = {
    "S2": shape.titles_are_claims,
    "S4": shape.summary_stands_alone,
    "S9": shape.no_filler,
    "S10": shape.comments_are_few,
    "F5": facts.ground_rules_are_shown,
    "F9": facts.sides_share_a_row,
    "F10": facts.repeated_is_not_new,
    "F12": facts.no_advice,
    "L7": likelihood.confidence_has_its_reason,
    "D1": likelihood.verbs_of_the_readout_are_kept,
    "D7": likelihood.stories_are_tagged,
    "D8": likelihood.what_to_watch_is_asked,
    "D9": likelihood.long_stories_have_a_summary,
    "T4": tracking.changes_name_the_items_compared,
    "E7": forms.wide_tables_are_stacked,
}
RULES = (
    *(Rule(id=name, force=Force.MUST, check=check) for name, check in _MUST.items()),
    *(Rule(id=name, force=Force.SHOULD, check=check) for name, check in _SHOULD.items()),
)


def broken(edition: Published) -> Iterator[Finding]:
    """Yield each place of a published edition that breaks a rule, what must hold first."""
    for rule in RULES:
        for fault in rule.check(edition):
            yield Finding(rule=rule.id, force=rule.force, place=fault.place, words=fault.words)
