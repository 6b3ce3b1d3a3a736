"""What officers write down: short spoken sentences, each asking for facts that a household has or lacks.

A sentence is ``(text, months, from year, until year)``; blank months mean all the year round.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random

SLOT = re.compile(r"\{(\w+)\}")
SPRING, SUMMER, AUTUMN, WINTER = (2, 3, 4, 5), (6, 7, 8), (9, 10, 11), (11, 12, 1, 2)
Sentence = tuple[str, tuple[int, ...], int, int]


def _all(
    text: str, months: tuple[int, ...] = (), since: int = 0, until: int = 9999
) -> list[Sentence]:
    return [(line.strip(), months, since, until) for line in text.strip().splitlines()]


MEETING = [
    *_all("""
    {head}和{spouse}都在家。
    去的时候{head}刚从地里回来。
    {head}不在，和{spouse}说的。
    在地头碰上{head}，坐在埂子上说了一阵。
    晚上七点多去的，{head}刚吃过饭。
    天黑才进门，{wife}把炕桌摆上，边吃馍边说。
    门锁着，打电话问到{head}在{crop}地里，走过去找着了。
    {head}正给牛添草，站在圈边说的。{cattle}头牛都精神。
    {head}在院里扫院子。
    下雨没出工，{head}在家。
    路上遇到{head}，一起走回去的。
    {old}先出来开的门，{head}在后院。
    {head}牙疼，话不多，{spouse}替着说。
    {head}在洗衣裳，让先坐。
    进门时{child}正趴在炕沿写作业。
    {head}抱着{baby}在门口晒太阳。
    {head}刚从洛门集上回来，买了盐和醋。
    """),
    *_all("""
    {head}围着炉子，院里雪还没扫。
    屋里生了炉子，{head}让上炕暖一暖。
    """, WINTER),
]  # fmt: skip
FIELDS = [
    *_all("""
    {crop}种了{mu}亩，种子够了。
    地膜铺完{mu}亩，还差两卷。
    化肥一袋{price}元，先赊了{n}袋。
    {crop}地里墒情差，等雨。
    问{crop}换新品种补不补，答应去农技站问。
    花椒{pepper}亩，春剪完了，比去年早十来天。
    倒春寒冻了花椒芽，{pepper}亩地，估摸少收两三成。
    蒜苗{garlic}亩，一斤卖到{n}块，够本。
    洋芋{potato}亩，都点完了，用的是早熟种。
    冬麦{wheat}亩返青还行，有一块黄了，怕是缺肥。
    """, SPRING),
    *_all("""
    {wheat}亩冬麦割完，一亩打了{jin}斤。
    {pepper}亩花椒摘了{dry}斤干的，晾在房顶上。
    {crop}长势可以，就是缺一场透雨。
    {crop}地草多，约好周六来两个人帮着锄。
    麦子还有{n}分地没割，怕下雨。
    洋芋{potato}亩开花了，叶子上有黑斑，拍下来问农技站。
    玉米{maize}亩叫风吹倒了一溜，扶起来大半。
    摘花椒雇人一天{price}元，还雇不上。
    蒜苗{garlic}亩，菜贩子上门收，嫌他压价没卖。
    """, SUMMER),
    *_all("""
    {potato}亩洋芋挖了{jin}斤，留{n}袋自己吃，别的都卖。
    冬麦种下去{wheat}亩，墒好。
    玉米{maize}亩收完，棒子堆了半院。
    {crop}卖了{yuan}元，先还了化肥钱。
    {crop}今年收得一般，比去年少一两成。
    {pepper}亩花椒，干的卖了{dry}斤，一斤三十来块。
    地里活收尾了，{head}想出去干两个月。
    {crop}没人来收，和洛门的收购点说好周四来看货。
    """, AUTUMN),
    *_all("""
    煤够烧到开春。
    {potato}亩洋芋，窖里码了{jin}斤，没冻。
    {head}想把{mu}亩{crop}换成蒜苗，一起算了账，能多收{yuan}元。
    明年的种子想早订，问了价。
    窖口透风，帮着拿草帘子堵了。
    雪大，门前{metres}米路不好走，和邻居一起扫开的。
    """, WINTER),
]  # fmt: skip
STABLE = _all("""
    牛{cattle}头，有一头母牛揣上犊了。
    {cattle}头牛里小的一头拉稀，打电话问了畜牧站，先喂口服补液。
    {cattle}头牛想上保险，问咋报，把电话抄给了他。
    羊{sheep}只，价低，先不卖。
    {sheep}只羊挤一个圈，潮，说好先垫干土。
    猪{pigs}头，防疫针打过了。
    猪{pigs}头，腊月打算卖掉，只留一头。
    鸡{hens}只，最近蛋少，是换毛。
    {hens}只鸡死了{n}只，问了兽医，说是换季，给了药。
    {cattle}头牛的草料备了半棚，够吃到二月。
    牛{cattle}头，草料要添钱，一个月{small}元。
""")
FAMILY = [
    *_all("""
    {child}上{grade}，老师说数学跟得上，作文差些。
    {child}上{grade}，想住校，离家近点也行。
    {child}的助学金问到了，下月初到卡上。
    {child}这回考了班里第{n}，{head}脸上有笑。
    {child}放学回来要帮着喂鸡，作业写得晚，和家里说了。
    {child}眼睛有点近视，让去洛门配镜子。
    {student}在外上学，一年学费重，把助学贷款的路子讲了。
    {old}腿疼有些日子，上下炕要人扶。
    {old}耳朵背，要大声说，精神倒好。
    {old}的养老金按月到账，折子看过。
    {ill}的药按月取，量了血压，高压{pressure}。
    {ill}去县医院看了一趟，花了{yuan}元，报销的单子帮着理了。
    {ill}这阵好些，能下地走一圈。
    {ill}嫌药贵停了几天，劝了，又吃上了。
    {worker}在{place}做{trade}，一个月寄回{yuan}元。
    {worker}打电话来，说{place}那边活少，想早点回来。
    {worker}在{place}换了个工地，工钱按月结。
    {worker}走的时候没办社保卡，把要带的东西写给家里了。
    {baby}会认人了，疫苗按本子打。
    {wife}手上裂口子，说是摘花椒摘的。
    {wife}想学个手艺，家政培训的日子告诉她了。
    家里这月人情钱花了{small}元，{head}嫌多。
    算了算账，比去年同期多收{yuan}元。
    说起地埂的事，隔壁退了一步，{head}也不争了。
    {head}睡不着，操心明年的账，陪着说了半晌。
    亲戚借的{yuan}元还了一半。
    """),
    *_all("""
    {worker}过年回来，给{head}买了件棉袄。
    年货办了些，肉自己家的。
    """, (12, 1, 2)),
]  # fmt: skip
OLD_TIMES = _all("""
    吃水还要到沟里挑，一天两趟。
    土坯房后墙裂了一道缝，有两指宽。
    一下雨路就陷，三轮车上不来。
    粮食直补打到折子上了，{small}元，对过数。
    问新农合咋报，讲了两遍，把单子要留好。
    家里一年到头见不上几个现钱，说到这里{head}不吭声。
    电老跳，晚上灯昏。
    商量着抓两头猪，先有个进项。
    {rooms}间土房，漏雨的那间不敢住人。
    说起进城打工，{head}没出过远门，心里没底。
    地分得碎，{mu}亩{crop}分了四块。
    连心卡贴在门背后，说有事打电话。
""", (), 0, 2014)  # fmt: skip
GETTING_ON = _all("""
    自来水接到院里了，{head}说省了一个劳力。
    危房改造的砖拉来了，差工钱，村上说能先垫。
    路硬化到社里了，摩托能骑到门口。
    脱贫的账当面算了一遍，{head}签了字。
    新房住进去了，旧房还堆着草。
    {rooms}间房腾出一间放粮。
    小额贷款用在买化肥和羊羔上，利息不用自己掏。
    互助社入股分了{small}元。
""", (), 2014, 2020)  # fmt: skip
NOWADAYS = _all("""
    医保缴费说了，{head}答应月底前交。
    防返贫监测在手机上咋申报，一步一步教会了。
    公益岗的事问到镇上了，有名额先报他。
    厕所改造补多少，讲了两遍才放心。
    地力补贴到账，{small}元，一卡通看过。
    小额信贷的条件讲了，{head}要和家里商量。
    手机上的诈骗短信给他念了，叫别点。
    自来水一天供两次，够用。
    院墙外头路灯坏了一盏，报给村上了。
    房子墙角渗水，看着不要紧，先记下。
    养老保险往上提一档，讲清楚了，{spouse}愿意。
    收入一项一项对了，没漏下的。
    {crop}的价在手机上查给他看了。
    问有没有零工，把洛门蔬菜市场的电话给了。
    酸菜要给装一罐，没拿，心领了。
""", (), 2019)  # fmt: skip
PARTING = _all("""
    下回带上农技站的人来。
    说好半个月后再来看。
    有事打电话，号码在连心卡上。
    走时快九点了。
    星期天再来，把表填完。
    回去问清楚给回话。
    答应的事记在本子上了。
""")
STAYS = _all("""
    住在村委会，白天跟{head}去看了{crop}地，晚上和社长对户上的账。
    和村干部把几户的房子看了一遍，夜里下雨，起来看了两回沟口。
    吃住在村上，帮{head}收了一天{crop}，夜里开了个小会。
    白天清渠，晚上在{head}家门口坐着说话的有七八个人。
    在村上住下，跟着社长走了一圈，{head}说{crop}要早定种子。
    驻村这几天有雨，把漏雨的几家看了，{head}家的不要紧。
    早上跟车拉地膜，下午挨家问{crop}种几亩，{head}家{mu}亩。
    跟着收水费的走了一圈，哪家欠哪家不欠，心里有数了。
    驻村，修了村委会的灯，{head}来坐了一晚上，说的都是{crop}的价。
""")
LECTURES = _all("""
    在{group}场院讲政策，来了{people}个人，问补贴的最多。
    晚上在{group}讲了一个钟头，{people}个人，搬着小板凳来的。
    下雨，在{group}社长家堂屋里讲的，来了{people}个人，讲完还围着问。
    讲的时候有人问得细，答不上的记下了，{people}个人里一半是妇女。
    {group}讲了一场，{people}个人，把账算给大家看，比念文件管用。
""")
HELPS = _all("""
    陪{head}去镇上跑了一趟，缺的证明开出来了。
    帮{head}把报销单子贴好，送到镇卫生院窗口。
    给{head}拉了一车{crop}到洛门，卖了{yuan}元。
    帮{head}在手机上把医保交了，一家人的都看了。
    {head}家电线老化，找电工换了{metres}米。
    给{head}联系了农机，{mu}亩地半天犁完。
    替{head}打了三个电话，问清楚{crop}保险的事。
    周末和{head}一起把后墙的裂缝糊了。
""")
BODY = (FIELDS, STABLE, FAMILY, OLD_TIMES, GETTING_ON, NOWADAYS)


class Teller:
    """Tells no entry twice: a text that was told is drawn anew."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.told: set[str] = set()

    def visit(self, facts: dict[str, str], day: date) -> str:
        """Whom one met, one to three things that were seen or said, sometimes what comes next."""
        return self._once(lambda: self._visit(facts, day))

    def one_of(self, stock: list[Sentence], facts: dict[str, str], day: date) -> str:
        return self._once(lambda: self._pick(stock, facts, day))

    def _visit(self, facts: dict[str, str], day: date) -> str:
        parts = [self._pick(MEETING, facts, day)] if self.chance.random() < 0.8 else []
        rooms = self.chance.sample(BODY, self.chance.randint(2, 3))
        parts += [self._pick(stock, facts, day) for stock in rooms]
        if not any(parts[-len(rooms) :]):
            parts.append(self._pick(FAMILY, facts, day))
        if self.chance.random() < 0.35:
            parts.append(self._pick(PARTING, facts, day))
        text = "".join(parts)
        return text if facts["head"] in text else f"{facts['head']}家。{text}"

    def _pick(self, stock: list[Sentence], facts: dict[str, str], day: date) -> str:
        fits = [
            text
            for text, months, since, until in stock
            if (not months or day.month in months)
            and since <= day.year <= until
            and facts.keys() >= set(SLOT.findall(text))
        ]
        return self.chance.choice(fits).format(**facts) if fits else ""

    def _once(self, draw: Callable[[], str]) -> str:
        for _ in range(200):
            text = draw()
            if text and text not in self.told:
                break
        else:
            raise LookupError("the stock of sentences is too small")
        self.told.add(text)
        return text
