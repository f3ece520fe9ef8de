"""Which table lists tasks, and what its columns hold."""

import pytest

from tests.domain.annexes.drawn import columns, drawn, read, tasks
from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.domain.annexes.headers import form_of, plan_from_header
from tracker.domain.annexes.rows import read_rows
from tracker.domain.annexes.tables import find_tables

ORDINAL, TITLE, LEAD = Column.ORDINAL, Column.TITLE, Column.LEAD
SUPPORTING, DELIVERABLE, DEADLINE = Column.SUPPORTING, Column.DELIVERABLE, Column.DEADLINE


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn",
         [ORDINAL, TITLE, LEAD, SUPPORTING, DELIVERABLE, DEADLINE]),
        ("TT | Đơn vị thực hiện | Nội dung công việc | Đơn vị phối hợp | Kết quả dự kiến | Lộ trình",
         [ORDINAL, LEAD, TITLE, SUPPORTING, DELIVERABLE, DEADLINE]),
        ("Số TT | TÊN NHIỆM VỤ | PHÂN CÔNG THỰC HIỆN | PHỐI HỢP | KẾT QUẢ | THỜI GIAN",
         [ORDINAL, TITLE, LEAD, SUPPORTING, DELIVERABLE, DEADLINE]),
        ("Mục (1) | Nhiệm vụ, giải pháp (2) | Cơ quan, đơn vị (3) | Đơn vị tham gia (4) | Đầu ra (5)"
         " | Thời gian triển khai (6)",
         [ORDINAL, TITLE, LEAD, SUPPORTING, DELIVERABLE, DEADLINE]),
    ],
)  # fmt: skip
def test_headers_are_known_by_many_names(header: str, expected: list[Column]) -> None:
    row = "1 | Ban hành kế hoạch năm | Phòng Kinh tế tổng hợp | Công an | Kế hoạch | 31/10/2025"
    assert columns(f"{header}\n{row}") == expected


def test_a_header_of_two_lines_is_read_as_one() -> None:
    found = columns(
        """
        STT | Nhiệm vụ | Phân công thực hiện | <        | Thời gian thực hiện | <        | Sản phẩm
        ^   | ^        | Chủ trì             | Phối hợp | Bắt đầu             | Kết thúc | ^
        (1) | (2)      | (3)                 | (4)      | (5)                 | (6)      | (7)
        1   | Ban hành kế hoạch | Phòng Kinh tế | Công an | 01/9/2025 | 31/10/2025 | Kế hoạch
        """
    )
    assert found == [ORDINAL, TITLE, LEAD, SUPPORTING, Column.OTHER, DEADLINE, DELIVERABLE]


def test_a_header_of_two_lines_needs_no_merged_cells() -> None:
    rows = read(
        """
        STT | Nhiệm vụ | Thực hiện |          | Thời hạn
            |          | Chủ trì   | Phối hợp |
        1   | Ban hành kế hoạch chuyển đổi số | Phòng Kinh tế | Công an | 31/10/2025
        """
    )
    assert [row.kind for row in rows] == ["header", "header", "task"]
    assert (rows[2].lead, rows[2].supporting) == (("Phòng Kinh tế",), ("Công an",))


def test_unknown_words_in_a_header_are_understood_from_the_values() -> None:
    found = columns(
        """
        Số | Việc phải làm | Ai làm | Bao giờ xong | Giấy tờ nộp
        1 | Ban hành kế hoạch chuyển đổi số của đặc khu | Phòng Kinh tế | 30/9/2025 | Kế hoạch
        2 | Ban hành quy chế quản lý dữ liệu dùng chung | Công an | Quý IV/2025 | Quy chế
        """
    )
    assert found == [ORDINAL, TITLE, LEAD, DEADLINE, Column.OTHER]


def test_a_table_without_any_header_is_read_where_its_values_leave_no_doubt() -> None:
    found = tasks(
        """
        1 | Ban hành kế hoạch chuyển đổi số năm 2025 | Phòng Kinh tế | 30/9/2025
        2 | Ban hành quy chế quản lý dữ liệu dùng chung | Công an | Quý IV/2025
        3 | Ban hành quy chế quản lý tài khoản của đặc khu | Công an | năm 2026
        """
    )
    assert [(task.ordinal, task.lead) for task in found] == [
        ("1", ("Phòng Kinh tế",)),
        ("2", ("Công an",)),
        ("3", ("Công an",)),
    ]


def test_results_beside_a_status_column_are_no_deliverable() -> None:
    found = columns(
        """
        STT | Tên nhiệm vụ | Đơn vị chủ trì | Thời hạn | Kết quả thực hiện | Tiến độ
        1 | Ban hành kế hoạch | Phòng Kinh tế | 31/10/2025 | Kế hoạch 96/KH-UBND | Đã hoàn thành
        """
    )
    assert found[4:] == [Column.RESULT, Column.PROGRESS]


def test_results_are_the_deliverable_where_products_stand_in_them() -> None:
    found = columns(
        """
        STT | Tên nhiệm vụ | Cơ quan chủ trì | Kết quả thực hiện | Thời hạn hoàn thành
        1 | Xây dựng mô hình du lịch thông minh | Phòng Kinh tế | Mô hình được ban hành | 12/2025
        """
    )
    assert found[3] is DELIVERABLE


def test_results_that_tell_of_work_done_are_no_deliverable() -> None:
    found = columns(
        """
        STT | Tên nhiệm vụ | Cơ quan chủ trì | Thời hạn | Kết quả thực hiện
        1 | Ban hành kế hoạch năm | Phòng Kinh tế | Quý III/2025 | Đã ban hành Kế hoạch 96/KH-UBND
        2 | Ban hành quy chế năm | Công an | 31/12/2025 | Đang lấy ý kiến các đơn vị
        """
    )
    assert found[4] is Column.RESULT


def test_progress_with_dates_in_it_is_the_deadline() -> None:
    found = columns(
        """
        STT | Nội dung | Đơn vị chủ trì | Kết quả thực hiện | Tiến độ
        1 | Ban hành kế hoạch | Phòng Kinh tế | Kế hoạch của UBND | Quý III/2025
        2 | Ban hành quy chế | Công an | Quyết định | 31/12/2025
        """
    )
    assert found[3:] == [DELIVERABLE, DEADLINE]


def test_other_columns_keep_their_words() -> None:
    names = (
        "Nhóm nhiệm vụ | Nhiệm vụ cụ thể | Văn bản giao nhiệm vụ | Người đứng đầu chịu trách nhiệm"
        " | Cơ quan chủ trì | Nguồn kinh phí | Thời hạn | Ghi chú"
    )
    values = (
        "Thể chế | 1. Ban hành kế hoạch | KH 01-KH/BCĐ | Trưởng phòng"
        " | Phòng Kinh tế | Ngân sách | 30/9/2025 | mới"
    )
    (task,) = tasks(f"{names}\n{values}")
    assert (task.field, task.directive_text, task.notes) == ("Thể chế", "KH 01-KH/BCĐ", "mới")
    assert (task.ordinal, task.title) == ("1.", "Ban hành kế hoạch")
    assert task.extras == (
        ("Người đứng đầu chịu trách nhiệm", "Trưởng phòng"),
        ("Nguồn kinh phí", "Ngân sách"),
    )


@pytest.mark.parametrize(
    "other",
    [
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 96/KH-UBND | Cát Hải",
        "Nơi nhận:/n- Như trên; | TM. ỦY BAN NHÂN DÂN/nCHỦ TỊCH",
        "STT | Đơn vị | Số nhiệm vụ được giao | Hoàn thành | Quá hạn\n1 | Phòng Kinh tế | 10 | 5 | 5",
        "STT | Họ và tên | Chức vụ | Đơn vị\n1 | Nguyễn Văn A | Phó Chủ tịch UBND đặc khu | UBND",
        "STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn",
    ],
)
def test_letterheads_signatures_and_statistics_list_no_tasks(other: str) -> None:
    assert find_tables([drawn(other)]) == []


def test_a_person_may_say_which_column_is_what() -> None:
    table = drawn(
        """
        A | B | C
        Rà soát thủ tục | Công an | Quy chế
        """
    )
    plan = ColumnPlan(0, {0: TITLE, 1: LEAD, 2: DELIVERABLE})
    ((_, used),) = find_tables([table], {"bảng 1": ColumnPlan.decode(plan.encode())})
    assert used == plan
    assert [row.lead for row in read_rows(table, used)] == [(), ("Công an",)]


def test_a_person_may_say_which_row_is_the_header() -> None:
    table = drawn(
        """
        Bảng nhiệm vụ | Cơ quan chủ trì và thời hạn | năm 2025
        Nhiệm vụ | Cơ quan chủ trì | Thời hạn
        Rà soát thủ tục | Công an | 31/10/2025
        """
    )
    plan = plan_from_header(table, 1)
    assert plan.columns == {0: TITLE, 1: LEAD, 2: DEADLINE}
    assert form_of(plan) == "nhiem vu|co quan chu tri|thoi han"


def test_two_tables_of_tasks_are_both_read() -> None:
    first = "STT | Nhiệm vụ | Chủ trì\n1 | Ban hành kế hoạch | Phòng Kinh tế"
    second = "TT | Thời hạn | Nội dung công việc | Đơn vị\n1 | 2026 | Ban hành quy chế | Công an"
    found = tasks(first, second)
    assert [(task.source, task.title) for task in found] == [
        ("bảng 1, dòng 2", "Ban hành kế hoạch"),
        ("bảng 2, dòng 2", "Ban hành quy chế"),
    ]


def test_two_forms_on_one_sheet_are_both_read() -> None:
    found = tasks(
        """
        STT | Nhiệm vụ | Chủ trì | Thời hạn
        1 | Ban hành kế hoạch | Phòng Kinh tế | 30/9/2025
        STT | Thời hạn | Nhiệm vụ | Sản phẩm | Đơn vị chủ trì
        1 | 31/12/2025 | Ban hành quy chế quản lý | Quy chế | Công an
        """
    )
    assert [(task.title, task.lead) for task in found] == [
        ("Ban hành kế hoạch", ("Phòng Kinh tế",)),
        ("Ban hành quy chế quản lý", ("Công an",)),
    ]
