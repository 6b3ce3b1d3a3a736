"""The leader reads how many may have the best grade and decides on the page, with a reason that everybody reads."""

from __future__ import annotations

from django.urls import reverse

from tests.results.assessment.test_quota import life, quota  # noqa: F401 (fixture)


def test_the_leader_gives_the_next_grade_and_the_officer_reads_why(client, life):  # noqa: F811
    quota(200)
    client.force_login(life.cast.leader)
    page = reverse("assessment", args=[life.year.tian.pk]) + f"?year={life.row.year}"
    assert "2 人里最多 0 人评最高一等" in client.get(page).content.decode()
    sign = reverse("assessment-sign", args=[life.row.pk])
    again = client.post(sign, {"words": ""}).content.decode()
    assert "已经满了" in again
    again = client.post(sign, {"grade": "称职"}).content.decode()
    assert "写明为什么" in again
    assert '<option value="称职" selected>' in again
    client.post(sign, {"grade": "称职", "words": "名额已满，集体研究。"})
    client.force_login(life.cast.officer)
    told = client.get(page).content.decode()
    assert "评为称职" in told
    assert "名额已满，集体研究。" in told


def test_within_the_quota_nothing_is_asked(client, life):  # noqa: F811
    quota(1000)
    client.force_login(life.cast.leader)
    page = reverse("assessment", args=[life.year.tian.pk]) + f"?year={life.row.year}"
    assert "已经满了" not in client.get(page).content.decode()
    client.post(reverse("assessment-sign", args=[life.row.pk]), {"grade": "", "words": ""})
    assert "已审定" in client.get(page).content.decode()
