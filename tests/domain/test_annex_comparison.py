"""A revised annex speaks of the tasks that are there; it does not assign them a second time."""

from tracker.domain.annexes.comparison import Named, match_rows

TASKS = [
    Named(1, "1", "I", "Ban hành Kế hoạch chuyển đổi số năm 2025"),
    Named(2, "2", "I", "Kiện toàn Tổ công nghệ số cộng đồng tại 58 thôn"),
    Named(3, "3", "II", "Số hóa hồ sơ lưu trữ của Văn phòng"),
]


def test_the_same_rows_are_the_same_tasks() -> None:
    assert match_rows(TASKS, TASKS) == {1: 1, 2: 2, 3: 3}


def test_a_reworded_task_under_its_ordinal_is_recognised() -> None:
    row = Named(10, "2.", "I", "Kiện toàn, nâng cao chất lượng Tổ công nghệ số cộng đồng 58 thôn")
    assert match_rows([row], TASKS) == {10: 2}


def test_a_task_that_moved_to_another_ordinal_is_recognised_by_its_words() -> None:
    row = Named(10, "7", "IV", "Số hoá hồ sơ lưu trữ của văn phòng")
    assert match_rows([row], TASKS) == {10: 3}


def test_another_task_under_a_used_ordinal_is_new() -> None:
    row = Named(10, "3", "II", "Lắp đặt camera giám sát bến tàu Cát Bà")
    assert match_rows([row], TASKS) == {}


def test_two_equal_rows_are_not_one_task() -> None:
    rows = [Named(key, "1", "I", TASKS[0].title) for key in (10, 11)]
    assert match_rows(rows, TASKS) == {10: 1}


def test_similar_words_of_another_office_are_another_task() -> None:
    task = Named(
        1,
        "33",
        "",
        "Hướng dẫn các bộ, ngành rà soát nhu cầu, xây dựng danh mục đầu tư",
        "Bộ Tài chính",
    )
    title = "Căn cứ hướng dẫn, các bộ, ngành rà soát nhu cầu, xây dựng danh mục đầu tư"
    assert match_rows([Named(10, "8", "", title, "Các bộ, ngành")], [task]) == {}
    assert match_rows([Named(10, "8", "", title, "Bộ Tài chính")], [task]) == {10: 1}


def test_of_two_tasks_with_the_same_words_the_one_of_the_same_office_is_meant() -> None:
    tasks = [Named(key, "4", "", "Báo cáo kết quả", lead) for key, lead in ((1, "A"), (2, "B"))]
    rows = [Named(10, "4", "", "Báo cáo kết quả", "B")]
    assert match_rows(rows, tasks) == {10: 2}
