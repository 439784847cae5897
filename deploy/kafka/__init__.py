"""A real Apache Kafka broker without Docker, Java, Maven or root: for the demo, the tests and your own machine."""

from deploy.kafka.broker import Broker, BrokerError, StandingKafka
from deploy.kafka.cluster import Cluster
from deploy.kafka.jars import FetchError, KafkaJars, fetch

__all__ = ["Broker", "BrokerError", "Cluster", "FetchError", "KafkaJars", "StandingKafka", "fetch"]
