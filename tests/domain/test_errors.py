import pickle

from tracker.domain.errors import RuleBroken, Stale, UnreadableFile


def test_a_broken_rule_reads_as_its_filled_sentence() -> None:
    error = RuleBroken("Không có cơ quan “%(name)s”.", field="office", name="P. VHXH")
    assert str(error) == "Không có cơ quan “P. VHXH”."
    assert (error.message, error.field) == ("Không có cơ quan “%(name)s”.", "office")


def test_a_sentence_without_blanks_may_hold_a_percent_sign() -> None:
    assert str(RuleBroken("Tiến độ phải từ 0% đến 100%.")) == "Tiến độ phải từ 0% đến 100%."


def test_every_kind_of_refusal_can_be_caught_as_a_broken_rule() -> None:
    assert all(issubclass(kind, RuleBroken) for kind in (Stale, UnreadableFile))


def test_a_broken_rule_survives_the_way_out_of_another_process() -> None:
    error = pickle.loads(pickle.dumps(UnreadableFile("Tệp %(name)s bị hỏng.", name="a.docx")))
    assert isinstance(error, UnreadableFile)
    assert str(error) == "Tệp a.docx bị hỏng."
