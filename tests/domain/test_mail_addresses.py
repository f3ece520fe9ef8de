"""What may stand on the envelope of a mail."""

import pytest

from tracker.domain.mail_addresses import is_usable


@pytest.mark.parametrize(
    "address",
    ["hoa", "hoa@", "hoa @x.vn", "hoa@x.vn\r\nRCPT TO:<kim@x.vn>", "hòa@x.vn", "<hoa@x.vn>", ""],
)
def test_an_address_that_cannot_stand_on_an_envelope_is_not_usable(address: str) -> None:
    assert is_usable("hoa@x.vn")
    assert not is_usable(address)
