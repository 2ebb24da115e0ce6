"""Schemathesis throws what both documents allow, and what they do not, at the HTTP interface."""

from __future__ import annotations

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import CHECKS  # noqa: F401
from schemathesis.config import SchemathesisConfig

from tests.bots.doors import Api
