"""The assessment (考核年度): a year of one organising office."""

from config.labels import Labelled


class AssessmentState(Labelled):
    DRAFT = "draft", "拟定中"
    PUBLISHED = "published", "已发布"
    RUNNING = "running", "运行中"
    CLOSED = "closed", "已办结"
    ARCHIVED = "archived", "已归档"
