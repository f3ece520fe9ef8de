"""For machines that watch: is the mail going out? No sign-in, so nothing that is anybody's business."""

from dataclasses import asdict
from http import HTTPStatus

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from tracker.clock import now
from tracker.services.health import Verdict, health
from tracker.web.access import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def show() -> tuple[Response, int]:
    found = health(now())
    told = {
        **asdict(found),
        "last_run": found.last_run.isoformat() if found.last_run else None,
    }
    well = found.status is Verdict.OK
    return jsonify(told), HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
