from __future__ import annotations

from ipaddress import ip_address

import pytest

from core.web import NoWebAddress, public_ip, web_address


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://info.ur.gov.lv", "https://info.ur.gov.lv"),
        (" info.ur.gov.lv/search?q=1#top ", "https://info.ur.gov.lv/search?q=1#top"),
        ("http://www.example.org:8080/", "http://www.example.org:8080/"),
        ("https://datubāze.lv/ā", "https://datubāze.lv/ā"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
    ],
)
def test_an_address_of_the_public_web_is_taken(said: str, address: str) -> None:
    assert web_address(said) == address


@pytest.mark.parametrize(
    "said",
    [
        *("", "word", "https://", "https:///path", "ftp://example.org", "javascript:alert(1)"),
        *("mailto:a@example.org", "file:///etc/passwd", "https://a@example.org", "http://[::1"),
        *("https://u:p@example.org", "http://localhost/", "http://127.0.0.1", "http://10.1.2.3/x"),
        *("http://[::1]/", "http://169.254.169.254/latest", "http://[fd00::1]", "http://0.0.0.0"),
        *("http://printer.local", "http://intranet", "https://exa mple.org", "http://a.b:port/"),
        *("https://example.org/<b>", "https://example.org/`x`", "http://2130706433/"),
        f"https://example.org/{'a' * 500}",
    ],
)
def test_anything_else_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(NoWebAddress) as refused:
        web_address(said)
    assert "https://www.example.org" in refused.value.message.singular


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd12::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_internet_are_public(address: str, public: bool) -> None:
    assert public_ip(ip_address(address)) is public
