"""`python -m circumspect` is the command line."""

from circumspect.surfaces.cli.main import run

if __name__ == "__main__":
    run()
