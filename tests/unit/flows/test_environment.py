from pathlib import Path

from flows.environment import Address, prefect_environment, silent_environment, without_proxy

HOME = Path("/srv/kaohe/prefect")
ADDRESS = Address(4321, "kaohe:secret")


def test_environment_keeps_prefect_on_loopback_behind_a_key() -> None:
    found = prefect_environment(HOME, ADDRESS, base={})

    assert {name: found[name] for name in found if "API" in name or "HOME" in name or "CORS" in name} == {
        "PREFECT_HOME": "/srv/kaohe/prefect",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": "4321",
        "PREFECT_SERVER_API_AUTH_STRING": "kaohe:secret",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": "http://127.0.0.1:4321",
        "PREFECT_SERVER_UI_API_URL": "http://127.0.0.1:4321/api",
        "PREFECT_API_URL": "http://127.0.0.1:4321/api",
        "PREFECT_API_AUTH_STRING": "kaohe:secret",
    }


def test_environment_switches_every_telemetry_off() -> None:
    found = prefect_environment(HOME, ADDRESS, base={})

    assert {
        name: found[name] for name in sorted(found) if "TRACK" in name or "ANALYTICS" in name or "TELEMETRY" in name
    } == {
        "DO_NOT_TRACK": "1",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    }
    assert found["PREFECT_SERVER_EPHEMERAL_ENABLED"] == "false"


def test_environment_leaves_the_users_own_prefect_behind() -> None:
    base = {
        "PREFECT_API_URL": "https://elsewhere.example/api",
        "PREFECT_API_KEY": "pnu_1",
        "PREFECT_PROFILE": "cloud",
        "KAOHE_HOME": "/srv/kaohe",
        "PATH": "/bin",
    }

    found = prefect_environment(HOME, ADDRESS, base=base)

    assert found["PREFECT_API_URL"] == "http://127.0.0.1:4321/api"
    assert {"PREFECT_API_KEY", "PREFECT_PROFILE"} & set(found) == set()
    assert (found["KAOHE_HOME"], found["PATH"]) == ("/srv/kaohe", "/bin")


def test_environment_of_a_foreign_server_keeps_its_address() -> None:
    found = silent_environment({"PREFECT_API_URL": "http://prefect.example/api", "DO_NOT_TRACK": "0"})

    assert (found["PREFECT_API_URL"], found["DO_NOT_TRACK"]) == ("http://prefect.example/api", "1")


def test_proxy_is_not_asked_for_this_machine() -> None:
    assert without_proxy({"HTTP_PROXY": "http://proxy.example:3128", "no_proxy": "intranet.example"}) == {
        "HTTP_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "intranet.example,127.0.0.1,localhost",
    }


def test_address_does_not_show_its_key() -> None:
    assert "secret" not in repr(ADDRESS)
