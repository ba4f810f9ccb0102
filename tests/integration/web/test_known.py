"""No form asks for a code where a name can be chosen."""

from tests.pages import Site


def test_units_and_years_are_chosen_by_name(site: Site) -> None:
    page = site.signed_in("desk").get("/act/plan_visit")
    assert 'type="checkbox"' in page.html
    assert 'name="units[]" value="' in page.html
    assert "编码" not in page.text
    assert "编号" not in page.text
    assert '<select class="form-select" id="f-assessment"' in page.html


def test_what_the_page_before_told_is_sent_along_unseen(site: Site) -> None:
    page = site.signed_in("desk").get("/act/plan_visit", assessment="1")
    assert '<input type="hidden" name="assessment" value="1">' in page.html
    assert "考核年度" not in page.text


def test_rows_typed_by_part_reach_the_act_and_empty_ones_are_none(site: Site) -> None:
    desk = site.signed_in("desk")
    told = {
        "assessment": "1", "title": "推进会", "held_on": "2019-03-04", "chaired_by": "主任", "minutes": "议定加快进度",
        "decisions.0.what": "月底前补齐", "decisions.0.post": "nobody", "decisions.0.due_on": "2019-03-29",
        "decisions.1.what": "", "decisions.1.post": "",
    }  # fmt: skip
    page = desk.do("record_meeting", told)
    assert page.status == 422
    assert '<option value="nobody" selected>' in page.html, "what was typed stays"
    assert "议定了什么" in page.text
    assert 'value="月底前补齐"' in page.html
