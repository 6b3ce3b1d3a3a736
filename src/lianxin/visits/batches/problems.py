"""Problems of batches."""

from lianxin.kernel.problem import declare

declare(
    "batch.nobody",
    "这一批没有人去。请至少勾一名干部。",
    "Nobody goes on this trip. Tick at least one officer.",
)
declare(
    "batch.nowhere",
    "这一批没有要去的户，也没有宣讲。请勾上要去的户，或者勾“这次有宣讲”。",
    "The trip has no household and no lecture. Tick households, or that a lecture is held.",
)
declare(
    "batch.not_going",
    "{head}由{officer}联系，{officer}这次不去。把人勾上，或者去掉这一户。",
    "{officer} answers for the household of {head} and does not go. Add the officer, or leave the household out.",
)
declare(
    "batch.unpaired",
    "{head}还没有结对，没法排进走访批次。请先给这一户结对。",
    "Nobody answers for the household of {head} yet. Pair it first.",
)
declare(
    "batch.too_long",
    "一批最多 {limit} 天，请分成几批。",
    "A batch lasts {limit} days at most; make several of it.",
)
declare(
    "batch.over",
    "这一批已经去过，记录留着，不能再改。",
    "This batch has been and stays as it was.",
    status=409,
)
declare(
    "batch.cancelled",
    "这一批已经取消，请另定一批。",
    "This batch was cancelled; make another one.",
    status=409,
)
declare(
    "batch.reason_wanted",
    "请写一句为什么取消，去的人要知道。",
    "Say in one sentence why it is cancelled; those who go want to know.",
)
