"""flask indicators says of any day what was known at any moment."""

import json
from datetime import date
from decimal import Decimal

from flask import Flask

from tests.cast import Cast, office_time
from tracker.services.indicator_values import NewValue, record_value, set_target
from tracker.services.indicators import IndicatorWords, add_indicator


def test_the_indicators_of_a_day_are_printed_as_words_and_as_json(app: Flask, cast: Cast) -> None:
    at = office_time(date(2025, 11, 4))
    with app.app_context():
        committee = cast.member("lan").committee
        words = IndicatorWords(name="Số thôn có Tổ công nghệ số", unit="thôn")
        indicator = add_indicator(committee, words, at=at, by=None)
        set_target(indicator, 2025, Decimal(58), at=at, by=None)
        record_value(indicator, NewValue(date(2025, 10, 31), Decimal(46)), at=at, by=None)
    run = app.test_cli_runner().invoke
    assert run(args=["indicators", "--as-of", "31/10/2025"]).output == (
        "Số thôn có Tổ công nghệ số: 46 thôn, ngày 31/10/2025; "
        "mục tiêu năm 2025: 58 thôn, chưa đạt\n"
    )
    before = run(args=["indicators", "--as-of", "31/10/2025", "--known-at", "2025-11-03"])
    assert (before.exit_code, before.output) == (0, "")
    (found,) = json.loads(run(args=["indicators", "--format", "json"]).output)
    assert (found["value"], found["target"], found["reached"]) == ("46", "58", False)
