"""A real Apache Kafka broker without Docker, Java, Maven or root: for the demo, the tests and your own machine."""

from deploy.kafka.broker import Broker, BrokerError, StandingKafka
from deploy.kafka.jars import FetchError, KafkaJars, fetch

__all__ = ["Broker", "BrokerError", "FetchError", "KafkaJars", "StandingKafka", "fetch"]
