/** One entry as it reads today; changed in place while it is here, amended once it is there. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { useAsk } from "../parts/ask.js";
import { textFault } from "../parts/entry-form.js";
import { Field } from "../parts/field.js";
import { held } from "../parts/item.js";
import { Empty, Frame, Reading, Section } from "../parts/frame.js";
import { Icon, Notice, Tag } from "../parts/icon.js";
import { kindNames } from "../parts/kinds.js";
import { useBusy, useLive } from "../parts/live.js";
import { Thumb } from "../parts/photo.js";
import { said } from "../parts/problem.js";
import { instead } from "../parts/route.js";
import { State } from "../parts/state.js";
import { dayText, moment, near } from "../parts/when.js";
import { draft, drop, keep } from "../drafts.js";
import { add, drop as away, items } from "../outbox.js";
import { entries, households } from "../records.js";
import { joined, line, t } from "../text.js";

/** @param {string} id */
async function read(id) {
  const [all, own, homes] = await Promise.all([entries({ limit: 10000 }), items(), households()]);
  const item = own.find((one) => one.id === id);
  const found = all.find((one) => one.id === id) || (item && item.action === "diary.write" ? { ...item.payload, id, state: item.state, mine: true } : null);
  const waiting = own.filter((one) => one.action === "diary.amend" && one.payload.entry === id && one.state !== "received");
  return { one: found, item, waiting, homes };
}

/** @param {{id: string, amending: boolean}} props */
export function Entry({ id, amending }) {
  const it = useLive(() => read(id), [id]);
  if (!it) return html`<${Frame} title=${t("entry")} up="" tab="-"><${Reading} /><//>`;
  if (!it.one) return html`<${Frame} title=${t("entry")} up="" tab="-"><${Empty} icon="notebook"><p>${t("entry.gone")}</p><//><//>`;
  const one = it.one;
  const names = joined(it.homes.filter((home) => (one.households || []).includes(home.id)).map((home) => home.head)) || t("write.village");
  const there = !it.item || it.item.frozen;
  return html`<${Frame} title=${names} fact=${`${near(one.day)}${one.until ? ` – ${dayText(one.until)}` : ""} ${kindNames(one.kinds)}`} up="" tab="-">
    <section class="sec"><div class="card stack"><p class="flex between"><span class="mute sm">${line([one.officer, one.minutes && t("minutes", { n: one.minutes })])}</span>${one.withdrawn ? html`<${Tag} icon="ban">${t("entry.withdrawn")}<//>` : html`<${State} state=${one.state || "received"} />`}</p>
      <p class="reading">${one.text}</p>
      ${one.amended && html`<p class="mute sm">${t("entry.amended")}</p>`}
      ${(one.photos || []).length > 0 && html`<div class="thumbs">${one.photos.map((/** @type {string} */ sha, /** @type {number} */ at) => html`<${Thumb} key=${sha} sha=${sha} at=${at} />`)}</div>`}
      ${it.item && it.item.receivedAt && html`<p class="mute sm">${t("outbox.received_at", { at: moment(it.item.receivedAt) })}</p>`}
    </div></section>
    ${it.item && it.item.problem && it.item.state === "failed" && html`<section class="sec"><${Notice} tone="bad"><p>${said(it.item.problem)}</p><//></section>`}
    ${it.waiting.length > 0 && html`<section class="sec"><${Notice}><p>${t("entry.amending", { n: it.waiting.length })}</p><//></section>`}
    ${one.mine && !one.withdrawn && !(it.item && held(it.item)) && (there && !(it.item && it.item.state === "failed") ? html`<${Amend} one=${one} open=${amending} />` : html`<${Change} item=${it.item} />`)}
  <//>`;
}

/** @param {{item: any}} props */
function Change({ item }) {
  const [question, ask] = useAsk();
  const [wrong, tell] = useState("");
  const remove = async () => {
    if (!(await ask(t("drop.title"), t("drop.words"), t("drop.yes")))) return;
    try {
      await away(item.id);
      instead("outbox");
    } catch (error) {
      tell(said(error));
    }
  };
  return html`<section class="sec stack"><a class="btn pri big" href=${`#/write?item=${item.id}`}><${Icon} name="pencil" />${t("entry.change")}</a>
    <button class="btn danger wide" type="button" onClick=${remove}><${Icon} name="trash" />${t("drop")}</button>${wrong && html`<p class="err" role="alert">${wrong}</p>`}${question}</section>`;
}

/** @param {{one: any, open: boolean}} props */
function Amend({ one, open }) {
  const form = `amend:${one.id}`;
  const [shown, show] = useState(open);
  const [text, set] = useState(one.text);
  const [wrong, tell] = useState("");
  const [busy, run] = useBusy();
  useEffect(() => {
    void draft(form).then((/** @type {any} */ kept) => {
      if (!kept || kept.text === one.text) return;
      set(kept.text);
      show(true);
    });
  }, []);
  const save = () =>
    run(async () => {
      if (!text.trim() || text.trim() === one.text) return tell(t("entry.same"));
      if (textFault(text)) return tell(textFault(text));
      try {
        await add("diary.amend", { entry: one.id, base: one.rev || 1, text: text.trim() });
        await drop(form);
        show(false);
        tell("");
      } catch (error) {
        tell(said(error));
      }
    });
  if (!shown) return html`<section class="sec"><button class="btn wide" type="button" onClick=${() => show(true)}><${Icon} name="pencil" />${t("entry.amend")}</button></section>`;
  return html`<${Section} title=${t("entry.amend")}><div class="stack"><p class="mute sm">${t("entry.amend_hint")}</p>
    <${Field} id="amend" label=${t("entry.text")} rows=${6} value=${text} error=${wrong} onChange=${(/** @type {string} */ next) => { set(next); keep(form, { text: next }); }} />
    <button class="btn pri big" type="button" disabled=${busy} onClick=${save}><${Icon} name="check" />${t("save")}</button></div><//>`;
}
