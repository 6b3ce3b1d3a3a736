"""Activities of all the method's kinds in the demo, by year: who taught, what was done, what came of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Master(NamedTuple):
    """An expert of the directory; all invented."""

    name: str
    workplace: str
    skill: str
    words: str


class Course(NamedTuple):
    """``day``: in the year it was held; ``homes`` came, one person of each by name; ``certified`` of them."""

    kind: str
    title: str
    text: str
    place: str
    organisers: str
    day: date
    experts: tuple[str, ...]
    officers: int
    homes: int
    certified: int = 0
    got: str = ""
    words: str = ""
    materials: tuple[str, ...] = ()


MASTERS = (
    Master("苏正清", "县果业中心（示例）", "林果", "嫁接、花椒修剪"),
    Master("石玉梅", "县畜牧站（示例）", "养殖", "牛羊饲养、防疫"),
    Master("冉德海", "县农技站（示例）", "种植", "病虫害、测土配肥"),
    Master("包建荣", "县技工学校（示例）", "就业和劳务", "电工、焊工"),
    Master("巩小霞", "县妇联家政学校（示例）", "就业和劳务", "家政、护理"),
    Master("辛万福", "武山县中医院（示例）", "医疗卫生", "慢病、体检"),
    Master("祁文静", "县法律援助中心（示例）", "法律", "欠薪、土地、婚姻"),
    Master("牟师傅", "洛门镇建筑队（示例）", "住房建设", "砌墙、抹灰、贴砖"),
)
PAST = (
    Course(
        "病虫害防治",
        "冬麦锈病和蚜虫防治",
        "地头认病叶，配一桶药一人打一遍，记住隔七天再看。",
        "四社麦地",
        "县农技站、市自然资源执法支队",
        date(2014, 4, 19),
        ("冉德海",),
        3,
        18,
        got="learnt",
    ),
    Course(
        "嫁接",
        "老杏树换头嫁接",
        "先看后接，一人接三根，接完封蜡挂牌，秋后看活了几根。",
        "三社果园",
        "县果业中心、市自然资源执法支队",
        date(2015, 3, 28),
        ("苏正清",),
        3,
        15,
        got="learnt",
        materials=("接穗 150 根", "嫁接刀 15 把"),
    ),
    Course(
        "牲畜养殖",
        "圈舍改造和青贮饲料",
        "讲了饲料咋压、窖咋封，当场封了一窖，圈的窗子往南开。",
        "二社",
        "县畜牧站",
        date(2016, 9, 24),
        ("石玉梅",),
        2,
        14,
        got="learnt",
    ),
    Course(
        "专家上门",
        "果业专家上门看园",
        "一户一户看了九个园子，各园的毛病写在一张纸上留给户里。",
        "三社、四社",
        "县果业中心",
        date(2018, 5, 12),
        ("苏正清",),
        2,
        9,
        got="answered",
    ),
    Course(
        "焊工",
        "焊工短训班",
        "五天，前两天讲安全，后三天每人焊一个架子，考了十一个。",
        "村委会活动室",
        "县技工学校、县人社局",
        date(2019, 11, 18),
        ("包建荣",),
        2,
        12,
        certified=9,
    ),
    Course(
        "泥瓦工",
        "泥瓦工实操培训",
        "跟着建筑队砌了村委会的围墙，一人一段，砌歪的拆了重来。",
        "村委会",
        "洛门镇建筑队、县人社局",
        date(2022, 4, 23),
        ("牟师傅",),
        2,
        11,
        certified=8,
    ),
    Course(
        "法律援助",
        "欠薪和土地纠纷法律援助日",
        "来问的十三家，欠薪的四家当场立了材料，地界的两家约了调解。",
        "村委会活动室",
        "县法律援助中心、市自然资源执法支队",
        date(2023, 8, 19),
        ("祁文静",),
        3,
        13,
        got="answered",
    ),
    Course(
        "果园管理",
        "花椒园秋管和清园",
        "清园、涂白、施底肥，一家分了一张月历，照着干。",
        "三社花椒地",
        "县果业中心",
        date(2024, 10, 26),
        ("苏正清",),
        3,
        16,
        got="learnt",
    ),
)
ELECTRICIANS = (
    "电工",
    "电工培训班，五天",
    "讲安全、认线、接开关和漏保，最后一天各人接一块板，老师通了电才算过。",
    "村委会活动室",
    "县技工学校、县人社局",
    ("包建荣",),
    ("接线板 12 块", "电工工具 12 套", "绝缘手套 12 双"),
)
"""Held three months ago: kind, title, text, place, organisers, experts, materials."""
PRUNING = (
    "果园管理",
    "花椒冬剪现场培训",
    "先讲半天，下地剪两户的园子，剪完的枝条当场清走。",
    "三社花椒地",
    "县果业中心、市自然资源执法支队",
    ("苏正清",),
    ("修枝剪 20 把", "伤口涂剂 5 桶", "技术资料 40 份"),
)
"""To be held next week."""
VACCINATION = (
    "牲畜养殖",
    "牛羊秋冬防疫和保暖",
    "讲防疫针啥时候打、圈咋保暖，下午到三家圈里看。",
    "二社",
    "县畜牧站",
    ("石玉梅",),
    (),
)
"""To be held in a fortnight."""
LEGAL_DAY = (
    "法律援助",
    "法律援助进村坐班",
    "一天在村委会坐着，有事的来问，年底欠薪的先办。",
    "村委会活动室",
    "县法律援助中心",
    ("祁文静",),
    ("登记表 30 份",),
)
"""Today: some have come with their cards already."""
CALLED_OFF = (
    "病虫害防治",
    "蒜苗灰霉病防治",
    "到地里看灰霉，讲咋打药。",
    "一社蒜地",
    "县农技站",
    ("冉德海",),
    (),
)
WHY_OFF = "连着下雨，地里进不去，改到开春"
