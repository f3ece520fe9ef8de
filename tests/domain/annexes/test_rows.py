"""Every source row becomes task, section, header or unreadable; none is lost."""

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.annexes.drawn import drawn, kinds, read, tasks
from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.domain.annexes.rows import read_rows
from tracker.domain.annexes.source_rows import Reason, RowKind, Warn

HEADER = "STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn\n"


def test_sections_are_nested_and_ordinals_may_start_again() -> None:
    rows = read(
        HEADER
        + """A | NHIỆM VỤ CHUNG | |
I | Thể chế | < | <
1 | Ban hành kế hoạch | Phòng Kinh tế | 30/9/2025
2 | Ban hành quy chế | Công an | 30/9/2025
II | Hạ tầng | < | <
1 | Nâng cấp mạng | Công an | 30/9/2025
B | NHIỆM VỤ RIÊNG | |
1 | Làm sạch dữ liệu | Phòng Kinh tế | thường xuyên"""
    )
    assert kinds(rows) == "hsst" + "tst" + "st"
    assert [(row.ordinal, row.section) for row in rows if row.kind is RowKind.TASK] == [
        ("1", "A. NHIỆM VỤ CHUNG › I. Thể chế"),
        ("2", "A. NHIỆM VỤ CHUNG › I. Thể chế"),
        ("1", "A. NHIỆM VỤ CHUNG › II. Hạ tầng"),
        ("1", "B. NHIỆM VỤ RIÊNG"),
    ]


def test_headings_may_stand_in_the_first_column() -> None:
    found = tasks(
        HEADER
        + """PHẦN I. NHIỆM VỤ CHUNG | < | < | <
1. Thể chế | < | < | <
1 | Ban hành kế hoạch | Phòng Kinh tế | 30/9/2025
PHẦN II. NHIỆM VỤ RIÊNG | < | < | <
2 | Ban hành quy chế | Phòng Kinh tế | 30/9/2025"""
    )
    assert [task.section for task in found] == [
        "PHẦN I. NHIỆM VỤ CHUNG › 1. Thể chế",
        "PHẦN II. NHIỆM VỤ RIÊNG",
    ]


def test_a_heading_needs_no_ordinal_and_no_merged_cells() -> None:
    rows = read(
        HEADER
        + """ | Nhiệm vụ giao Công an chỉ đạo | |
1 | Cấp định danh | Công an | 30/9/2025"""
    )
    assert kinds(rows) == "hst"
    assert rows[2].section == "Nhiệm vụ giao Công an chỉ đạo"


def test_a_number_without_values_is_a_heading_only_over_rows_of_its_own() -> None:
    rows = read(
        HEADER
        + """1 | Hoàn thiện thể chế | |
1.1 | Ban hành nghị quyết | Phòng Kinh tế | 30/9/2025
2 | Phát triển hạ tầng | |
a) | Lắp camera | Công an | 2025
3 | Nhiệm vụ chưa giao ai | |
4 | Tuyên truyền | Phòng Kinh tế | hằng quý"""
    )
    assert kinds(rows) == "hststtt"
    assert rows[4].section == "2. Phát triển hạ tầng"
    assert (rows[5].title, rows[5].section, rows[5].lead) == ("Nhiệm vụ chưa giao ai", "", ())


def test_missing_and_repeated_ordinals_lose_no_row() -> None:
    found = tasks(
        HEADER
        + """37 | Đăng ký mục tiêu | Công an | 15/10/2025
37 | Hoàn thiện văn bản | Công an | 31/10/2025
 | Ban hành văn bản | Công an | 31/10/2025
2a | Rà soát văn bản | Công an |"""
    )
    assert [task.ordinal for task in found] == ["37", "37", "", "2a"]


def test_a_repeated_header_and_column_numbers_are_headers() -> None:
    rows = read(
        HEADER
        + """(1) | (2) | (3) | (4)
1 | Ban hành kế hoạch | Phòng Kinh tế | 30/9/2025
STT | NHIỆM VỤ | Cơ quan chủ trì | Thời hạn
2 | Ban hành quy chế | Phòng Kinh tế | 30/9/2025"""
    )
    assert kinds(rows) == "hhtht"
    assert [rows[1].reason, rows[3].reason] == [Reason.NUMBERING, Reason.REPEATED]


def test_rows_around_the_table_of_a_sheet_are_accounted_for() -> None:
    rows = read(
        """PHỤ LỤC I | < | < | <
 | | |
STT | Nhiệm vụ | Chủ trì | Thời hạn
1 | Ban hành kế hoạch | Phòng Kinh tế | 30/9/2025
 | | |
2 | Công bố danh mục | Công an |
Tổng cộng: 02 nhiệm vụ | < | < | <
Nơi nhận: | | TM. ỦY BAN NHÂN DÂN |
- Như trên; | | Nguyễn Văn A |"""
    )
    assert kinds(rows) == "hhhtut" + "hhh"
    assert [row.reason for row in rows if row.kind is not RowKind.TASK] == [
        Reason.ABOVE,
        Reason.ABOVE,
        Reason.HEADER,
        Reason.BLANK,
        Reason.TOTAL,
        Reason.FOOT,
        Reason.FOOT,
    ]


def test_another_office_or_deadline_under_a_shared_title_is_a_task_of_its_own() -> None:
    found = tasks(
        HEADER
        + """1 | Xây dựng nền tảng dữ liệu | Phòng Kinh tế | 30/9/2025
^ | ^ | Công an | 31/12/2025"""
    )
    assert [(task.ordinal, task.title, task.lead, task.deadline.on) for task in found] == [
        ("1", "Xây dựng nền tảng dữ liệu", ("Phòng Kinh tế",), date(2025, 9, 30)),
        ("1", "Xây dựng nền tảng dữ liệu", ("Công an",), date(2025, 12, 31)),
    ]
    assert found[1].warnings == (Warn.SHARED_TITLE,)


def test_more_products_under_a_shared_title_join_the_task() -> None:
    rows = read(
        """STT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm
1 | Đào tạo kỹ năng số | Phòng Kinh tế | 30/9/2025 | Kế hoạch
^ | ^ | ^ | ^ | Báo cáo kết quả"""
    )
    assert kinds(rows) == "htu"
    assert rows[1].deliverable == "Kế hoạch\nBáo cáo kết quả"
    assert rows[2].reason == Reason.JOINED


def test_an_owner_merged_downwards_holds_for_every_task() -> None:
    found = tasks(
        HEADER
        + """1 | Lập danh mục dữ liệu mở | Phòng Kinh tế | 30/9/2025
2 | Lập danh mục dữ liệu dùng chung | ^ | ^"""
    )
    assert [(task.lead, task.deadline.on) for task in found] == [
        (("Phòng Kinh tế",), date(2025, 9, 30)),
        (("Phòng Kinh tế",), date(2025, 9, 30)),
    ]


def test_cells_pushed_aside_by_a_merged_heading_are_put_back() -> None:
    rows = read(
        """STT | Tên nhiệm vụ | Đơn vị chủ trì | Thời hạn | Kết quả thực hiện | Tiến độ
47 | Tổ chức triển khai thực hiện | UBND các xã | 31/12/2025 | | Đang thực hiện
 | Nhiệm vụ giao Tập đoàn Điện lực | | | |
^ | ^ | 48 | Chủ trì xây dựng phương án cung cấp điện | EVN | 30/11/2025"""
    )
    assert kinds(rows) == "htst"
    moved = rows[3]
    assert (moved.ordinal, moved.title) == ("48", "Chủ trì xây dựng phương án cung cấp điện")
    assert (moved.lead, moved.deadline.on) == (("EVN",), date(2025, 11, 30))
    assert moved.section == "Nhiệm vụ giao Tập đoàn Điện lực"
    assert moved.warnings == (Warn.SHIFTED,)


def test_a_title_cut_by_a_page_break_is_put_together() -> None:
    rows = read(
        HEADER
        + """1 | Rà soát văn bản đã ban hành để sửa đổi và | Phòng Kinh tế | 2026
 | thay thế cho phù hợp | |
2 | Tập huấn | Công an | 2026
 | - cho cán bộ | |"""
    )
    assert kinds(rows) == "htutu"
    assert rows[1].title == "Rà soát văn bản đã ban hành để sửa đổi và\nthay thế cho phù hợp"
    assert rows[3].title == "Tập huấn\n- cho cán bộ"


def test_a_row_without_a_title_is_unreadable_and_keeps_its_words() -> None:
    rows = read(
        HEADER
        + """1 | Ban hành kế hoạch | Phòng Kinh tế | 30/9/2025
 | | Công an | 31/12/2025
3 | | |"""
    )
    assert kinds(rows) == "htuu"
    assert rows[2].reason == Reason.NO_TITLE
    assert rows[2].texts == ("", "", "Công an", "31/12/2025")


def test_as_above_takes_the_value_above_and_says_so() -> None:
    found = tasks(
        HEADER
        + """1 | Ban hành kế hoạch | Phòng Kinh tế | 30/9/2025
2 | Ban hành quy chế | -nt- | Như trên"""
    )
    assert (found[1].lead, found[1].deadline.on) == (("Phòng Kinh tế",), date(2025, 9, 30))
    assert found[1].warnings == (Warn.DITTO,)


def test_a_table_cut_off_without_a_header_goes_on_under_its_heading() -> None:
    found = tasks(
        HEADER + "I | Thể chế | |\n1 | Ban hành kế hoạch năm | Phòng Kinh tế | 30/9/2025",
        "2 | Ban hành quy chế quản lý | Công an | 30/9/2025\n3 | Rà soát văn bản | Công an | 2026",
        "Nơi nhận:/n- Như trên; | TM. ỦY BAN NHÂN DÂN",
    )
    assert [(task.source, task.section) for task in found] == [
        ("bảng 1, dòng 3", "I. Thể chế"),
        ("bảng 2, dòng 1", "I. Thể chế"),
        ("bảng 2, dòng 2", "I. Thể chế"),
    ]


def test_a_table_that_goes_on_under_the_same_header_stays_in_its_section() -> None:
    found = tasks(
        HEADER + "I | Thể chế | |\n1 | Ban hành kế hoạch năm | Phòng Kinh tế | 30/9/2025",
        HEADER + "2 | Ban hành quy chế quản lý | Công an | 30/9/2025",
        HEADER + "1 | Một phụ lục khác hẳn | Công an | 30/9/2025",
    )
    assert [task.section for task in found] == ["I. Thể chế", "I. Thể chế", ""]


def test_headings_name_the_owners_where_no_column_does() -> None:
    found = tasks(
        """STT | Nội dung nhiệm vụ | Sản phẩm | Thời hạn
I | Nhiệm vụ giao Công an đặc khu | < | <
1 | Ban hành quy chế | Quyết định | 31/12/2025
II | Các nhiệm vụ chung | < | <
1 | Ban hành báo cáo | Báo cáo | 31/12/2025"""
    )
    assert [task.lead for task in found] == [("Công an đặc khu",), ()]
    assert found[0].warnings == (Warn.LEAD_OF_SECTION,)


def test_one_cell_may_name_leading_and_supporting_offices() -> None:
    (task,) = tasks(
        """STT | Nội dung nhiệm vụ | Đơn vị thực hiện | Thời hạn
1 | Ban hành kế hoạch | - Chủ trì: Phòng Kinh tế/n- Phối hợp: Công an, Trạm Y tế | 2026"""
    )
    assert (task.lead, task.supporting) == (("Phòng Kinh tế",), ("Công an", "Trạm Y tế"))


def test_an_empty_deadline_is_unknown() -> None:
    found = tasks(
        HEADER
        + "1 | Ban hành kế hoạch | Phòng Kinh tế |\n2 | Ban hành quy chế | Công an | theo lộ trình"
    )
    assert [(task.deadline_text, task.deadline.kind) for task in found] == [
        ("", "unknown"),
        ("theo lộ trình", "unknown"),
    ]


def test_decomposed_unicode_reads_like_composed() -> None:
    text = (
        HEADER + "1 | Ban hành kế hoạch | Phòng Văn hóa - Xã hội; Công an | Trước ngày 18/10/2025"
    )
    (composed,) = tasks(text)
    (decomposed,) = tasks(unicodedata.normalize("NFD", text))
    assert (decomposed.lead, decomposed.deadline) == (composed.lead, composed.deadline)


CELLS = st.sampled_from(
    ["", "1", "I", "a)", "1.1", "-", "STT", "Nhiệm vụ", "Thời hạn", "Tổng cộng", "Nơi nhận:",
     "Ban hành kế hoạch", "thay thế", "Công an", "30/9/2025", "như trên", "<", "^"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=4, max_size=5), max_size=12))
def test_any_rows_under_any_plan_are_accounted_for_in_order(lines: list[list[str]]) -> None:
    grid = [["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]]
    grid += [["x" if at == 0 and cell in "<^" else cell for at, cell in enumerate(line)]
             for line in lines]  # fmt: skip
    table = drawn("\n".join("|".join(line) for line in grid))
    plan = ColumnPlan(0, {0: Column.ORDINAL, 1: Column.TITLE, 2: Column.LEAD, 3: Column.DEADLINE})
    rows = read_rows(table, plan)
    assert [row.source for row in rows] == [row.source for row in table.rows]
    assert all(row.title for row in rows if row.kind in (RowKind.TASK, RowKind.SECTION))
    assert all(row.reason for row in rows if row.kind in (RowKind.HEADER, RowKind.UNREADABLE))
