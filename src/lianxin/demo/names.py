"""Invented people: names as they are heard around Tianshui, ID numbers that no county has issued."""

from __future__ import annotations

from datetime import date
from random import Random

SURNAMES = "漆 王 李 张 康 裴 蔺 令狐 汪 郭 杨 陈 孙 蒋 马 刘 何 卯 包 石 赵 董 毛 靳 苟".split()
WEIGHTS = (9, 8, 8, 7, 6, 6, 5, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2, 1, 1, 1)
MEN = {
    1960: """建明 拴牢 秉忠 双喜 有才 润生 存娃 志强 天佑 彦斌 根生 满仓 进财 福祥 永贵 耀祖 忠义 万福
    明德 土生 孝义 守业 长命 银锁 克勤 映海 兴旺 海明 全福 百顺""".split(),
    1985: """俊杰 海龙 小军 建军 永刚 晓东 国栋 卫平 强强 亚军 鹏飞 文辉 宏伟 旭东 继东 红兵 小平
    勇强 学文 志鹏""".split(),
    2015: "浩然 子轩 宇航 梓豪 俊熙 一鸣 博文 家乐 嘉诚 天宇 泽楷 星辰 思远 铭轩 佳明".split(),
}
WOMEN = {
    1960: """秀英 玉珍 桂香 玉莲 喜莲 秀兰 彩霞 改娥 淑琴 巧珍 翠花 菊香 引弟 桂花 月娥 金莲 银花 粉娥
    玉兰 爱香 随随 芳兰 雪梅 腊梅 会娥 招弟 莲莲 双梅""".split(),
    1985: """晓红 海燕 小琴 亚丽 文娟 雪琴 丽霞 娟娟 彩琴 红霞 芳芳 小芳 艳萍 慧慧 丹丹 转转
    小红 玉霞 婷婷 莉莉""".split(),
    2015: "雨涵 欣怡 梓涵 诗琪 佳怡 雅琪 思彤 可欣 语嫣 若曦 子涵 静怡 心悦 依诺 嘉欣".split(),
}
_CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Registry:
    """Hands out names, ID numbers and phones; none of the numbers twice."""

    def __init__(self, chance: Random, first_order: int = 0) -> None:
        self.chance, self.first_order = chance, first_order
        self._births: dict[date, int] = {}
        self._phones = 0
        self._full: set[str] = set()

    def surname(self, but: str = "") -> str:
        while True:
            [found] = self.chance.choices(SURNAMES, WEIGHTS)
            if found != but:
                return found

    def name(self, surname: str, male: bool, born: date) -> str:
        given = (MEN if male else WOMEN)[self._fashion(born.year)]
        for _ in range(40):
            full = surname + self.chance.choice(given)
            if full not in self._full:
                break
        self._full.add(full)
        return full

    @staticmethod
    def _fashion(year: int) -> int:
        return 1960 if year < 1976 else 1985 if year < 2005 else 2015

    def id_number(self, born: date, male: bool) -> str:
        """Area 620599, which no county has; the check character is right (GB 11643-1999)."""
        order = self._births[born] = self._births.get(born, self.first_order) + 1
        body = f"620599{born:%Y%m%d}{order * 2 + (1 if male else 0):03}"
        total = sum(int(digit) * weight for digit, weight in zip(body, _CHECK, strict=True))
        return body + "10X98765432"[total % 11]

    def reserve(self, names: list[str]) -> None:
        self._full.update(names)

    def begin_phones(self, number: int) -> None:
        self._phones = number

    def phone(self) -> str:
        self._phones += 1
        return f"1990000{self._phones:04}"
