/** What is asked about an entry: the fact, what it may also be, and one's own words to it. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { Field } from "../parts/field.js";
import { Empty, Frame, Reading, Section } from "../parts/frame.js";
import { Icon, Notice } from "../parts/icon.js";
import { useBusy, useLive } from "../parts/live.js";
import { said } from "../parts/problem.js";
import { go, instead } from "../parts/route.js";
import { dayText } from "../parts/when.js";
import { draft, drop, keep } from "../drafts.js";
import { add, change, items } from "../outbox.js";
import { doubts, me } from "../records.js";
import { joined, t } from "../text.js";

/** @param {string} id @param {string} item */
async function read(id, item) {
  const self = await me();
  const waiting = item ? (await items()).find((one) => one.id === item && one.state !== "received") : null;
  const rows = waiting ? (self && self.doubts) || [] : await doubts();
  return { one: rows.find((/** @type {any} */ row) => row.id === id), waiting };
}

/** @param {{id: string, item: string}} props */
export function Doubt({ id, item }) {
  const it = useLive(() => read(id, item), [id, item]);
  if (!it) return html`<${Frame} title=${t("doubt")} up=""><${Reading} /><//>`;
  if (!it.one) return html`<${Frame} title=${t("doubt")} up="" tab="-"><${Empty} icon="circle-check"><p>${t("doubt.gone")}</p><//><//>`;
  const one = it.one;
  return html`<${Frame} title=${t("doubt")} fact=${`${dayText(one.day)} ${one.heads.length ? joined(one.heads) : one.where}`} up="" tab="-">
    ${one.said && html`<section class="sec"><${Notice}><b>${t(`deciding.${one.state}`, { who: one.by })}</b><p class="wrapping">${one.said}</p><//></section>`}
    <${Section} title=${t("doubt.facts")}><ol class="card flush">${one.points.map((/** @type {any} */ point) => html`<li class="row high" key=${point.title}><span class="grow"><b>${point.title}</b><p class="wrapping">${point.fact}</p>${point.innocent && html`<p class="soft sm">${t("doubt.maybe", { what: point.innocent })}</p>`}</span></li>`)}</ol>
      ${one.entry && html`<button class="btn quiet" type="button" onClick=${() => go(`entry/${one.entry}`)}><${Icon} name="notebook" />${t("doubt.entry")}</button>`}<//>
    <${Words} one=${one} item=${it.waiting} />
  <//>`;
}

/** @param {{one: any, item: any}} props */
function Words({ one, item }) {
  const form = `doubt:${one.id}`;
  const [words, set] = useState(item ? item.payload.words : "");
  const [wrong, tell] = useState("");
  const [busy, run] = useBusy();
  useEffect(() => {
    if (!item) void draft(form).then((/** @type {any} */ kept) => kept && set(kept.words));
  }, []);
  /** @param {string} next */
  const put = (next) => {
    set(next);
    keep(form, { words: next });
  };
  const objects = one.state === "excluded";
  const save = () =>
    run(async () => {
      if (!words.trim()) return tell(t("doubt.wanted"));
      try {
        const payload = { doubt: one.id, words: words.trim() };
        if (item) await change(item.id, payload);
        else await add(objects ? "doubt.object" : "doubt.answer", payload);
        await drop(form);
        instead("");
      } catch (error) {
        tell(said(error));
      }
    });
  return html`<section class="sec stack">
    <${Field} id="words" label=${t(objects ? "doubt.object" : "doubt.answer")} hint=${objects ? t("doubt.until", { day: dayText(one.last) }) : t("doubt.counts")} rows=${4} longest=${300} value=${words} error=${wrong} onChange=${put} />
    <button class="btn pri big" type="button" disabled=${busy} onClick=${save}><${Icon} name="check" />${t("save")}</button></section>`;
}
