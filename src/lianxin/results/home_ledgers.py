"""The ledgers of what a village keeps of its households and members."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.records.file.benefits import MedicalAid, StudyAid, Subsidy
from lianxin.records.file.models import (
    Allowance,
    Condition,
    Dwelling,
    Insurance,
    Land,
    Livelihood,
    Living,
    PartyLife,
    Service,
    Standing,
    Support,
)
from lianxin.register.models import Person

from . import home_columns, home_rows, layout_columns
from .home_rows import beside, payments
from .ledger import Ledger

OF_HOMES = (
    Ledger(
        "lifted",
        _("脱贫户台账"),
        _("哪年脱贫、什么原因、谁负责、做了什么"),
        home_columns.LIFTED,
        Standing,
        home_rows.LIFTED,
        beside(Standing, helped=True),
    ),
    Ledger(
        "monitored",
        _("监测户台账"),
        _("哪一类、什么风险、哪月识别、消除没有"),
        home_columns.MONITORED,
        Standing,
        home_rows.MONITORED,
        beside(Standing, helped=True),
    ),
    Ledger(
        "allowances",
        _("低保台账"),
        _("多少人吃低保、一月多少、哪一类"),
        home_columns.ALLOWANCE,
        Allowance,
        home_rows.ALLOWED,
        beside(Allowance),
    ),
    Ledger(
        "supports",
        _("特困台账"),
        _("分散还是集中、一月多少、要不要人照护"),
        home_columns.SUPPORT,
        Support,
        home_rows.SUPPORTED,
        beside(Support),
    ),
    Ledger(
        "disabled",
        _("残疾人台账"),
        _("哪一类、几级、什么时候发的证"),
        home_columns.DISABILITY,
        Livelihood,
        home_rows.DISABLED,
        beside(Livelihood),
    ),
    Ledger(
        "party",
        _("党员台账"),
        _("哪年入党、什么职务、哪个支部"),
        home_columns.PARTY,
        PartyLife,
        home_rows.OF_PARTY,
        beside(PartyLife),
    ),
    Ledger(
        "veterans",
        _("退役军人台账"),
        _("哪年入伍、哪年退役、优抚和光荣牌"),
        home_columns.VETERANS,
        Service,
        home_rows.VETERANS,
        beside(Service),
    ),
    Ledger(
        "workers",
        _("务工台账"),
        _("在哪里、干什么、一月挣多少"),
        home_columns.WORK,
        Livelihood,
        home_rows.WORKERS,
        beside(Livelihood),
    ),
    Ledger(
        "medical",
        _("医保台账"),
        _("每人一行：哪一年、参没参、交多少"),
        home_columns.MEDICAL,
        Insurance,
        home_rows.INSURED,
        beside(Livelihood, Insurance),
    ),
    Ledger(
        "pensions",
        _("养老台账"),
        _("每人一行：交哪一档、领没领、一月多少"),
        home_columns.PENSION,
        Insurance,
        home_rows.PENSIONED,
        beside(Livelihood, Insurance),
    ),
    Ledger(
        "subsidies",
        _("惠民补贴台账"),
        _("一笔一行：哪一种、哪一年、多少钱、发了没有"),
        home_columns.SUBSIDIES,
        Subsidy,
        payments(Subsidy),
        kinds="subsidy",
    ),
    Ledger(
        "study_aids",
        _("教育资助台账"),
        _("一人一学期一行：学段、类型、多少钱"),
        home_columns.STUDY_AIDS,
        StudyAid,
        payments(StudyAid),
        kinds="study_aid",
    ),
    Ledger(
        "medical_aids",
        _("医疗救助台账"),
        _("一次治疗一行：花了多少、报了多少、自己出多少"),
        home_columns.MEDICAL_AIDS,
        MedicalAid,
        payments(MedicalAid),
    ),
    Ledger(
        "register_people",
        _("国家系统人口名单"),
        _("32 列，每人一行，和国家系统导出的一样；能再导回来"),
        layout_columns.PEOPLE,
        Person,
        home_rows.laid_out,
        beside(Condition, Standing, Living, sized=True),
        layout=True,
    ),
    Ledger(
        "register_full",
        _("国家系统全字段表"),
        _("户和人的全部字段，每人一行；能再导回来"),
        layout_columns.WHOLE,
        Person,
        home_rows.laid_out,
        beside(
            *(Condition, Standing, Living, Dwelling, Land, Livelihood, Support),
            sized=True,
            itemised=True,
        ),
        layout=True,
    ),
)
