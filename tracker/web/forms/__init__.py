"""Forms: what people type, read and checked; and how a broken rule is shown beside its field."""

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.errors import RuleBroken


class CheckboxesField(SelectMultipleField):
    """Several choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def words(broken: RuleBroken) -> str:
    """What a broken rule says, in the language of the request."""
    return str(gettext(broken.message, **broken.params))


def show_broken(form: FlaskForm, broken: RuleBroken) -> None:
    """Put the words beside the field they belong to, or above the form. Answer with 422 then."""
    if broken.field and broken.field in form:
        field = form[broken.field]
        field.errors = [*field.errors, words(broken)]
    else:
        form.form_errors = [*form.form_errors, words(broken)]
