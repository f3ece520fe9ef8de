"""Forms: what people type, read and checked; and how a broken rule is shown beside its field."""

from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.errors import N_, RuleBroken

# What WTForms says by itself; it has no Vietnamese of its own.
BUILT_IN = {
    "Not a valid choice.": N_("Hãy chọn một mục trong danh sách."),
    "'%(value)s' is not a valid choice for this field.": N_("Hãy chọn các mục trong danh sách."),
    "'%(value)s' are not valid choices for this field.": N_("Hãy chọn các mục trong danh sách."),
    "Not a valid integer value.": N_("Hãy ghi một số nguyên."),
    "Invalid Choice: could not coerce.": N_("Hãy chọn một mục trong danh sách."),
    "Invalid choice(s): one or more data inputs could not be coerced.": N_(
        "Hãy chọn các mục trong danh sách."
    ),
    "This field is required.": N_("Hãy điền ô này."),
}


class _Words:
    """Stands in for WTForms' catalogue."""

    def gettext(self, text: str) -> str:
        return str(gettext(BUILT_IN[text])) if text in BUILT_IN else text

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


class Form(FlaskForm):
    """The base of our forms: CSRF, and messages in the language of the request."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> _Words:
            return _Words()


class AddressForm(Form):
    """Parameters of an address. It carries no token, and what it asks for changes nothing."""

    class Meta(Form.Meta):
        csrf = False


class CheckboxesField(SelectMultipleField):
    """Several choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def words(broken: RuleBroken) -> str:
    """What a broken rule says, in the language of the request."""
    return str(gettext(broken.message, **broken.params))


def show_broken(form: Form, broken: RuleBroken) -> None:
    """Put the words beside the field they belong to, or above the form. Answer with 422 then."""
    if broken.field and broken.field in form:
        field = form[broken.field]
        field.errors = [*field.errors, words(broken)]
    else:
        form.form_errors = [*form.form_errors, words(broken)]
