"""Every setting of Markaz; each name read from the environment stands in docs/configuration.md."""

from pathlib import Path

from csp.constants import NONE, SELF

from markaz.config.databases import database
from markaz.config.readers import flag, number, secret, text

MARKAZ_HOME = Path(text("MARKAZ_HOME", default="markaz-home")).resolve()
MARKAZ_COUNTRY = text("MARKAZ_COUNTRY", default="PK")
MARKAZ_SIMULATED = flag("MARKAZ_SIMULATED", default=False)
MARKAZ_SEASON_MONTH = number("MARKAZ_SEASON_MONTH", default=9)
MARKAZ_CHECKS_PER_HOUR = number("MARKAZ_CHECKS_PER_HOUR", default=120)
MARKAZ_UPLOAD_MB = number("MARKAZ_UPLOAD_MB", default=512)
MARKAZ_RELEASE_FOUR_EYES = flag("MARKAZ_RELEASE_FOUR_EYES", default=True)
MARKAZ_TAXII_PER_MINUTE = number("MARKAZ_TAXII_PER_MINUTE", default=3000)
# An empty entry would believe whoever comes without an address.
MARKAZ_TAXII_PROXIES = [
    one.strip() for one in text("MARKAZ_TAXII_PROXIES", default="").split(",") if one.strip()
]

DEBUG = flag("MARKAZ_DEBUG", default=False)
SECRET_KEY = secret("MARKAZ_SECRET_KEY", home=MARKAZ_HOME)
ALLOWED_HOSTS = text("MARKAZ_HOSTS", default="127.0.0.1,localhost,[::1]").split(",")
BEHIND_HTTPS = flag("MARKAZ_HTTPS", default=False)

DATABASES = {"default": database(text("DATABASE_URL", default=""), home=MARKAZ_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "markaz.accounts",
    "markaz.store",
    "markaz.console",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "markaz.console.errors.SpeakPlainly",
]
ROOT_URLCONF = "markaz.config.urls"
WSGI_APPLICATION = "markaz.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "markaz.console.context.desk",
            ]
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "console:home"
ACCOUNT_ADAPTER = "markaz.accounts.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# django-axes counts wrong passwords (see ClosedDoor); this one counts wrong second factors.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "console/locked.html"

# What the sign-in library counts, it counts for all processes that answer.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ur", "اردو")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "console" / "locale"]
TIME_ZONE = text("MARKAZ_TIME_ZONE", default="Asia/Karachi")
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = MARKAZ_HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# A paste of ten megabytes is answered; what is longer is handed in as a file.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60  # one shift
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": text("MARKAZ_LOG", default="WARNING")},
}
