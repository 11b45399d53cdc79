"""The configuration: `medlint.toml`, or `[tool.medlint]` of `pyproject.toml`."""

from __future__ import annotations

from medlint.config.checking import check_names, check_stages, option_for, validate
from medlint.config.model import (
    FAIL_ON,
    FILE_NAME,
    PROFILES,
    PROJECT_FILE_NAME,
    RETRACTION_RULE,
    SEVERITIES,
    Config,
    ConfigError,
    FailOn,
    Layer,
    Origin,
    Override,
    Profile,
    idle_overrides,
    known_profile,
    leaving_out,
    without_overriding,
)
from medlint.config.reading import ConfigFinder, read_config

__all__ = [
    "FAIL_ON",
    "FILE_NAME",
    "PROFILES",
    "PROJECT_FILE_NAME",
    "RETRACTION_RULE",
    "SEVERITIES",
    "Config",
    "ConfigError",
    "ConfigFinder",
    "FailOn",
    "Layer",
    "Origin",
    "Override",
    "Profile",
    "check_names",
    "check_stages",
    "idle_overrides",
    "known_profile",
    "leaving_out",
    "option_for",
    "read_config",
    "validate",
    "without_overriding",
]
