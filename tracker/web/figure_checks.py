"""What does not fit together in a report's texts and indicators, under the name of each part."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext

from tracker.adapters.papers.paper import Paper
from tracker.domain.figure_checks import Finding, check_indicators, check_text
from tracker.domain.indicators import IndicatorStanding
from tracker.web.forms.official_reports import DraftForm

Doubt = tuple[str, Finding]


def doubts_of_paper(paper: Paper) -> list[Doubt]:
    """Of the report as it would be issued."""
    parts = (
        (gettext("Kết quả chung"), paper.results),
        (gettext("Kết quả theo lĩnh vực"), paper.field_results),
        (gettext("Khó khăn, vướng mắc"), paper.difficulties),
        (gettext("Đề xuất, kiến nghị"), paper.proposals),
    )
    return _doubts(((label, "\n".join(lines)) for label, lines in parts), paper.indicators)


def doubts_of_draft(form: DraftForm, indicators: Sequence[IndicatorStanding]) -> list[Doubt]:
    """Of the texts as they stand in the form, saved or not."""
    parts = (form.results, form.fields, form.difficulties, form.proposals)
    return _doubts(((str(part.label.text), part.data or "") for part in parts), indicators)


def _doubts(
    parts: Iterable[tuple[str, str]], indicators: Iterable[IndicatorStanding]
) -> list[Doubt]:
    texts = [(label, found) for label, text in parts for found in check_text(text)]
    return [*texts, *((gettext("Chỉ tiêu"), found) for found in check_indicators(indicators))]
