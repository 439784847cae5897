"""The demo: Kafka, the service and sample articles, end to end on this machine; ends by itself."""
