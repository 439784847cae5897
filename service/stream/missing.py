"""What is not there, or not allowed: each with one sentence that says what to do."""


class NotThere(Exception):
    """Kafka or a topic is missing, or is out of reach; the message is one sentence that says what to do."""


class Denied(NotThere):
    """Kafka is there, and does not let this client in, or do what it must: that does not pass by itself."""


def no_broker(bootstrap_servers: str) -> str:
    """The sentence for it."""
    return f"No Kafka broker answers at {bootstrap_servers}: start one there, or set COPYDESK_BOOTSTRAP_SERVERS."
