"""Evidence files: attached to what is being written of a task, checked, found again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from flask import current_app

from tracker.adapters.evidence_kinds import kind_of
from tracker.adapters.evidence_store import EvidenceStore
from tracker.config.current import current_settings
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken, UnreadableFile
from tracker.domain.evidence import EvidenceKind, check_evidence, safe_name
from tracker.models import Evidence, ProgressReport, Task, User
from tracker.queries.evidence import all_evidence, draft_evidence, has_evidence
from tracker.services.history import lock

FILES_OF_A_REPORT = 10
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class EvidenceFault:
    """A file that is not in the store as it was uploaded."""

    evidence: Evidence
    is_missing: bool


def attach(task: Task, name: str, file: IO[bytes], *, at: datetime, by: User) -> Evidence:
    """Keep a file with the report, or the status, that `by` is writing of the task; the same once.

    Raises UnreadableFile for kinds that are not taken, files too large and a store that fails,
    RuleBroken for too many.
    """
    size = _checked_size(file)
    kind = kind_of(file)
    digest = _stored(file)
    with writing():
        lock(task)
        attached = draft_evidence(task.id, by.id)
        for evidence in attached:
            if evidence.sha256 == digest:
                return evidence
        if len(attached) >= FILES_OF_A_REPORT:
            raise RuleBroken(
                N_("Mỗi lần kèm nhiều nhất %(limit)s tệp: hãy bỏ bớt hoặc nén lại thành một."),
                limit=FILES_OF_A_REPORT,
            )
        evidence = _row(task, safe_name(name, kind), kind, size, digest, at=at, by=by)
        db.session.add(evidence)
        return evidence


def _stored(file: IO[bytes]) -> str:
    try:
        return _store().put(file)
    except OSError as error:
        # The words of the report must not be lost over a full disk.
        current_app.logger.exception("an evidence file could not be stored")
        raise UnreadableFile(
            N_("Máy chủ chưa lưu được tệp: hãy báo người quản trị, rồi đính kèm lại sau.")
        ) from error


def _row(
    task: Task, name: str, kind: EvidenceKind, size: int, digest: str, *, at: datetime, by: User
) -> Evidence:
    return Evidence(
        task_id=task.id,
        sha256=digest,
        name=name,
        kind=kind,
        size=size,
        uploaded_by_id=by.id,
        uploaded_at=at,
    )


def _checked_size(file: IO[bytes]) -> int:
    settings = current_settings()
    size = file.seek(0, 2)
    if size == 0:
        raise UnreadableFile(N_("Tệp rỗng, không có nội dung: hãy kiểm tra lại tệp."))
    if size > settings.evidence_mb * MEGABYTE:
        raise UnreadableFile(
            N_("Tệp nặng %(size)s MB, quá giới hạn %(limit)s MB: hãy giảm cỡ ảnh hoặc chia nhỏ."),
            size=-(-size // MEGABYTE),
            limit=settings.evidence_mb,
        )
    return size


def detach(evidence: Evidence) -> None:
    """Take a file out of what is not sent yet; what was sent stays."""
    with writing():
        db.session.refresh(evidence, with_for_update={"of": Evidence})
        if not evidence.is_draft:
            raise RuleBroken(N_("Tệp đã được ghi nhận nên không bỏ được nữa."))
        db.session.delete(evidence)


def hand_over(report: ProgressReport, replaced: ProgressReport | None) -> None:
    """The files of the draft become the report's, and those of the report that it replaces go
    along; inside the caller's transaction."""
    drafted = draft_evidence(report.task_id, report.reported_by_id)
    for evidence in drafted:
        evidence.report_id = report.id
    kept = {evidence.sha256 for evidence in drafted}
    for old in replaced.evidence if replaced else ():
        if old.sha256 not in kept:
            copy = _row(
                old.task, old.name, old.kind, old.size, old.sha256,
                at=old.uploaded_at, by=old.uploaded_by,
            )  # fmt: skip
            copy.report_id = report.id
            db.session.add(copy)
    db.session.flush()
    db.session.expire(report, ["evidence"])


def forget_draft(task: Task, by: User) -> None:
    """Drop the files that wait in the person's draft; inside the caller's transaction."""
    for evidence in draft_evidence(task.id, by.id):
        db.session.delete(evidence)


def check_completion(
    task: Task, *, document_number: str, reason: str, files: Sequence[Evidence] = ()
) -> None:
    """Raises RuleBroken where the secretary completes a task without its product being shown."""
    if task.deliverable:
        check_evidence(
            task.deliverable,
            evidence=bool(files) or has_evidence(task.id),
            document_number=document_number,
            reason=reason,
        )


def path_of(evidence: Evidence) -> Path | None:
    """Where the file's bytes are; None if they are missing."""
    store = _store()
    return store.path_of(evidence.sha256) if store.is_stored(evidence.sha256) else None


def faults(committee_id: int | None = None) -> Iterator[EvidenceFault]:
    """Every piece of evidence whose bytes are missing or are no longer what was uploaded."""
    store = _store()
    sound: dict[str, bool] = {}
    for evidence in all_evidence(committee_id):
        digest = evidence.sha256
        if digest not in sound:
            sound[digest] = store.is_sound(digest)
        if not sound[digest]:
            yield EvidenceFault(evidence, is_missing=not store.is_stored(digest))


def orphans() -> list[str]:
    """Stored files that nothing names: taken out of a draft, or stored right before a power cut."""
    named = {evidence.sha256 for evidence in all_evidence()}
    return [digest for digest in _store().digests() if digest not in named]


def _store() -> EvidenceStore:
    settings = current_settings()
    return EvidenceStore(settings.instance / "evidence")
