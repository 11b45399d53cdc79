"""Writing a fixed article: the file is the old one or the new one, and keeps all but its text."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from medlint.fixing import files
from medlint.fixing.files import WriteError, rewrite
from medlint.source import decode

OLD = "Take 5.0 mg – twice.\r\nThen rest.\rSo they say.\n\nÜber “all”."
NEW = OLD.replace("5.0 mg", "5 mg")
ROOT = Path(__file__).parent.parent


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(OLD.encode())
    return path


def only_file(path: Path) -> bool:
    return os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"", "cp1252"),
    ],
)
def test_encoding_and_line_ends_are_kept(article: Path, mark: bytes, codec: str) -> None:
    article.write_bytes(mark + OLD.encode(codec))
    data, note = rewrite(article, "a.md", OLD, NEW)
    assert article.read_bytes() == data == mark + NEW.encode(codec)
    assert note == ""
    assert only_file(article)


def test_a_character_that_the_encoding_lacks_is_told(article: Path) -> None:
    article.write_bytes(OLD.encode("cp1252"))
    with pytest.raises(WriteError, match="its encoding, Windows-1252, has no “≥”, which a fix"):
        rewrite(article, "a.md", OLD, NEW + "≥")
    assert article.read_bytes() == OLD.encode("cp1252")


@pytest.mark.parametrize(
    ("data", "title"),
    [(b"Take 5.0 mg \x81 twice.", "Windows-1252"), (b"\xff\xfe5\x00.\x000\x00\x00", "UTF-16")],
)
def test_bytes_that_cannot_be_written_back_are_told(article: Path, data: bytes, title: str) -> None:
    article.write_bytes(data)
    text = decode(data, "a.md").text
    with pytest.raises(WriteError, match=f"holds bytes that are no {title} text"):
        rewrite(article, "a.md", text, text.replace("5.0", "5"))
    assert article.read_bytes() == data


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o664])
def test_the_mode_is_kept(article: Path, mode: int) -> None:
    article.chmod(mode)
    rewrite(article, "a.md", OLD, NEW)
    assert stat.S_IMODE(article.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give")
def test_the_owner_is_kept(article: Path) -> None:
    os.chown(article, 1234, 4321)
    rewrite(article, "a.md", OLD, NEW)
    assert (article.stat().st_uid, article.stat().st_gid) == (1234, 4321)


def test_a_link_stays_and_what_it_leads_to_is_written(article: Path) -> None:
    link = article.parent / "link.md"
    link.symlink_to("a.md")
    rewrite(link, "link.md", OLD, NEW)
    assert link.is_symlink()
    assert article.read_bytes() == NEW.encode()
    assert not article.is_symlink()


def test_hard_links_are_told(article: Path) -> None:
    other = article.parent / "b.md"
    os.link(article, other)
    _, note = rewrite(article, "a.md", OLD, NEW)
    assert note == "a.md: has another name on the disk (hard links), which keep the old text"
    assert other.read_bytes() == OLD.encode()


def test_a_read_only_file_is_not_written(article: Path) -> None:
    article.chmod(0o444)
    with pytest.raises(WriteError, match=r"^a\.md: is read-only; the file is as it was"):
        rewrite(article, "a.md", OLD, NEW)
    assert article.read_bytes() == OLD.encode()
    assert only_file(article)


def test_a_file_that_holds_another_text_is_not_written(article: Path) -> None:
    article.write_text("Something else.")
    with pytest.raises(WriteError, match="was changed while medlint read it"):
        rewrite(article, "a.md", OLD, NEW)
    assert article.read_text() == "Something else."


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot be written"):
        rewrite(tmp_path / "gone.md", "gone.md", OLD, NEW)


def test_a_change_while_it_is_written_is_kept(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(descriptor: int) -> None:
        article.write_bytes(b"An editor saved this.")

    monkeypatch.setattr(files.os, "fsync", edit)
    with pytest.raises(WriteError, match="was changed while medlint read it"):
        rewrite(article, "a.md", OLD, NEW)
    assert article.read_bytes() == b"An editor saved this."
    assert only_file(article)


def test_a_second_run_finds_the_file_taken(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    replace = files.os.replace
    seen: list[str] = []

    def with_another_run(source: str, target: Path) -> None:
        with pytest.raises(WriteError) as raised:
            rewrite(article, "a.md", OLD, OLD + "x")
        seen.append(str(raised.value))
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", with_another_run)
    rewrite(article, "a.md", OLD, NEW)
    assert "another program is writing it" in seen[0]
    assert article.read_bytes() == NEW.encode()


def _full(*arguments: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_a_failure_loses_nothing(article: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(files.os, call, _full)
    with pytest.raises(WriteError, match=r"cannot be written \(No space left on device\)"):
        rewrite(article, "a.md", OLD, NEW)
    assert article.read_bytes() == OLD.encode()
    assert only_file(article)


def test_an_interruption_loses_nothing(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        rewrite(article, "a.md", OLD, NEW)
    assert article.read_bytes() == OLD.encode()
    assert only_file(article)


KILLED = """
import sys
from pathlib import Path
from medlint.fixing.files import rewrite
path = Path(sys.argv[1])
old, new = "a" * 300_000, "b" * 500_000
while True:
    rewrite(path, "a.md", old, new)
    print(flush=True)
    old, new = new, old
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_a_killed_run_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for writes in range(1, 13):
        path.write_text("a" * 300_000)
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], cwd=ROOT, stdout=subprocess.PIPE
        ) as run:
            assert run.stdout is not None
            for _ in range(writes):
                run.stdout.readline()
            run.kill()
        assert path.read_text() in ("a" * 300_000, "b" * 500_000)


def test_a_text_that_another_run_has_written_is_let_be(article: Path) -> None:
    article.write_bytes(NEW.encode())
    before = article.stat().st_ino
    assert rewrite(article, "a.md", OLD, NEW) == (NEW.encode(), "")
    assert article.stat().st_ino == before


def test_two_runs_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "# Gout\n\nThe attack comes at night, and the toe is red.\n\nTake 5.0 mg of it daily.\n"
    path.write_text(text)
    command = [sys.executable, "-m", "medlint", "check", str(path), "--fix", "--select", "dosage"]
    runs = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for run in runs:
        _, told = run.communicate()
        assert run.returncode == 0 or b"; the file is as it was, so run again" in told
    assert path.read_text() == text.replace("5.0 mg", "5 mg")
    assert only_file(path)
