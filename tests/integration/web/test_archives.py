"""Papers for inspectors and the file of a year, fetched from their pages; who took them is on record."""

import io
import zipfile
from pathlib import Path

import pytest

from documents.archives.verifying import verify_year
from models.database import Database
from models.journal import Journal
from tests.integration.actions.year import Year
from tests.integration.archiving.test_packs import reported
from tests.pages import Client, Site


@pytest.fixture
def year(sqlite_database: Database, tmp_path: Path) -> Year:
    return reported(sqlite_database, tmp_path)


@pytest.fixture
def site(year: Year, tmp_path: Path) -> Site:
    return Site(year.database, tmp_path / "home", when="2019-04-02 09:00")


def fetched(client: Client, path: str) -> bytes:
    answer = client.http.post(path, data={"_token": client.token})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"] == "application/zip"
    return bytes(answer.content)


@pytest.mark.closes("O14")
def test_package_for_inspectors_is_a_click_on_the_page_of_the_indicator(year: Year, site: Site) -> None:
    number = year.assignment("新建高标准农田")
    officer = site.signed_in("farming_officer")
    assert "迎检资料包" in officer.get(f"/assignments/{number}").text
    with zipfile.ZipFile(io.BytesIO(fetched(officer, f"/assignments/{number}/pack"))) as pack:
        names = pack.namelist()
    assert any("缺项清单" in name for name in names)
    assert any("新建高标准农田" in name for name in names)
    (taken,) = year.rows(Journal, act="take_pack")
    assert taken.person_id == year.persons["farming_officer"]


def test_year_as_one_file_is_a_click_for_the_office_alone(year: Year, site: Site, tmp_path: Path) -> None:
    desk = site.signed_in("desk")
    assert "归档文件" in desk.get("/year").text
    file = tmp_path / "年度.zip"
    file.write_bytes(fetched(desk, f"/year/running/{year.assessment}/archive"))
    told = verify_year(file)
    assert not [fault for fault in told.faults if "SHA-256" in str(fault)]
    assert len(year.rows(Journal, act="take_archive")) == 1
    refused = site.signed_in("farming_officer").post(f"/year/running/{year.assessment}/archive", {})
    assert refused.status in (403, 404)
    assert len(year.rows(Journal, act="take_archive")) == 1
