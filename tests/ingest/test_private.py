import pytest

from ingest.private import is_private_name, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104 - not bound to
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "::7f00:1",
        "::ffff:0:127.0.0.1",
        "2002:7f00:1::",
        "2001:0:1::",
    ],
)
def test_addresses_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert is_private_name(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)
    assert not is_private_name(address)


@pytest.mark.parametrize("host", ["localhost", "feeds", "nas.local", "a.b.internal", "router.lan", "x.home.arpa"])
def test_names_that_only_a_network_of_ones_own_has_are_private(host: str) -> None:
    assert is_private_name(host)


@pytest.mark.parametrize("host", ["news.example", "local.example", "example.org", "xn--d1acufc.xn--p1ai"])
def test_names_of_the_open_internet_are_not_private(host: str) -> None:
    assert not is_private_name(host)
