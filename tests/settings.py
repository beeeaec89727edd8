"""The settings of the suite: those of a demo, on a data folder of its own, faster where speed changes nothing."""

import atexit
import os
import shutil
import tempfile

os.environ["PREAU_MODE"] = "test"
if "PREAU_DATA" not in os.environ:
    os.environ["PREAU_DATA"] = tempfile.mkdtemp(prefix="preau-tests-")
    atexit.register(shutil.rmtree, os.environ["PREAU_DATA"], ignore_errors=True)
os.environ["PREAU_SECRET_KEY"] = "not-a-secret-this-is-the-test-suite-and-nothing-else"
os.environ["PREAU_ORIGIN"] = "http://testserver"
os.environ["PREAU_EMAIL_URL"] = "folder"

from preau.config.settings import *

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one
if IS_SQLITE:  # a real file: several connections and processes look at it, as in production
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
else:  # both engines of the jobs are tested on one database, whichever is set
    INSTALLED_APPS = list(dict.fromkeys([*INSTALLED_APPS, "procrastinate.contrib.django"]))
    PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
