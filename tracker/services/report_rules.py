"""What an office may say of a task in a report, and when."""

from collections.abc import Sequence
from datetime import date

from tracker.clock import office_day
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.evidence import check_evidence
from tracker.domain.status import REPORTABLE, Status, check_change
from tracker.models import Evidence, ProgressReport, Task
from tracker.queries.access import leads
from tracker.queries.evidence import draft_evidence

_SAID = (
    "reported_by_id",
    "status",
    "effective_on",
    "text",
    "difficulties",
    "proposals",
    "document_number",
    "document_on",
    "link",
    "no_evidence",
)


def is_the_same(first: ProgressReport, said: ProgressReport) -> bool:
    """A double click, not another statement: the same words, and no file that is not there yet."""
    sent = {evidence.sha256 for evidence in first.evidence}
    return sent.issuperset(evidence.sha256 for evidence in _drafted(said)) and all(
        getattr(first, name) == getattr(said, name) for name in _SAID
    )


def replaced_by(
    said: ProgressReport, first: ProgressReport | None, replaces: int | None
) -> ProgressReport | None:
    """The report that is taken back: `first`, which awaits, if `said` means that one."""
    if replaces is None and first is None:
        return None
    if replaces is None:
        raise RuleBroken(
            N_("Nhiệm vụ đang chờ thư ký xác nhận báo cáo trước: hãy đợi kết quả xác nhận.")
        )
    if first is None or first.id != replaces or first.office_id != said.office_id:
        raise RuleBroken(
            N_("Báo cáo trước đã được xử lý rồi: hãy mở lại trang nhiệm vụ để xem kết quả.")
        )
    return first


def check_report(task: Task, said: ProgressReport, replaced: ProgressReport | None) -> None:
    """Raises RuleBroken where the office may not say this of the task."""
    if task.removed_on is not None or not task.status.is_open:
        raise RuleBroken(
            N_("Nhiệm vụ này không còn đang thực hiện nên không nhận báo cáo tiến độ nữa.")
        )
    if not leads(task, said.office_id):
        raise RuleBroken(
            N_(
                "Nhiệm vụ đã được chuyển cho cơ quan khác chủ trì nên đơn vị không báo cáo được "
                "nữa: hãy trao đổi với thư ký."
            )
        )
    if said.status not in REPORTABLE:
        raise RuleBroken(N_("Hãy chọn trạng thái muốn báo cáo."), field="status")
    if not said.text:
        raise RuleBroken(N_("Hãy ghi nội dung đã thực hiện."), field="text")
    today = office_day(said.reported_at)
    check_change(
        task.status,
        said.status,
        on=said.effective_on,
        today=today,
        assigned_on=task.assigned_on,
        reason="",
    )
    _check_document(said, today)
    if said.status is Status.COMPLETED:
        check_evidence(
            task.deliverable,
            evidence=bool(said.link or _files(said, replaced)),
            document_number=said.document_number,
            reason=said.no_evidence,
            field="no_evidence",
        )


def _check_document(said: ProgressReport, today: date) -> None:
    if said.document_on and said.document_on > today:
        raise RuleBroken(N_("Ngày văn bản không được ở sau hôm nay."), field="document_on")
    if said.link and not said.link.lower().startswith(("https://", "http://")):
        raise RuleBroken(N_("Đường dẫn phải bắt đầu bằng https:// hoặc http://."), field="link")


def _files(said: ProgressReport, replaced: ProgressReport | None) -> Sequence[Evidence]:
    """The files that go with the report."""
    return _drafted(said) or (replaced.evidence if replaced else ())


def _drafted(said: ProgressReport) -> Sequence[Evidence]:
    return () if said.by_link else draft_evidence(said.task_id, said.reported_by_id)
