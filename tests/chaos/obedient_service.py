"""`python -m tests.chaos.obedient_service`: the real service, hurt on demand by poison and by signals."""

from service.app import run
from service.settings import read_settings
from service.workers.pool import Pool
from tests.chaos import deafness

PIPELINE = "tests.chaos.poisoned_pipeline:process"


def main() -> None:
    """Run it until SIGTERM, with the settings of its environment."""
    deafness.obey()
    settings = read_settings()
    pool = Pool(
        workers=settings.workers, options=settings.pipeline_options, limits=settings.worker_limits, pipeline=PIPELINE
    )
    run(settings, pipeline=pool)


if __name__ == "__main__":
    main()
