"""The styles of a paper: Times New Roman in every slot, black, and none that is not used."""

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import Relationships

from tracker.adapters.papers.ooxml import Element, element, fonts

LEFTOVERS = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
BODY_SIZE = 14


def set_styles(document: WordDocument) -> None:
    """Replaces the styles of python-docx's own template, which name other fonts and colours."""
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    styles.append(element("docDefaults", element("rPrDefault", _look()), element("pPrDefault")))
    styles.append(_style("Normal", "Normal", "paragraph"))
    styles.append(_style("DefaultParagraphFont", "Default Paragraph Font", "character"))
    styles.append(_style("TableNormal", "Normal Table", "table"))
    styles.append(_style("NoList", "No List", "numbering"))
    for level in (1, 2):
        styles.append(_heading(level))
    _drop_leftovers(document.part.rels)
    _drop_leftovers(document.part.package.rels)


def _look() -> Element:
    size = BODY_SIZE * 2
    language = element("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")
    return element("rPr", fonts(), element("sz", val=size), element("szCs", val=size), language)


def _style(identity: str, name: str, kind: str) -> Element:
    made = element("style", element("name", val=name), type=kind, default=1, styleId=identity)
    if kind == "paragraph":
        made.append(_look())
    return made


def _heading(level: int) -> Element:
    """A heading that navigation finds and that looks like the body, bold."""
    return element(
        "style",
        element("name", val=f"heading {level}"),
        element("basedOn", val="Normal"),
        element("next", val="Normal"),
        element("pPr", element("keepNext"), element("outlineLvl", val=level - 1)),
        element("rPr", fonts(), element("b"), element("bCs")),
        type="paragraph",
        styleId=f"Heading{level}",
    )


def _drop_leftovers(relationships: Relationships) -> None:
    for key in [key for key, one in relationships.items() if one.reltype in LEFTOVERS]:
        del relationships[key]
