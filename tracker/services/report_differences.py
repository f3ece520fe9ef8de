"""What stands beside a report: what to look at before it is issued, what was corrected after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tracker.adapters.papers.paper import Paper
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.errors import N_
from tracker.domain.history import TaskState
from tracker.domain.narrative import report_sentence
from tracker.domain.status import Status
from tracker.domain.timeliness import LABELS, box_of
from tracker.domain.vietnamese import count, short_date
from tracker.models import Committee, Report
from tracker.queries import summary as queries
from tracker.services.indicators import standing
from tracker.services.official_reports import figures_record
from tracker.services.summary import States, states_of, summary_of


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at before issuing; `tasks` are the parameters of the list it speaks of."""

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    tasks: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A figure as issued and as it would be counted now; `label` is a msgid."""

    label: str
    issued: int
    current: int


@dataclass(frozen=True, slots=True)
class Stood:
    """How a task stood on the report's day; `label` is a msgid, no `office`: given to none."""

    label: str
    since: date
    deadline: date | None
    office: str | None


@dataclass(frozen=True, slots=True)
class TaskDifference:
    """How a task stood by what was known then, and how it stands by what is known now.

    None: it was not among the assigned ones.
    """

    id: int
    title: str
    issued: Stood | None
    current: Stood | None


@dataclass(frozen=True, slots=True)
class IndicatorDifference:
    """An indicator as issued and as it would be printed now: "98,39% (5.010/5.092)"."""

    name: str
    issued: str
    current: str


@dataclass(frozen=True, slots=True)
class Differences:
    figures: Sequence[FigureDifference]
    tasks: Sequence[TaskDifference]
    indicators: Sequence[IndicatorDifference] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.tasks or self.indicators)


def remarks(report: Report, paper: Paper, standing: States) -> Iterator[Remark]:
    """What a careful person would ask before signing; none of it forbids issuing."""
    figures = paper.summary
    day = {"as_of": figures.as_of.isoformat()}
    if report.ends_on and report.ends_on != report.as_of:
        yield Remark(
            N_("Số liệu lấy đến ngày %(day)s, khác ngày chốt của kỳ báo cáo (%(cut_off)s)."),
            {"day": short_date(report.as_of), "cut_off": short_date(report.ends_on)},
        )
    if not figures.tally.total:
        yield Remark(N_("Ngày này không có nhiệm vụ nào được giao."))
    waits = Status.AWAITING_ACCEPTANCE
    if awaiting := sum(one.status is waits for one in standing.values()):
        yield Remark(
            N_("%(number)s nhiệm vụ chờ xác nhận báo cáo của đơn vị: chưa tính là hoàn thành."),
            {"number": count(awaiting)},
            {"status": waits.value, **day},
        )
    if unread := sum(one.deadline.kind is DeadlineKind.UNKNOWN for one in standing.values()):
        yield Remark(
            N_("%(number)s nhiệm vụ chưa xác định được thời hạn."), {"number": count(unread)}
        )
    if ownerless := sum(one.lead_office_id is None for one in standing.values()):
        yield Remark(
            N_("%(number)s nhiệm vụ chưa giao cơ quan chủ trì."),
            {"number": count(ownerless)},
            {"office": "none", **day},
        )
    yield from _remarks_on_texts(paper)


def _remarks_on_texts(paper: Paper) -> Iterator[Remark]:
    sentence = report_sentence(paper.summary)
    if sentence not in "\n".join(paper.results):
        yield Remark(
            N_("Phần kết quả đã sửa không còn câu theo số liệu: “%(sentence)s”"),
            {"sentence": sentence},
        )
    if not paper.difficulties:
        yield Remark(N_("Chưa ghi khó khăn, vướng mắc: báo cáo sẽ có dòng chấm để điền."))
    if not paper.proposals:
        yield Remark(N_("Chưa ghi đề xuất, kiến nghị: báo cáo sẽ có dòng chấm để điền."))


def differences(report: Report, *, now: datetime) -> Differences:
    """What corrections recorded after the issue have changed about the report's day."""
    committee = report.committee
    current = states_of(committee, report.as_of, None, now)
    figures = summary_of(committee, current, as_of=report.as_of, known_at=None, now=now)
    issued = states_of(committee, report.as_of, report.known_at, now)
    then, today = _counted(report.figures), _counted(figures_record(figures))
    return Differences(
        figures=[
            FigureDifference(label, then[label], today[label])
            for label in then
            if then[label] != today[label]
        ],
        tasks=_tasks(committee, issued, current, report.as_of),
        indicators=list(_indicators(report)),
    )


def _indicators(report: Report) -> Iterator[IndicatorDifference]:
    """Those that were printed then and would be printed differently now."""
    current = {one.measure.id: one for one in standing(report.committee_id, as_of=report.as_of)}
    for issued in report.figures.get("indicators", ()):
        now = current[issued["id"]].as_json() if issued["id"] in current else None
        then = _printed(issued)
        today = _printed(now) if now else N_("Không còn theo dõi")
        if then != today:
            yield IndicatorDifference(issued["name"], then, today)


def _printed(record: Mapping[str, Any]) -> str:
    both = f" ({record['numbers']})" if record["numbers"] else ""
    return f"{record['written']}{both}"


def _counted(record: Mapping[str, Any]) -> dict[str, int]:
    """The counts of a record under the words that a page shows."""
    return {
        N_("Được giao"): record["total"],
        N_("Hoàn thành"): record["completed"],
        N_("Đang thực hiện"): record["open"],
        **{label: record["boxes"][box] for box, label in LABELS.items()},
        N_("Đã đến hạn"): record["fallen_due"]["total"],
        N_("Tạm dừng"): record["beside"]["paused"],
        N_("Không thực hiện"): record["beside"]["cancelled"],
    }


def _tasks(
    committee: Committee, issued: States, current: States, as_of: date
) -> list[TaskDifference]:
    offices = queries.office_names(committee.id)

    def both(task_id: int) -> tuple[Stood | None, Stood | None]:
        return (
            _stood(issued.get(task_id), offices, as_of),
            _stood(current.get(task_id), offices, as_of),
        )

    stood = {task_id: both(task_id) for task_id in sorted({*issued, *current})}
    # What no figure and no word of the report shows, a report that waited, say, is no difference.
    changed = {task_id: pair for task_id, pair in stood.items() if pair[0] != pair[1]}
    titles = queries.titles(committee.id, changed)
    return [
        TaskDifference(id=task_id, title=titles[task_id], issued=then, current=today)
        for task_id, (then, today) in changed.items()
    ]


def _stood(state: TaskState | None, offices: Mapping[int, str], as_of: date) -> Stood | None:
    if state is None:
        return None
    box = box_of(state.status, state.status_since, state.deadline, as_of)
    return Stood(
        label=state.status.label if box is None else box.label,
        since=state.status_since,
        deadline=state.deadline.on,
        office=offices.get(state.lead_office_id or 0),
    )
