"""`preau worker`, which knows the tasks of the contract too: run as a process of its own."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    import tests.jobs.scenes  # noqa: F401
    from preau.config.cli import main

    sys.argv = ["preau", "worker"]
    main()
