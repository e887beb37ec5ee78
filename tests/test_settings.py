from datetime import time
from pathlib import Path

import pytest

from briefing.errors import ConfigError
from briefing.settings import Settings, load_settings
from briefing.store import open_store
from tests.command import Command


def write(folder: Path, text: str) -> Path:
    path = folder / "briefing.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    settings = load_settings(None)
    assert settings.store_url == "sqlite:///outputs/briefing.db"
    assert settings.profile("default").deliver_at == time(6, 30)


def test_relative_paths_are_taken_from_the_files_folder(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, 'outputs = "out"\n[[sources]]\nlocation = "notes"\n'))
    assert settings.outputs == tmp_path / "out"
    assert settings.sources[0].location == str(tmp_path / "notes")


def test_a_store_lies_beside_the_configuration_unless_its_path_is_whole(tmp_path: Path) -> None:
    for url, expected in {
        "sqlite:///briefing.db": f"sqlite:///{tmp_path}/briefing.db",
        "sqlite:////srv/briefing.db": "sqlite:////srv/briefing.db",
        "sqlite:///briefing.db?timeout=60": f"sqlite:///{tmp_path}/briefing.db?timeout=60",
        "sqlite+pysqlite:///briefing.db": f"sqlite+pysqlite:///{tmp_path}/briefing.db",
        "sqlite:///file:briefing.db?mode=rw&uri=true": "sqlite:///file:briefing.db?mode=rw&uri=true",
        "postgresql://desk.example/briefing": "postgresql://desk.example/briefing",
        "sqlite:///:memory:": "sqlite:///:memory:",
    }.items():
        assert load_settings(write(tmp_path, f'[store]\nurl = "{url}"\n')).store_url == expected


def test_an_outputs_folder_may_have_any_name(tmp_path: Path) -> None:
    for name in ("what?", "a#b%41", "é ü"):
        open_store(Settings(outputs=tmp_path / name).store_url).close()
        assert (tmp_path / name / "briefing.db").is_file()


def test_the_longest_times_of_the_schedule_go_together(tmp_path: Path) -> None:
    schedule = load_settings(
        write(tmp_path, "[schedule]\ncollect_every_minutes = 690\ngrace_hours = 23\n")
    ).schedule
    assert (schedule.collect_every_minutes, schedule.grace_hours) == (690, 23)


def test_an_address_is_left_as_it_is(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, '[[sources]]\nlocation = "https://a.example/feed"\n'))
    assert settings.sources[0].location == "https://a.example/feed"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("outptus = 'x'", "outptus is not a known key"),
        ("[profiles.default]\ntimezone = 'UTC'", "profiles.default.timezone is not a known key"),
        ("[profiles.default]\ntime_zone = 'Berlin'", "'Berlin' is no time zone"),
        ("[profiles.default]\ntopics = ['sports']", "'sports' is no topic"),
        (
            "[profiles.default]\nlanguage = 'xx'",
            "profiles.default.language: there are no labels in 'xx'; there are: de, en",
        ),
        ("[profiles.default]\ncountries = ['XX']", "'XX' is no country"),
        (
            "[profiles.default]\nsections = ['weather']",
            "profiles.default.sections: 'weather' is no section; there are: bottom_line, changes",
        ),
        ("[profiles.default]\nsections = ['stories']", "the first section is bottom_line"),
        ("[profiles.default]\nsections = ['bottom_line', 'bottom_line']", "a section stands there twice"),
        (
            "[profiles.default]\nsections = ['bottom_line', 'caveats']",
            "no brief is without coverage, sources",
        ),
        ("[profiles.default]\ncut_off = '25:00'", "profiles.default.cut_off"),
        ("[profiles.default]\ndeliver_at = 7", "profiles.default.deliver_at: write a time of day like"),
        ("[profiles.default]\ncut_off = 630", "profiles.default.cut_off: write a time of day like"),
        (
            "[profiles.default]\ndeliver_at = '06:30+05:00'",
            "profiles.default.deliver_at: leave out the offset",
        ),
        (
            "[[sources]]\nlocation = 'https://a.example/x'\nkind = 'folder'",
            "sources.0: an address of the web is no",
        ),
        (
            "[[sources]]\nlocation = 'HTTP://a.example/x'\nkind = 'file'",
            "sources.0: an address of the web is no",
        ),
        ("[model]\nprice_in = 1.0", "model: price_in and price_out go together"),
        ("[schedule]\ncollect_every_minutes = 31\ngrace_hours = 1", "at most half of grace_hours"),
        (
            "[schedule]\ncollect_every_minutes = 691\ngrace_hours = 23",
            "collect_every_minutes: Input should be less than or equal to 690",
        ),
        ("[profiles.'../x']\ntitle = 'x'", "a profile's name is letters"),
        (
            "[profiles.sample]\ntitle = 'x'",
            "profiles.sample: the editions of `run --samples` have the folder",
        ),
        (
            "[profiles.Sample]\ntitle = 'x'",
            "profiles.Sample: the editions of `run --samples` have the folder",
        ),
        ("[[sources]]\nlocation = 'x'\ngrade = 'G'", "sources.0.grade"),
        ("[mail]\nsender = 'x'", "mail.host"),
        ("outputs = ", "is not TOML"),
        ("outputs = " + "[" * 5000, "values too deep in one another"),
        ("outputs = '~nobody-here/x'", "~nobody-here/x: there is no such user"),
        ("[[sources]]\nlocation = '~nobody-here/x'", "~nobody-here/x: there is no such user"),
        (
            "[profiles.default]\ntime_zone = ['UTC']",
            "profiles.default.time_zone: Input should be a valid string",
        ),
        (
            "[profiles.default]\ncountries = [['NO']]",
            "profiles.default.countries.0: Input should be a valid string",
        ),
    ],
)
def test_a_fault_is_one_line_that_names_the_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_settings(write(tmp_path, text))
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "briefing.toml" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"), [("outputs = 5", "outputs: write a path in quotes"), ("[mail]\npassword_file = []", "")]
)
def test_a_fault_is_told_in_no_words_of_the_programming_language(
    tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load_settings(path)
    assert told in str(error.value)
    assert "<class" not in str(error.value)
    assert "pathlib" not in str(error.value)


def test_a_mark_before_the_text_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text('outputs = "made"\n', encoding="utf-8-sig")
    assert load_settings(path).outputs == tmp_path / "made"


def test_names_of_hosts_are_compared_in_lower_case(tmp_path: Path) -> None:
    text = '[fetch]\nallow_hosts = ["News.LAN"]\n[model]\nallow_hosts = ["GPU.lan"]\n'
    settings = load_settings(write(tmp_path, text))
    assert (settings.fetch.allow_hosts, settings.model.allow_hosts) == (("news.lan",), ("gpu.lan",))


def test_a_time_of_day_may_be_one_of_toml(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "[profiles.default]\ndeliver_at = 07:15:00\n"))
    assert settings.profile("default").deliver_at == time(7, 15)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.toml.*--config"):
        load_settings(tmp_path / "absent.toml")


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match="--profile: default"):
        Settings().profile("trade")


def test_grades_of_the_desk_go_by_outlet(tmp_path: Path) -> None:
    text = '[[sources]]\nlocation = "x"\noutlet = "Courier"\ngrade = "B"\n'
    assert load_settings(write(tmp_path, text)).desk("default").grades == {"Courier": "B"}


def test_a_password_file_that_is_no_text_is_one_line(briefing: Command) -> None:
    (briefing.folder / "secret").write_bytes(b"p\xe4ss")
    text = '[mail]\nhost = "h"\nsender = "a@b.example"\nusername = "a"\npassword_file = "secret"\n'
    (briefing.folder / "briefing.toml").write_text(text)
    ran = briefing("doctor", "--offline")
    assert (ran.code, ran.out.count("secret: is not text")) == (1, 1)


def test_the_password_of_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("from file\n")
    text = '[mail]\nhost = "h"\nsender = "a@b.example"\npassword_file = "secret"\n'
    mail = load_settings(write(tmp_path, text)).mail
    assert mail is not None
    assert mail.password() == "from file"
    monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", "from environment")
    assert mail.password() == "from environment"
