from flask import Blueprint

blueprint = Blueprint("progress_reports", __name__)
