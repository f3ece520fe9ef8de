from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage

from tracker.domain.errors import N_, RuleBroken
from tracker.web.forms import Form
from tracker.web.forms.fields import file_name


class TemplateForm(Form):
    """The office's own Word file."""

    file = FileField(
        lazy_gettext("Tệp mẫu Word"),
        description=lazy_gettext("Tệp .docx, tối đa 5 MB, không có macro."),
        render_kw={"accept": ".docx"},
    )

    def content(self) -> tuple[str, bytes]:
        """The file's name and bytes. Raises RuleBroken where no file was chosen."""
        file: FileStorage | None = self.file.data
        if file is None or not file.filename:
            raise RuleBroken(N_("Hãy chọn tệp mẫu."), field="file")
        return file_name(file.filename), file.read()
