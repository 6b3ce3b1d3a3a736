"""物资目录: kinds of goods with what each is counted in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.aid.models import Delivery
from lianxin.pool.goods import goods_add
from lianxin.pool.models import Goods

from .asking import Question, must_see, put
from .asks import Ask
from .deliveries import HOME, able
from .form import Form
from .requests import Acted


@require_GET
def goods(request: Acted) -> HttpResponse:
    """Kinds of goods with what each is counted in."""
    must_see(request, Delivery)
    rows = Goods.objects.visible_to(request.actor)
    return render(request, "aid/goods.html", {"rows": rows, "may": able(request)})


def goods_new(request: Acted) -> HttpResponse:
    def save(form: Form) -> Goods:
        return goods_add(
            actor=request.actor,
            name=form["name"],
            unit=form["unit"],
            printed=form["printed"] == "1",
        )

    home, kinds = reverse("deliveries"), reverse("goods")
    printed = [("", _("不是")), ("1", _("是"))]
    return put(
        request,
        Question(
            _("加物资种类"),
            [
                Ask("name", _("名称"), required=True, maxlength=40),
                Ask("unit", _("论什么数"), _("袋、份、桶、卷……"), required=True, maxlength=6),
                Ask(
                    "printed", _("是不是印刷的宣传资料"), _("是的话，算进资料份数"), choices=printed
                ),
            ],
            save,
            lambda made: _("加好了：%(name)s") % {"name": made.name},
            lambda made: f"{reverse('delivery-new')}?goods={made.pk}",
            kinds,
            [(home, HOME), (kinds, _("物资目录"))],
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("goods/", goods, name="goods"),
    path("goods/new/", goods_new, name="goods-new"),
]
