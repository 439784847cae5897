"""Write the list of jars and their SHA-256 sums anew: `python -m deploy.kafka.pin`, after the version was changed."""

import sys

from deploy.kafka.jars import KAFKA_VERSION, SUMS, cache_folder, maven, sha256_of

# Kafka speaks to a logging facade, and names log4j itself but not the piece between the two.
COORDINATES = (f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}",)
LOG_ADAPTER = "log4j-slf4j-impl"


def main() -> None:
    """Resolve the broker's jars, fetch them and write their sums."""
    root = cache_folder().resolve()
    context = maven(root)
    direct, transitive = context.resolver.resolve([context.create_dependency(name) for name in COORDINATES])
    transitive = [found for found in transitive if found.scope in {"compile", "runtime"}]
    artifacts = [found.artifact for found in (*direct, *transitive)]
    log4j = next(artifact for artifact in artifacts if artifact.artifactId == "log4j-core")
    adapter = context.project(log4j.groupId, LOG_ADAPTER).at_version(log4j.version).artifact()
    lines = []
    for artifact in (*artifacts, adapter):
        path = artifact.resolve()
        lines.append(f"{sha256_of(path)}  {path.relative_to(root).as_posix()}")
    lines.sort(key=lambda line: line.split()[1])
    SUMS.write_text("\n".join(lines) + "\n", encoding="ascii")
    sys.stdout.write(f"{len(lines)} jars of Kafka {KAFKA_VERSION} listed in {SUMS}.\n")


if __name__ == "__main__":
    main()
