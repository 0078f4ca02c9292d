"""Ways to find the keys that belong to one company: a file each."""

from segmentry.profiles.matchers.base import Matcher
from segmentry.registry import Registry

MATCHERS: Registry[Matcher] = Registry("matcher", "segmentry.profiles.matchers", Matcher)
