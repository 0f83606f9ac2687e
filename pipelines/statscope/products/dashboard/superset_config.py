"""Superset's settings; Superset itself reads this file (``SUPERSET_CONFIG_PATH``).

Belongs here: what differs from Superset's own defaults. Its defaults that protect stay as they
are: CSRF tokens, sanitised HTML, no public role, no registration, no unsafe connections, no
templates in SQL. Does not belong here: where queries go (``connecting``), what is shown
(``assets/``), where it listens (``serving``).
"""

from __future__ import annotations

from statscope.products.dashboard.connecting import only_published
from statscope.products.dashboard.folder import SupersetFolder
from statscope.settings import Settings

_SETTINGS = Settings.from_environment()
_FOLDER = SupersetFolder(_SETTINGS.superset)
_NOTHING = {"CACHE_TYPE": "NullCache"}

SECRET_KEY = _FOLDER.secret_key.read_text(encoding="ascii")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_FOLDER.metadata}"

DB_CONNECTION_MUTATOR = only_published

# An answer that is kept would outlive its vintage.
CACHE_CONFIG = _NOTHING
DATA_CACHE_CONFIG = _NOTHING

# Nothing is uploaded, nobody else's page may ask, no page asks anybody else: the published policy
# of Superset lets pages load a tracking pixel and map tiles.
ALLOWED_EXTENSIONS: set[str] = set()
ENABLE_CORS = False
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "object-src": "'none'",
        "frame-ancestors": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    # It listens on 127.0.0.1 only, where there is no certificate.
    "force_https": False,
    "session_cookie_secure": False,
    "session_cookie_samesite": "Strict",
}

RATELIMIT_ENABLED = True
RATELIMIT_STORAGE_URI = "memory://"
RATELIMIT_APPLICATION = "500 per second"
AUTH_RATE_LIMIT = "10 per minute"

BABEL_DEFAULT_LOCALE = _SETTINGS.language
LANGUAGES = {
    "zh": {"flag": "cn", "name": "中文"},
    "en": {"flag": "us", "name": "English"},
}

LOG_LEVEL = "WARNING"
