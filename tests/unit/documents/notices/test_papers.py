"""What a notice gives at once: its table to be filled in, its deadlines on one sheet."""

from datetime import date
from pathlib import Path

from documents.notices.extraction.reading import paper_of, pasted
from documents.notices.papers import breakdown_of, chart_of, dates_of
from documents.notices.reading import Reading, read_notice

SEEDS = Path(__file__).parents[3] / "fixtures" / "seeds"


def read(name: str) -> Reading:
    return read_notice(paper_of((SEEDS / name).read_bytes(), name=name))


def test_each_indicator_has_its_points_target_and_lead_and_lines_to_fill_in() -> None:
    sheet = breakdown_of(read("five-steps.txt"))
    heads = [column.name for column in sheet.table.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.table.rows if row[0]]
    assert [(row["一级指标"], row["分值"], row["责任部室"]) for row in rows] == [
        ("建成北环路二期工程12.5公里", "70", "区住建局、区自然资源局"),
        ("★老旧小区改造46个以上", "30", "区住建局"),
    ]
    assert "46" in rows[1]["目标要求"]
    assert len(sheet.table.rows) == 2 * len(rows)
    assert all(row["二级指标（具体工作内容）"] == "" for row in rows)


def test_deadlines_stand_on_their_days() -> None:
    dates = dates_of(read("five-steps.txt"))
    assert dates is not None
    assert [(each.day.isoformat(), each.hour) for each in dates.entries if "进展" not in each.words] == [
        ("2019-04-12", "17:00"),
        ("2019-04-26", ""),
    ]
    quarters = [each.day.isoformat() for each in dates.entries if "进展" in each.words]
    assert quarters == ["2019-03-29", "2019-06-28", "2019-09-30", "2019-12-31"]
    chart = chart_of(dates, as_of=date(2019, 4, 1))
    assert "2019年" in chart.title
    assert chart.drawing.startswith("<svg")


def test_what_recurs_is_asked_for_in_its_months_and_not_before_the_notice() -> None:
    said = "6—8，10月日常进展情况于当月最后一个工作日前报送。"
    text = ("关于做好2019年度考核工作的通知", "各单位：", said, "镇政府", "2019年7月1日")
    dates = dates_of(read_notice(pasted("\n\n".join(text))))
    assert dates is not None
    assert [each.day.isoformat() for each in dates.entries] == ["2019-07-31", "2019-08-30", "2019-10-31"]


def test_a_notice_without_a_year_gives_no_chart() -> None:
    assert dates_of(read("catalogue.txt")) is None
