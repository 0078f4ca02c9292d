"""Debian's Chromium opens a page of ours; what the tests of pages rest on."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.browser
def test_a_page_is_drawn(browser: "Browser") -> None:
    page = browser.new_page()
    page.set_content("<h1>Größe</h1><script>document.title = 2 + 3</script>")
    assert page.title() == "5"
    assert page.get_by_role("heading").inner_text() == "Größe"
