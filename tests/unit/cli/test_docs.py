import pytest

from cli.docs import DOCS, pages


@pytest.mark.parametrize("name", ["cli.md", "acts.md", "events.md"])
def test_page_is_what_the_commands_say(name: str) -> None:
    """When this fails: `make docs`, and commit what it wrote."""
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name]


def test_every_command_and_act_is_on_a_page() -> None:
    told = pages()
    assert [f"### kaohe {name}\n" in told["cli.md"] for name in ("check", "audit verify", "serve-flows")] == [True] * 3
    assert "| `submit_report` | 报送 |" in told["acts.md"]
