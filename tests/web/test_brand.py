"""A centre may use its own name, colours and logo, as long as everybody can still read the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolbox.errors import DataError
from toolbox.web.brand import COLOURS, LARGEST_LOGO, LEAST, OURS, contrast, read_brand
from toolbox.web.guard import headers

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def _brand(folder: Path, text: str) -> Path:
    path = folder / "brand.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_name_colours_and_a_logo_are_taken(tmp_path: Path) -> None:
    (tmp_path / "our.png").write_bytes(PNG)
    text = 'name: {zh: 某县促进中心, en: A Centre}\ncolours: {light: "#0b5cad", dark: "#7db8f5"}\nlogo: our.png\n'
    brand = read_brand(_brand(tmp_path, text))
    assert brand.name == ("某县促进中心", "A Centre")
    assert brand.css.index("#0b5cad") < brand.css.index("prefers-color-scheme:dark") < brand.css.index("#7db8f5")
    assert (brand.logo, brand.logo_name) == (PNG, "logo.png")


def test_what_is_not_said_stays_ours(tmp_path: Path) -> None:
    assert read_brand(_brand(tmp_path, "colours: {}\n")) == OURS


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- 1\n", "a brand is a map"),
        ("nam: x\n", "no key called 'nam'.*Did you mean 'name'"),
        ("name: {zh: 中心}\n", "a name stands in zh and en"),
        (f"name: {{zh: {'长' * 61}, en: x}}\n", "60 characters"),
        ("colours: {ligth: x}\n", "called light and dark"),
        ("colours: {light: red}\n", "'red' is no colour"),
        ('colours: {light: "#ffee00"}\n', "contrast of 1.*Take a darker one"),
        ('colours: {dark: "#101010"}\n', "Take a lighter one"),
        ('colours: {light: "#000000;}body{x"}\n', "is no colour"),
        ("logo: 3\n", "the name of a file"),
        ("logo: nowhere.png\n", "cannot be read"),
        ("logo: brand.yaml\n", "PNG or JPEG"),
        ("logo: large.png\n", f"at most {LARGEST_LOGO}"),
    ],
)
def test_a_brand_that_cannot_be_is_told_with_a_remedy(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "large.png").write_bytes(PNG + b"0" * LARGEST_LOGO)
    with pytest.raises(DataError, match=says):
        read_brand(_brand(tmp_path, text))


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") > LEAST > contrast("#777777", "#ffffff")
    assert contrast("#0b6e4f", COLOURS["light"]) > LEAST
    assert contrast("#6fd0ae", COLOURS["dark"]) > LEAST


def test_only_listed_sites_may_show_the_page_in_a_frame() -> None:
    assert "frame-ancestors 'none'" in headers(())["content-security-policy"]
    assert headers(())["x-frame-options"] == "DENY"
    listed = headers(("https://centre.example",))
    assert "frame-ancestors 'self' https://centre.example" in listed["content-security-policy"]
    assert "x-frame-options" not in listed
