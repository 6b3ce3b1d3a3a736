"""What honest officers write, and what is copied: sentences with slots, put together by chance."""

from __future__ import annotations

from random import Random

PHRASES = (
    "详细了解了家庭生产生活情况，宣传了惠农政策，鼓励其树立信心、勤劳致富。",
    "询问了身体状况和子女上学情况，叮嘱注意防火用电安全。",
    "宣讲了医保缴费和防返贫监测政策，提醒按时缴纳。",
    "查看了房屋和饮水情况，一切正常。",
    "与户主拉家常，了解近期收入和务工情况。",
    "讲解了产业奖补政策，动员发展种养殖。",
    "叮嘱防范电信诈骗，不要轻信陌生电话。",
    "查看了人居环境，提醒把院子收拾干净。",
)
WHAT = (
    "{crop}长势{well}，估摸一亩能收{n}斤，比去年{more}。",
    "{who}在{place}打工，上个月寄回{n}00元，说工地{state}。",
    "家里养了{k}头{animal}，{month}月下了崽，打算留{j}头。",
    "{who}腰疼，去{hospital}看了，拍片花了{n}元，报了{j}成。",
    "院墙塌了{j}米，{who}准备开春再砌，问能不能补一点。",
    "{who}考了{n}分，{school}录了，学费还差{k}千元。",
    "水管冻了，{who}从邻居家挑水，{month}月里修好的。",
    "{crop}卖给{buyer}了，一斤{j}块{k}毛，共卖了{n}斤。",
    "屋里炉子换了新的，煤拉了{j}吨，说够烧到{month}月。",
    "{who}的低保{month}月停了，去镇上问，说是家里有车，车是{kin}的。",
    "想把{k}亩{crop}地流转出去，{buyer}给的价低，还在商量。",
    "{who}学会了{skill}，在{place}一天能挣{n}元。",
    "{animal}病了{j}只，请{vet}来打了针，第二天就好些。",
    "小额贷款{k}万元{month}月到期，{who}说卖了{animal}就还。",
    "{kin}回来盖房，地基打好了，砖拉了{k}千块。",
    "{who}报了{skill}班，{month}月上课，住{place}亲戚家。",
    "地里{pest}厉害，喷了{j}遍药，{buyer}说再看{k}天。",
    "{who}摔了一跤，在炕上躺了{k}天，{kin}来照看。",
    "门前的路{month}月硬化了{n}米，三轮车能进院。",
    "{kin}结婚花了{k}万，借了{buyer}{j}万，慢慢还。",
    "帮着把{k}袋{crop}背进窑里，{who}非要留下吃{meal}。",
    "电表{state}，找电工看过，线老了，换了{j}米。",
    "孩子{month}月转到{school}，老师说数学{well}，英语跟不上。",
    "{who}想开个小卖部，算了账，一月能落{n}元，先不急。",
)
SLOTS: dict[str, tuple[str, ...]] = {
    "crop": ("洋芋", "玉米", "蒜苗", "苹果", "小麦", "胡麻", "花椒", "大白菜", "黄芪", "豆角"),
    "well": ("好", "一般", "比旁人家的好", "不太行", "还可以"),
    "more": ("多些", "少两成", "差不多", "强一点"),
    "who": ("户主", "老伴", "大儿子", "小儿子", "女儿", "儿媳", "孙子", "老母亲", "女婿"),
    "place": ("兰州", "西安", "新疆", "武山县城", "洛门", "天水", "银川", "苏州", "青岛"),
    "state": ("停了几天", "包吃住", "不拖欠", "活不多", "老跳", "走得快"),
    "animal": ("牛", "猪", "羊", "驴", "鸡", "兔"),
    "hospital": ("县医院", "镇卫生院", "市中医院", "村卫生室"),
    "school": ("洛门中学", "县一中", "职教中心", "镇中心小学", "师院", "卫校"),
    "buyer": ("合作社", "二道贩子", "洛门收购点", "邻村老板", "表哥", "信用社"),
    "kin": ("侄子", "老二", "亲家", "外甥", "弟弟", "堂哥"),
    "skill": ("电焊", "挖掘机", "月嫂", "厨师", "嫁接", "刺绣", "砌墙"),
    "vet": ("兽医站的人", "村防疫员", "老把式"),
    "pest": ("蚜虫", "红蜘蛛", "白粉病", "地老虎", "早疫病"),
    "meal": ("浆水面", "馓饭", "洋芋搅团", "早饭"),
}
SHORT = ("入户走访，都好。", "去家里看了看，正常。", "人在地里，说了几句话。")


def said(chance: Random) -> str:
    """What was seen and heard: one to four things, sometimes behind a stock phrase or two."""
    if chance.random() < 0.06:
        return chance.choice(SHORT)
    phrases = chance.sample(PHRASES, chance.choice((0, 0, 1, 1, 2)))
    things = chance.sample(WHAT, chance.choice((1, 2, 2, 3, 4)))
    return "".join((*phrases, *(_filled(chance, one) for one in things)))


def _filled(chance: Random, sentence: str) -> str:
    words = {name: chance.choice(words) for name, words in SLOTS.items()}
    numbers = {"n": chance.randrange(60, 1900), "k": chance.randrange(2, 19)}
    rest = {"j": chance.randrange(2, 9), "month": chance.randrange(1, 12)}
    return sentence.format(**words, **numbers, **rest)


def copied(chance: Random, text: str) -> str:
    """As a copier changes it: often not at all, else a phrase in front, a sentence dropped, a number."""
    parts = [one for one in text.split("。") if one]
    way = chance.random()
    if way < 0.45 or len(parts) < 2:
        return text
    if way < 0.65:
        return "。".join(parts[:-1]) + "。" if len(parts) > 4 else text.replace("，", "、", 1)
    if way < 0.85:
        return text.replace(chance.choice("0123456789"), chance.choice("0123456789"))
    return f"{text}{chance.choice(('户主表示感谢。', '户主很满意。', '继续关注。'))}"
