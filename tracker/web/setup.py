from flask import Blueprint, abort

from tracker.web.access import public

blueprint = Blueprint("setup", __name__)


@blueprint.get("/setup")
@public
def setup() -> str:
    abort(404)
