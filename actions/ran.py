"""What a run of the clock, or of the messenger, did: its counts in one sentence."""

from collections.abc import Mapping


def tick_words(counts: Mapping[str, int]) -> str:
    told = [
        (counts.get("opened", 0), "开启填报 {0} 次"),
        (counts.get("reminded", 0), "提醒 {0} 条"),
        (counts.get("climbed", 0), "逐级催办 {0} 项"),
        (counts.get("confirmed", 0), "期满确认 {0} 条"),
        (counts.get("noticed", 0), "公示期满 {0} 项"),
        (counts.get("laid", 0), "一票否决提交审定 {0} 件"),
        (counts.get("sealed", 0), "封存履历 {0} 行"),
        (counts.get("printed", 0), "排印文书 {0} 份"),
        (counts.get("set_aside", 0), "搁置 {0} 项，原因见 kaohe doctor"),
    ]
    said = "，".join(words.format(number) for number, words in told if number)
    return f"{said or '没有到点的事'}（查看 {counts.get('looked', 0)} 项）。"


def delivery_words(counts: Mapping[str, int]) -> str:
    told = [
        (counts.get("sent", 0), "送达 {0} 条"),
        (counts.get("retried", 0), "稍后重发 {0} 条"),
        (counts.get("failed", 0), "未能送达 {0} 条，原因见 kaohe doctor"),
        (counts.get("unwanted", 0), "已办结不再发送 {0} 条"),
    ]
    said = "，".join(words.format(number) for number, words in told if number)
    return f"{said}。" if said else "没有要发的消息。"
