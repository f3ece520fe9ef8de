from tests.web.conftest import ClientFor


def test_a_person_signs_in_and_sees_the_first_page(client_for: ClientFor) -> None:
    page = client_for("lan").get("/")
    assert page.status_code == 200
    assert "Ban Chỉ đạo đặc khu Cát Hải" in page.get_data(as_text=True)
