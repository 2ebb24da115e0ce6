"""docs/documents.md says what is so."""

from __future__ import annotations

import re

from tests.docs.pages import page, rows
from toolbox.papers.report import Report, Step
from toolbox.papers.words import WORDS
from toolbox.papers.writers import FORMATS


def variables() -> list[str]:
    """Every variable that the page lists, as a template writes it; those of a list in a loop over it."""
    found = []
    for cell, *_ in rows("docs/documents.md", "variable"):
        name = re.sub(r"`", "", cell)
        head, _, rest = name.partition("[].")
        if rest:
            found.append(f"{{% for one in {head} %}}{{{{ one.{rest} }}}}{{% endfor %}}")
        else:
            found.append(f"{{{{ {name} }}}}")
    return found


def test_every_field_of_the_report_is_documented() -> None:
    text = page("docs/documents.md")
    for field in Report._fields:
        assert field == "words" or re.search(rf"`{field}(\.|\[\]|`)", text), field
    for field in Step._fields:
        assert f"`steps[].{field}`" in text, field


def test_every_fixed_word_and_every_format_is_documented() -> None:
    text = page("docs/documents.md")
    assert [key for key in WORDS if f"`{key}`" not in text] == []
    assert [form for form in FORMATS if f"`.{form}`" not in text] == []
