/** One need of a household: talked about again, or closed with what came of it. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { Choice, Field } from "../parts/field.js";
import { Empty, Frame, Reading } from "../parts/frame.js";
import { Icon, Notice, Tag } from "../parts/icon.js";
import { useBusy, useLive } from "../parts/live.js";
import { said } from "../parts/problem.js";
import { instead } from "../parts/route.js";
import { dayText, near } from "../parts/when.js";
import { draft, drop, keep } from "../drafts.js";
import { add, change, items } from "../outbox.js";
import { household, me, needs } from "../records.js";
import { line, t } from "../text.js";

/** @param {string} id */
async function read(id) {
  const one = (await needs({})).find((need) => need.id === id);
  const waiting = (await items()).filter((item) => item.payload.need === id && item.state !== "received");
  return { one, home: one && (await household(one.household)), me: await me(), waiting };
}

/** @param {{id: string, item: string}} props */
export function Need({ id, item }) {
  const it = useLive(() => read(id), [id]);
  const up = it && it.one ? `household/${it.one.household}` : "";
  if (!it) return html`<${Frame} title=${t("need")} up=${up}><${Reading} /><//>`;
  if (!it.one) return html`<${Frame} title=${t("need")} up="" tab="-"><${Empty} icon="message-question"><p>${t("need.gone")}</p><//><//>`;
  const one = it.one;
  return html`<${Frame} title=${t("need")} fact=${it.home ? `${it.home.head} ${it.home.group}` : ""} up=${up} tab="households">
    <section class="sec"><div class="card"><p class="lg">${one.text}</p><p class="flex wrap tags">${one.kind && html`<${Tag} tone="blue">${one.kind}<//>`}<span class="mute sm">${line([t("need.opened", { day: near(one.opened) }), one.due && !one.closed && t("due.by", { day: dayText(one.due) })])}</span></p></div></section>
    ${id.includes(":") ? html`<section class="sec"><${Notice}><p>${t("need.unsent")}</p><//></section>` : one.closed ? html`<section class="sec"><${Notice} tone="good"><b>${one.result}</b><p>${one.outcome} ${near(one.closed)}</p><//></section>` : html`<${Answer} id=${id} item=${item} results=${(it.me && it.me.need_results) || []} waiting=${it.waiting} up=${up} />`}
  <//>`;
}

/** @param {{id: string, item: string, results: {name: string, label: string}[], waiting: any[], up: string}} props */
function Answer({ id, item, results, waiting, up }) {
  const form = `need:${id}`;
  const [it, set] = useState({ closing: true, result: (results[0] || { name: "" }).name, text: "" });
  const [wrong, tell] = useState("");
  const [busy, run] = useBusy();
  useEffect(() => {
    const begun = waiting.find((one) => one.id === item);
    if (begun) set({ closing: begun.action === "need.close", result: begun.payload.result || (results[0] || { name: "" }).name, text: begun.payload.outcome || begun.payload.text || "" });
    else void draft(form).then((/** @type {any} */ kept) => kept && set(kept));
  }, []);
  /** @param {any} part */
  const put = (part) => {
    const next = { ...it, ...part };
    set(next);
    keep(form, next);
  };
  const save = () =>
    run(async () => {
      if (!it.text.trim()) return tell(t("need.text_wanted"));
      const payload = it.closing ? { need: id, outcome: it.text.trim(), result: it.result } : { need: id, text: it.text.trim() };
      try {
        if (item) await change(item, payload);
        else await add(it.closing ? "need.close" : "need.talk", payload);
        await drop(form);
        instead(up);
      } catch (error) {
        tell(said(error));
      }
    });
  return html`<section class="sec stack">
    ${waiting.length > 0 && !item && html`<${Notice}><p>${t("need.waiting", { n: waiting.length })}</p><//>`}
    ${!item && html`<${Choice} label=${t("need.how")} value=${it.closing ? "close" : "talk"} choices=${[["close", t("need.close")], ["talk", t("need.talk")]]} onChange=${(/** @type {string} */ how) => put({ closing: how === "close" })} />`}
    ${it.closing && results.length > 0 && html`<${Choice} label=${t("need.result")} value=${it.result} choices=${results.map((one) => [one.name, one.label])} onChange=${(/** @type {string} */ result) => put({ result })} />`}
    <${Field} id="outcome" label=${t(it.closing ? "need.outcome" : "need.said")} rows=${3} longest=${500} value=${it.text} error=${wrong} onChange=${(/** @type {string} */ text) => put({ text })} />
    <button class="btn pri big" type="button" disabled=${busy} onClick=${save}><${Icon} name="check" />${t("save")}</button>
  </section>`;
}
