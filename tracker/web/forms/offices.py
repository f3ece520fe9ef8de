from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from tracker.models import Office
from tracker.services.offices import OfficeWords
from tracker.web.forms import Form

TOP = ""


class OfficeForm(Form):
    name = StringField(
        lazy_gettext("Tên cơ quan, đơn vị"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi tên cơ quan, đơn vị.")),
            Length(max=200, message=lazy_gettext("Tên dài quá 200 ký tự.")),
        ],
    )
    aliases = TextAreaField(
        lazy_gettext("Cách ghi khác trong phụ lục"),
        description=lazy_gettext(
            "Mỗi dòng một tên, ví dụ “P. VHXH”. Không cần ghi riêng các cách viết hoa, thường, "
            "có dấu hay không dấu."
        ),
        render_kw={"rows": 4},
    )
    mailbox = EmailField(
        lazy_gettext("Hộp thư nhận nhắc việc"),
        description=lazy_gettext("Bỏ trống thì thư đến thẳng thủ trưởng đơn vị, nếu có tài khoản."),
        validators=[Length(max=254, message=lazy_gettext("Địa chỉ dài quá 254 ký tự."))],
    )
    parent = SelectField(lazy_gettext("Trực thuộc"))
    position = IntegerField(
        lazy_gettext("Thứ tự trong danh sách"),
        description=lazy_gettext("Số nhỏ đứng trước; bỏ trống thì giữ nguyên hoặc xếp cuối."),
        validators=[
            Optional(),
            NumberRange(min=0, max=9999, message=lazy_gettext("Thứ tự là số từ 0 đến 9999.")),
        ],
        render_kw={"class": "short"},
    )

    def offer_parents(self, tree: Sequence[tuple[int, Office]], own: Office | None = None) -> None:
        self.parent.choices = {
            TOP: gettext("Không trực thuộc đơn vị nào"),
            **{
                str(office.id): "\u2003" * depth + office.name
                for depth, office in tree
                if own is None or office.id != own.id
            },
        }

    def words(self) -> OfficeWords:
        return OfficeWords(
            name=self.name.data or "",
            aliases=(self.aliases.data or "").splitlines(),
            mailbox=self.mailbox.data or "",
            parent_id=int(self.parent.data) if self.parent.data else None,
            position=self.position.data,
        )
