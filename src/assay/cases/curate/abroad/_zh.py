"""Facts put into Chinese words."""

from __future__ import annotations

__all__ = ["ASK", "FRAMES", "HOW", "LETTERS", "STATE"]

ASK: dict[str, tuple[str, ...]] = {
    "capital": (
        "{name}的首都是哪里？",
        "哪座城市是{name}的首都？",
        "请说出{name}的首都。",
    ),
    "part of the world": (
        "{name}位于非洲、美洲、亚洲、欧洲和大洋洲中的哪个洲？",
        "在非洲、美洲、亚洲、欧洲和大洋洲当中，{name}属于哪个洲？",
    ),
    "language": (
        "{name}政府主要使用哪种语言？",
        "{name}政府的主要工作语言是什么？",
    ),
    "calling code": (
        "{name}的国际电话区号是多少？",
        "从国外给{name}打电话，要拨哪个国际区号？",
    ),
    "neighbour": (
        "哪个国家与{name}陆地接壤？",
        "请说出一个与{name}陆地接壤的国家。",
    ),
    "atomic number": (
        "{name}的原子序数是多少？",
        "一个{name}原子有多少个质子？",
    ),
    "element by number": (
        "原子序数为{name}的化学元素是什么？",
        "元素周期表中第{name}号元素叫什么？",
    ),
    "next element": (
        "元素周期表中紧跟在{name}后面的是什么元素？",
        "哪种元素的原子序数比{name}大一？",
    ),
    "weekday": (
        "{name}是星期几？",
        "请问{name}是星期几？",
    ),
    "days between": (
        "{name}相隔多少天？",
        "{name}要经过多少天？",
    ),
    "date after": (
        "{name}是几月几日？",
        "请问{name}是几月几日？",
    ),
    "length of February": (
        "公历{name}年2月有多少天？",
        "按照公历，{name}年的2月有几天？",
    ),
}

HOW: dict[str, str] = {
    "capital": "城市名",
    "part of the world": "洲名",
    "language": "语言名称",
    "calling code": "区号",
    "neighbour": "一个国家的名称",
    "atomic number": "数字",
    "element by number": "元素名称",
    "next element": "元素名称",
    "weekday": "星期几",
    "days between": "数字",
    "date after": "月和日",
    "length of February": "数字",
}

STATE: dict[str, tuple[str, str]] = {
    "capital": ("{name}的首都是{answer}", "{name}首都的名称"),
    "part of the world": ("{name}位于{answer}", "{name}所在洲的名称"),
    "language": ("{name}政府主要使用{answer}", "{name}政府主要使用的语言的名称"),
    "calling code": ("{name}的国际电话区号是{answer}", "{name}的国际电话区号"),
    "atomic number": ("{name}的原子序数是{answer}", "{name}的原子序数"),
    "element by number": ("第{name}号元素是{answer}", "第{name}号元素的名称"),
    "next element": ("元素周期表中紧跟在{name}后面的是{answer}", "元素周期表中紧跟在{name}后面的元素的名称"),
    "weekday": ("{name}是{answer}", "{name}是星期几"),
    "days between": ("{name}相隔{answer}天", "{name}相隔的天数"),
    "length of February": ("公历{name}年2月有{answer}天", "公历{name}年2月的天数"),
}

FRAMES: tuple[str, ...] = (
    "知识竞赛第{small}轮第{middle}题。",
    "练习{number}。",
    "知识卡片{number}：",
    "表格{number}第{small}栏。",
    "{who}提问（编号{number}）：",
    "{who}的作业，第{middle}题。",
    "练习册第{middle}页第{small}行。",
    "{who}的第{number}条消息：",
)

LETTERS: tuple[str, ...] = (
    "{who}的第{number}条消息：",
    "{who}来信（编号{number}）：",
    "第{number}号咨询，来自{who}：",
)
"""Settings for what a user says of themselves."""
