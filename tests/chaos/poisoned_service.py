"""`python -m tests.chaos.poisoned_service`: the real service and pool, whose workers do what poison asks them to."""

from service.app import run
from service.settings import read_settings
from service.workers.pool import Pool

PIPELINE = "tests.chaos.poisoned_pipeline:process"


def main() -> None:
    """Run it until SIGTERM, with the settings of its environment."""
    settings = read_settings()
    pool = Pool(
        workers=settings.workers, options=settings.pipeline_options, limits=settings.worker_limits, pipeline=PIPELINE
    )
    run(settings, pipeline=pool)


if __name__ == "__main__":
    main()
