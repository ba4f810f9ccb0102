"""Letters to print: one of each layout, as an office writes them."""

from datetime import datetime

from config.zone import SHANGHAI
from documents.letters.model import (
    Box,
    Column,
    Document,
    Form,
    Heading,
    Paragraph,
    Sheet,
    Signature,
    Slip,
    Table,
)

NOW = datetime(2019, 5, 5, 9, 0, tzinfo=SHANGHAI)
OFFICE = "宁陕县目标责任考核委员会办公室"
TABLE = Table(
    (Column("序号", 1, "center"), Column("指标", 5), Column("年度目标", 2, "right"), Column("牵头单位", 2, "center")),
    tuple((str(n), f"第{n}项指标：残疾预防重点干预和残疾儿童抢救性康复", "5000名", "县残联") for n in range(1, 41)),
    caption="2019年度指标任务",
)
SIGNED = Signature(("宁陕县考核办",), "2019年5月5日")
SLIP = Slip("签收回执", (Box("编号", "预警〔2019〕3号", True), Box("签收人", "", True)), "请在1个工作日内签收。")
NOTICE = Document(
    kind="task_notice",
    name="任务下达通知",
    title="关于下达2019年度目标责任考核指标任务及做好分解落实工作的通知",
    organs=(OFFICE,),
    number="宁考办发〔2019〕12号",
    addressees="各镇人民政府，县级各部门：",
    body=(
        Paragraph("现将2019年度目标责任考核指标任务下达给你们，请认真组织实施。"),
        Heading("一、总体要求"),
        Paragraph("各责任单位要认真对照指标任务逐项分解落实到人。" * 8),
        Heading("（一）按时分解", 2),
        Paragraph("1. 5月20日17:00前报送分解表。\n2. 未按时报送的，予以通报。"),
        TABLE,
    ),
    attachments=("指标任务分解表", "工作日历"),
    signature=SIGNED,
    note="此件公开发布",
    copies="抄送：县委办公室，县人大常委会办公室，县政府办公室，县政协办公室，县纪委监委。",
    printed_by=OFFICE,
    printed_on="2019年5月5日印发",
)
WARNING = Form(
    kind="warning",
    name="预警提示单",
    organ=OFFICE,
    number="预警〔2019〕3号",
    boxes=(
        Box("收文单位", "县残联", True),
        Box("签发日期", "2019年5月5日", True),
        Box("进展情况", "经核，截至8月底完成3200人，欠账800人。\n口径：按月均匀推进。"),
        Box("要求", "请抓紧整改。"),
    ),
    signature=SIGNED,
    slip=SLIP,
)
SCORES = Sheet(
    kind="scores",
    name="得分明细",
    title="宁陕县2019年度考核得分明细表",
    left="单位：县残联",
    right="排名不分先后",
    table=TABLE,
)
