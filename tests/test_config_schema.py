"""The schema for editors accepts what medlint reads, and refuses what it refuses."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from medlint.config import ConfigError, read_config, validate
from medlint.config.keys import KEYS, OVERRIDE_KEYS
from medlint.config.schema import SHIPPED, schema_text
from medlint.rulebook import Rulebook

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
#: Not rules of one's own, nor lists of waivers.
CONFIGURATIONS = [
    block
    for block in BLOCKS
    if not any(each in block for each in ("[match]", "examples", "[[waiver"))
]


@pytest.fixture(scope="module")
def rulebook():
    return Rulebook.load()


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(SHIPPED.read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def test_the_schema_that_is_shipped_is_that_of_this_version(rulebook):
    """Run python -m docs.readme to make it anew."""
    assert SHIPPED.read_text(encoding="utf-8") == schema_text(rulebook)


def test_every_key_is_there_with_a_sentence(validator):
    properties = validator.schema["properties"]
    assert set(properties) == set(KEYS)
    assert set(properties["overrides"]["items"]["properties"]) == set(OVERRIDE_KEYS)
    assert all(each["description"].endswith(".") for each in properties.values())


def test_the_configurations_of_the_readme_are_valid(validator):
    assert len(CONFIGURATIONS) >= 3
    for text in CONFIGURATIONS:
        assert [error.message for error in validator.iter_errors(tomllib.loads(text))] == []


@pytest.mark.parametrize("accepted", [
    "", "select = ['claims', 'a-rule-of-ours']", "extends = 'base.toml'", "rules = ['house']",
    "extends = ['base.toml', 'package:x']", "severity = 'warning'", "preview = false",
    "[rules]\nfolders = ['house']\n[rules.reading-grade]\ntarget = 7.5\nseverity = 'error'",
    "[rules.a-rule-of-ours]\nwords = 3", "[duplicates]\nallow = 'x.md'", "max-file-size = 1",
    "[per-path-ignores]\n'a/*' = ['claims']", "exclude = ['a']\nforce-exclude = true",
    "[[overrides]]\npaths = ['a']\nprofile = 'consumer'\nrules.long-sentence.words = 30",
    "[rules.undefined-acronym]\nalso_known = ['X']", "baseline = 'x.tsv'",
])  # fmt: skip
def test_what_medlint_reads_is_valid(validator, rulebook, tmp_path, monkeypatch, accepted):
    monkeypatch.chdir(tmp_path)
    Path("house").mkdir()
    Path("base.toml").touch()
    assert [error.message for error in validator.iter_errors(tomllib.loads(accepted))] == []
    if "package:" in accepted or "ours" in accepted:
        return
    Path("medlint.toml").write_text(accepted)
    validate(read_config(Path("medlint.toml")), rulebook)


@pytest.mark.parametrize("wrong", [
    "selct = []", "select = 'claims'", "select = [1]", "extends = 3", "extends = ['']",
    "severity = 'high'", "preview = 'yes'", "fail-on = 'eror'", "profile = 'vet'",
    "max-file-size = 0", "max-file-size = true", "max-file-size = 1.5", "rules = 3",
    "rules = [3]", "[rules]\nfolders = 'house'", "[rules]\nreading-grade = 3",
    "[rules.reading-grade]\ntargt = 3", "[rules.reading-grade]\ntarget = 'nine'",
    "[rules.reading-grade]\ntarget = -5", "[rules.reading-grade]\nseverity = 'high'",
    "[rules.long-sentence]\nwords = 2.5", "[rules.undefined-acronym]\nalso_known = [1]",
    "[rules.undefined-acronym]\nalso_known = 'X'", "[duplicates]\nalow = 'x.md'", "baseline = ''",
    "[duplicates]\nallow = ''", "duplicates = 3", "[per-path-ignores]\n'a/*' = 'claims'",
    "per-path-ignores = 1", "exclude = ['']", "exclude = 'a'", "force-exclude = 1",
    "overrides = ['a']", "[[overrides]]\npaths = ['a']", "[[overrides]]\npreview = true",
    "[[overrides]]\npaths = []\npreview = true", "[[overrides]]\npaths = ['a']\nexclude = ['b']",
    "[[overrides]]\npaths = ['a']\nrules = ['b']", "[overrides]\npaths = ['a']\npreview = true",
    "[[overrides]]\npaths = ['a']\nrules.folders = ['house']",
    "[[overrides]]\npaths = ['a']\nrules.long-sentence.words = 1",
])  # fmt: skip
def test_what_medlint_refuses_is_not_valid(validator, rulebook, tmp_path, monkeypatch, wrong):
    monkeypatch.chdir(tmp_path)
    Path("house").mkdir()
    Path("medlint.toml").write_text(wrong)
    with pytest.raises(ConfigError):
        validate(read_config(Path("medlint.toml")), rulebook)
    assert list(validator.iter_errors(tomllib.loads(wrong)))
