"""`python -m service.probe live|ready`: asks the service in this container how it is, for Docker's HEALTHCHECK.

It loads nothing of the service, because it is started anew every few seconds.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

ANSWER_SECONDS = 3.0
UNBOUND = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104  # what such a service is asked at
OK = 200


def main(arguments: list[str]) -> int:
    """0 where the service answers that it is `live` or `ready`, 1 where it does not, 2 for any other word."""
    if arguments not in (["live"], ["ready"]):
        print("usage: python -m service.probe live|ready", file=sys.stderr)  # noqa: T201  # a command's own output
        return 2
    address = os.environ.get("COPYDESK_HTTP_ADDRESS") or "127.0.0.1:8080"
    host, _, port = address.rpartition(":")
    connection = HTTPConnection(UNBOUND.get(host, host).strip("[]"), int(port), timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", f"/health/{arguments[0]}")
        answer = connection.getresponse()
        print(answer.read().decode())  # noqa: T201  # likewise
    except (OSError, HTTPException) as failure:
        print(f"{address} does not answer: {failure}", file=sys.stderr)  # noqa: T201  # likewise
        return 1
    finally:
        connection.close()
    return int(answer.status != OK)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
