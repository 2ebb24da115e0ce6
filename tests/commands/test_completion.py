"""Completion of commands and options in a shell."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.commands.running import menkan, process, shell


def _completed(words: str, count: int) -> list[str]:
    """What bash would be offered for the last of these words."""
    env = {"_MENKAN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
    ran = process(env=env)
    assert (ran.code, ran.err) == (0, "")
    return [line.split(",", 1)[1] for line in ran.out.splitlines()]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_its_shell_accepts(name: str) -> None:
    script = menkan("completion", name).out
    assert "_MENKAN_COMPLETE" in script
    where = shutil.which(name)
    if where is None:
        pytest.skip(f"{name} is not here")
    assert subprocess.run([where, "-n"], input=script.encode(), check=False).returncode == 0


def test_commands_subcommands_options_and_choices_are_completed() -> None:
    assert _completed("menkan re", 1) == ["recommend", "report"]
    assert _completed("menkan catalog s", 2) == ["search", "show"]
    assert _completed("menkan recommend firm.yaml --e", 3) == ["--explain"]
    assert _completed("menkan schema ex", 2) == ["explanation"]
    assert _completed("menkan roadmap firm.yaml --format m", 4) == ["mermaid"]


def test_bash_itself_completes_with_the_script() -> None:
    lines = (
        "source <(menkan completion bash)",
        "export -f menkan",
        "COMP_WORDS=(menkan ca) COMP_CWORD=1 COMP_TYPE=9",
        "_menkan_completion menkan ca menkan",
        'echo "${COMPREPLY[@]}"',
    )
    # the script asks `env` for the completions, which takes programs only: give it one
    program = 'd=$(mktemp -d); printf "#!/bin/bash\\n$(declare -f menkan)\\nmenkan \\"\\$@\\"\\n" > "$d/menkan"; '
    ran = shell(program + 'chmod +x "$d/menkan"; PATH="$d:$PATH"; ' + "; ".join(lines))
    assert ran.out.split() == ["catalog"]
