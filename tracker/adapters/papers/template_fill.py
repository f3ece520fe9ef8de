"""The office's own Word file, filled in with what a paper says."""

import re
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from tracker.adapters.papers.paper import Paper
from tracker.adapters.papers.template_file import UNREADABLE, check_file
from tracker.adapters.papers.template_language import environment, faults
from tracker.adapters.papers.template_names import values_of
from tracker.adapters.papers.word import about, describe
from tracker.domain.errors import N_, RuleBroken

LONGEST_RESULT = 60_000_000
TAGS_LIMIT = 3_000
# Signs that docxtpl has meanings of its own for, outside of the text that a person sees.
_HIDDEN = re.compile(r"<[^>]*(?:\{\{|\{%|\{#|\}\}|%\}|#\})[^>]*>")
_SIGNS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PAIRS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_CANNOT = N_(
    "Không điền được tệp mẫu của đơn vị: hãy kiểm tra lại các câu lệnh trong tệp, "
    "hoặc dùng mẫu mặc định."
)
_MISPLACED = N_(
    "Tệp mẫu có dấu ngoặc lẻ hoặc câu lệnh ở chỗ không nhìn thấy (mã trường, ghi chú, phần đã "
    "xóa): hãy bỏ đi rồi lưu lại."
)
_FAILURES = (*UNREADABLE, TemplateError, SyntaxError, RecursionError, ArithmeticError)


def fill_template(content: bytes, paper: Paper) -> bytes:
    """The filled-in document. Raises RuleBroken where it cannot be made, and for hostile files."""
    check_file(content)
    template = _Template(BytesIO(content))
    file = BytesIO()
    try:
        template.render(values_of(paper), environment())
        describe(template.docx, about(paper))
        template.save(file)
    except _FAILURES as error:
        raise RuleBroken(_CANNOT) from error
    return file.getvalue()


class _Template(DocxTemplate):
    """docxtpl, with our language, and with an end to what a template can make."""

    def patch_xml(self, src_xml: str) -> str:
        _check_signs(src_xml)
        return str(super().patch_xml(src_xml))

    def render_xml_part(
        self,
        src_xml: str,
        part: Any,
        context: dict[str, Any],
        jinja_env: ImmutableSandboxedEnvironment,
    ) -> str:
        """Checks once more what is really filled in: also what stands where nobody sees it."""
        for fault in faults(jinja_env.parse(src_xml)):
            raise RuleBroken(fault.message, **fault.params)
        self.current_rendering_part = part
        pieces, length = [], 0
        for piece in jinja_env.from_string(src_xml).generate(context):
            length += len(piece)
            if length > LONGEST_RESULT:
                raise RuleBroken(N_("Văn bản tạo từ tệp mẫu quá dài: hãy bớt vòng lặp."))
            pieces.append(piece)
        filled = str(self.resolve_listing("".join(pieces)))
        etree.fromstring(filled, parser=etree.XMLParser(resolve_entities=False, no_network=True))
        return filled

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """A paper's properties are our own."""

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Names stand in the text, headers and footers."""


def _check_signs(xml: str) -> None:
    """Signs alternate and are few, so that docxtpl's patterns never search far."""
    text = re.sub(r"<[^>]*>", "", xml)
    signs = [sign.group() for sign in _SIGNS.finditer(text)]
    pairs = zip(signs[::2], signs[1::2], strict=False)
    unpaired = len(signs) % 2 or any(_PAIRS.get(a) != b for a, b in pairs)
    if unpaired or len(signs) > TAGS_LIMIT or "{%-" in text or "-%}" in text or _HIDDEN.search(xml):
        raise RuleBroken(_MISPLACED)
