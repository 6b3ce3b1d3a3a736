/** One activity in the village: what to bring, who is asked, and who came, said with or without signal. */
import { html, useState } from "../vendor/htm-preact.js";
import { attend, digitsOf, scanned } from "../attending.js";
import { Field } from "../parts/field.js";
import { Empty, Frame, Reading, Section } from "../parts/frame.js";
import { Icon, Notice, Tag } from "../parts/icon.js";
import { Lens } from "../parts/lens.js";
import { useBusy, useLive } from "../parts/live.js";
import { said } from "../parts/problem.js";
import { Refused } from "../parts/refused.js";
import { State } from "../parts/state.js";
import { dayText, today } from "../parts/when.js";
import { change, items } from "../outbox.js";
import { activities, households } from "../records.js";
import { joined, t } from "../text.js";

const MOST = 99;

/** @param {string} id @param {string} item */
async function read(id, item) {
  const one = (await activities()).find((row) => row.id === id);
  const refused = item ? (await items()).find((row) => row.id === item && row.state === "failed") : null;
  if (!one) return { one, refused, homes: [] };
  const told = new Map(one.homes.map((/** @type {any} */ home) => [home.id, home]));
  const blank = { asked: false, why: "", people: 0, given: 0, card: false };
  const homes = (await households()).filter((home) => home.village.id === one.village || told.has(home.id));
  return { one, refused, homes: homes.map((home) => ({ ...blank, ...told.get(home.id), id: home.id, name: home.head, group: home.group })) };
}

/** @param {any} one */
export const span = (one) => (one.until && one.until !== one.day ? `${dayText(one.day)}–${dayText(one.until)}` : dayText(one.day));

/** @param {{id: string, item: string}} props */
export function Activity({ id, item }) {
  const it = useLive(() => read(id, item), [id, item]);
  if (!it) return html`<${Frame} title=${t("activity")} up=""><${Reading} /><//>`;
  const { one, homes, refused } = it;
  if (!one) return html`<${Frame} title=${t("activity")} up="" tab="-">${refused && html`<${Refused} item=${refused} />`}<${Empty} icon="school"><p>${t("activity.gone")}</p><//><//>`;
  const early = one.day > today();
  return html`<${Frame} title=${one.title} fact=${`${span(one)} ${one.where}`} up="" tab="-">
    ${refused && html`<${Refused} item=${refused} />`}
    ${one.off !== null ? html`<section class="sec"><${Notice} tone="warn"><b>${t("activity.off", { why: one.off })}</b><//></section>` : one.held ? html`<section class="sec"><${Notice} tone="good"><p>${t("activity.held")}</p><//></section>` : early && html`<section class="sec"><${Notice}><p>${t("activity.early", { day: dayText(one.day) })}</p><//></section>`}
    <${About} one=${one} />
    ${one.off === null && html`<${Own} one=${one} homes=${homes} early=${early} />`}
    ${one.off === null && !early && html`<${Cards} one=${one} refused=${refused} />`}
  <//>`;
}

/** @param {{one: any}} props */
function About({ one }) {
  /** @type {[string, string][]} */
  const lines = [["time", one.time], ["place", one.place], ["by", one.organisers], ["experts", joined(one.experts)], ["with", joined(one.officers)]];
  const shown = lines.filter(([, value]) => value);
  return html`<section class="sec"><div class="card about"><p class="flex wrap"><${Tag} tone="blue">${one.kind}<//>${one.going && html`<${Tag} tone="jade" icon="check">${t("activities.going")}<//>`}</p>
    ${shown.length > 0 && html`<dl class="dl">${shown.map(([key, value]) => html`<dt key=${key}>${t(`activity.${key}`)}</dt><dd>${value}</dd>`)}</dl>`}
    ${one.materials.length > 0 && html`<p class="mute sm">${t("activity.materials")}</p><ul class="bullets">${one.materials.map((/** @type {string} */ line) => html`<li key=${line}>${line}</li>`)}</ul>`}
    ${one.text && html`<p class="wrapping">${one.text}</p>`}</div></section>`;
}

/** Those who are asked or have come stand first; the rest comes when asked for. @param {{one: any, homes: any[], early: boolean}} props */
function Own({ one, homes, early }) {
  const [whole, open] = useState(false);
  const [wrong, tell] = useState("");
  const first = homes.filter((home) => home.asked || home.people || home.state);
  const shown = whole || !first.length ? homes : first;
  if (!homes.length || (early && !first.length)) return null;
  return html`<${Section} title=${t("activity.homes")}><ul class="card flush">${(early ? first : shown).map((home) => html`<${Came} key=${home.id} one=${one} home=${home} early=${early} tell=${tell} />`)}</ul>
    ${wrong && html`<p class="err" role="alert">${wrong}</p>`}
    ${!early && shown.length < homes.length && html`<button class="btn wide more" type="button" onClick=${() => open(true)}>${t("activity.others", { n: homes.length - shown.length })}</button>`}<//>`;
}

/** @param {{one: any, home: any, early: boolean, tell: (words: string) => void}} props */
function Came({ one, home, early, tell }) {
  const [busy, run] = useBusy();
  /** @param {number} people */
  const put = (people) =>
    run(async () => {
      try {
        await attend(one.id, home, people);
        tell("");
      } catch (error) {
        tell(said(error));
      }
    });
  const least = home.card || (one.held && home.given) ? 1 : 0;
  const step = (/** @type {string} */ icon, /** @type {string} */ label, /** @type {number} */ to, /** @type {boolean} */ off) =>
    html`<button class="btn step" type="button" aria-label=${t(label, { name: home.name })} disabled=${busy || off} onClick=${() => put(to)}><${Icon} name=${icon} /></button>`;
  return html`<li class="row high"><span class="grow"><b>${home.name}</b> <span class="mute sm">${home.group || ""}</span>
      <span class="flex wrap sm mute">${home.asked && html`<span>${home.why || t("activity.asked")}</span>`}${home.card && html`<${Tag} icon="qrcode">${t("activity.card")}<//>`}${home.state && html`<${State} state=${home.state} />`}</span></span>
    ${!early && (home.people ? html`<span class="flex stepper">${step("minus", "activity.fewer", home.people - 1, home.people <= least)}<b class="num" role="status">${t("activity.people", { n: home.people })}</b>${step("plus", "activity.more", home.people + 1, home.people >= MOST)}</span>` : html`<button class="btn" type="button" aria-label=${t("activity.came_of", { name: home.name })} disabled=${busy} onClick=${() => put(1)}><${Icon} name="check" />${t("activity.came")}</button>`)}</li>`;
}

/** @param {{one: any, refused: any}} props */
function Cards({ one, refused }) {
  const mend = refused && refused.action === "activity.scan" ? refused : null;
  const [typed, set] = useState(mend ? digitsOf(mend.payload.code) : "");
  const [wrong, tell] = useState("");
  const [told, say] = useState("");
  const [busy, run] = useBusy();
  /** @param {string} code */
  const note = async (code) => {
    try {
      say(t((await scanned(one.id, code)) ? "activity.noted" : "activity.again"));
      tell("");
    } catch (error) {
      tell(said(error));
    }
  };
  const save = () =>
    run(async () => {
      const code = digitsOf(typed);
      if (!code) return tell(t("activity.digits"));
      if (mend) await change(mend.id, { activity: one.id, code }).then(() => say(t("activity.noted")), (/** @type {any} */ error) => tell(said(error)));
      else await note(code);
      set("");
    });
  return html`<${Section} title=${t("activity.scan")} more=${html`<span class="mute sm light">${t("activity.here", { n: one.here })}</span>`}><div class="card stack">
    <${Lens} onCode=${note} />
    <${Field} id="card" label=${t("activity.number")} hint=${t("activity.number_hint")} mode="numeric" longest=${11} value=${typed} error=${wrong} onChange=${set} />
    <button class="btn wide" type="button" disabled=${busy} onClick=${save}><${Icon} name="check" />${t("activity.note")}</button>
    <p class="soft sm" role="status">${told} ${one.scans > 0 ? t("activity.waiting", { n: one.scans }) : ""}</p></div><//>`;
}
