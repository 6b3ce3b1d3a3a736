"""Django's settings. Everything an operator may change stands in ``docs/operate.md``."""

import os
from pathlib import Path

from lianxin.kernel.sealed import ensure_key

from . import environment as env

DATA = env.data_folder()
LIANXIN_DATA = DATA
LIANXIN_SEAL_KEY = Path(os.environ.get("LIANXIN_SEAL_KEY", DATA / "keys" / "seal.key"))
LIANXIN_DEMO = (DATA / "demo.json").exists()
if not env.flag("LIANXIN_NO_KEYS", False):
    env.make_folder(DATA)
    ensure_key(LIANXIN_SEAL_KEY)
SECRET_KEY = env.secret(DATA / "keys" / "session.key")
DEBUG = False
LIANXIN_LAN = env.flag("LIANXIN_LAN", False)  # its own certificate says the names; nothing in front
ALLOWED_HOSTS = ["*"] if LIANXIN_LAN else env.words("LIANXIN_HOSTS", "*")
LIANXIN_HTTPS = env.flag("LIANXIN_HTTPS", False) or LIANXIN_LAN
LIANXIN_PROXIES = 0 if LIANXIN_LAN else len(env.words("LIANXIN_PROXIES", ""))
CSRF_TRUSTED_ORIGINS = env.words("LIANXIN_ORIGINS", "")
LIANXIN_MAIL = os.environ.get("LIANXIN_MAIL", "").strip()
if LIANXIN_MAIL:
    globals().update(env.mail(LIANXIN_MAIL))
DEFAULT_FROM_EMAIL = os.environ.get("LIANXIN_MAIL_FROM", "").strip() or "lianxin@localhost"
LIANXIN_REMIND_AT = env.hour("LIANXIN_REMIND_AT", "07:30")
LIANXIN_TILES = env.tiles("LIANXIN_TILES")
LIANXIN_TILES_DATUM = env.one_of("LIANXIN_TILES_DATUM", ("WGS-84", "GCJ-02", "CGCS2000"))
LIANXIN_TILES_NOTE = os.environ.get("LIANXIN_TILES_NOTE", "").strip()
LIANXIN_CARD_ADDRESS = os.environ.get("LIANXIN_CARD_ADDRESS", "").strip().rstrip("/")

DOORS = Path(__file__).parents[1] / "doors"
ROOT_URLCONF = "lianxin.site.urls"
WSGI_APPLICATION = "lianxin.site.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "lianxin",
]
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "lianxin.doors.web.middleware.ContentSecurity",
    "lianxin.doors.api.answers.Answers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lianxin.doors.web.middleware.Acting",
    "lianxin.doors.web.middleware.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DOORS / door / "templates" for door in ("web", "phone", "card")],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lianxin.doors.web.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["lianxin.doors.web.tags", "lianxin.doors.web.cells"],
        },
    }
]

_URL = os.environ.get("LIANXIN_DATABASE_URL", "")
DATABASES = {"default": env.postgresql(_URL) if _URL else env.sqlite(DATA / "lianxin.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "lianxin_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # locks must not be culled by many small entries
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [DOORS / door / "static" for door in ("web", "phone", "card")]
STATIC_ROOT = Path(os.environ.get("LIANXIN_STATIC", DATA / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lianxin.site.static.HashedFiles"},
}

AUTH_USER_MODEL = "lianxin.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["lianxin.people.passwords.ModestArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "phone", "name")},
    },
    {"NAME": "lianxin.people.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "lianxin.people.passwords.ThreeKinds"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "lianxin.doors.web.signin.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session goes on; every other one ends by its hash
ACCOUNT_FORMS = {
    "login": "lianxin.doors.web.signin.SignInForm",
    "change_password": "lianxin.doors.web.signin.NewPasswordForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # a whole unit may sit behind one address; accounts have their own lock
    "login_failed": "5/15m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "lianxin.doors.web.signin.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lianxin"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not LIANXIN_HTTPS

SESSION_COOKIE_AGE = 30 * 60  # idle time-out; use renews it, written at most once a minute
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LIANXIN_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if LIANXIN_PROXIES else None
SECURE_HSTS_SECONDS = 31536000 if LIANXIN_HTTPS and not LIANXIN_LAN else 0
SECURE_SSL_REDIRECT = LIANXIN_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "lianxin.doors.web.failures.csrf"

FILE_UPLOAD_HANDLERS = ["lianxin.doors.web.uploads.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"masking": {"()": "lianxin.site.logs.Masking"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["masking"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
