from flask import Blueprint

blueprint = Blueprint("summary", __name__)
