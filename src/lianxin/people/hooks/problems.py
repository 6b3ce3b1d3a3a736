"""Problems of addresses that are told of events."""

from lianxin.kernel.problem import declare

declare("hook.no_name", "给这个地址起个名字，以后好认。", "Give the address a name, to know it by.")
declare("hook.no_event", "至少选一件要通知的事。", "Choose at least one event that is to be told.")
declare(
    "hook.wrong_address",
    "这不是能用的网址。请填完整，比如 https://oa.example.cn/lianxin。",
    "This is no address that can be used. Write all of it, like https://oa.example.cn/lianxin.",
)
declare(
    "hook.not_private",
    "不加密的 http 只能用在内部网络。请改用 https，或者填内网的地址。",
    "Plain http is for an internal network only. Use https, or an address of the internal network.",
)
declare(
    "hook.forbidden_address",
    "这个地址不是给别的程序用的。请填接收通知的那台机器的地址。",
    "No program listens at this address. Give that of the machine that is to be told.",
)
declare(
    "hook.unknown_host",
    "找不到这台机器：{host}。请看地址有没有写错、网络通不通。",
    "This machine is not found: {host}. See whether the address is right and the network there.",
)
declare(
    "hook.too_many",
    "一个单位最多 {limit} 个通知地址。请先停掉不用的。",
    "A unit has {limit} addresses at most. End those that are not needed first.",
    status=409,
)
declare(
    "hook.ended",
    "这个通知地址已经停用。",
    "This address is no longer in use.",
    status=409,
)
