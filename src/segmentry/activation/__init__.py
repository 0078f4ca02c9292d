"""Sends the members of segments to other systems. One file per destination."""

from segmentry.activation.destinations.base import Destination
from segmentry.registry import Registry

DESTINATIONS = Registry("destination", "segmentry.activation.destinations", Destination)
