/** One thing that waits, and the one button that mends it. */
import { html, useState } from "../vendor/htm-preact.js";
import { add, change, retry } from "../outbox.js";
import { household } from "../records.js";
import { joined, t } from "../text.js";
import { Icon, Sign } from "./icon.js";
import { open } from "./left.js";
import { useBusy } from "./live.js";
import { said } from "./problem.js";
import { State } from "./state.js";
import { clockText, dayText, near, today } from "./when.js";
import { HELD } from "../verdicts.js";

/** @typedef {import("../types.js").Item} Item */
/** @typedef {{homes: any[], needs: any[], entries: any[], proposals: any[], items: Item[]}} Known */

/** @type {Record<string, [string, string]>} */
const LOOK = { waiting: ["clock", ""], sending: ["upload", "blue"], failed: ["alert-triangle", "red"], conflict: ["git-compare", "amber"], received: ["circle-check", ""] };

/** Whose it is. @param {Item} item @param {Known} known */
export function titleOf(item, known) {
  const { payload } = item;
  const need = payload.need && known.needs.find((one) => one.id === payload.need);
  const entry = payload.entry && known.entries.find((one) => one.id === payload.entry);
  const ids = payload.households || (entry && entry.households) || [payload.household || (need && need.household)];
  const names = joined(known.homes.filter((home) => ids.includes(home.id)).map((home) => home.head));
  return names || (item.action === "diary.write" ? t("write.village") : t(`action.${item.action}`));
}

/** @param {Item} item */
function line(item) {
  if (item.state === "failed") return said(item.problem);
  const photos = item.photos.length;
  const done = item.photos.filter((one) => one.state === "received").length;
  if (item.verdict && photos > done) return t("item.photos_of", { done, n: photos });
  const at = `${near(item.at)} ${clockText(item.at)}`;
  const what = item.action === "diary.write" ? t("item.written", { at }) : `${at} ${t(`action.${item.action}`)}`;
  return photos ? t("item.with_photos", { what, n: photos }) : what;
}

/** @param {{item: Item, known: Known}} props */
export function Waiting({ item, known }) {
  const photos = item.photos.length;
  const done = item.photos.filter((one) => one.state === "received").length;
  const going = !!item.verdict && item.state === "received" && photos > done;
  const [icon, tone] = LOOK[going ? "sending" : item.state];
  return html`<li class="row high"><${Sign} name=${icon} tone=${tone} /><div class="grow">
    <div class="flex between"><b>${titleOf(item, known)}</b><${State} state=${held(item) ? "held" : going ? "sending" : item.state} /></div>
    ${item.state === "conflict" ? html`<${Conflict} item=${item} known=${known} />` : html`<p class="soft">${line(item)}</p>`}
    ${going && html`<span class="ruler plain" role="img" aria-label=${line(item)} style=${{ "--v": String(((done + 1) / (photos + 1)) * 100) }}><i></i></span>`}
    ${item.state === "failed" && html`<${Mend} item=${item} />`}
    ${item.state === "waiting" && item.action === "diary.write" && html`<a class="tap sm" href=${`#/entry/${item.id}`}>${t("item.open")}</a>`}
  </div></li>`;
}

/** Is it with the office now? Then only the office can take it. @param {Item} item */
export const held = (item) => item.state === "failed" && item.verdict === HELD;

/** Where what was refused is put right. @param {Item} item */
export function mendHref(item) {
  const { payload } = item;
  if (held(item)) return "";
  if (item.action === "diary.write") return `write?item=${item.id}`;
  if (item.action === "diary.amend") return `entry/${payload.entry}?amend=1`;
  if (item.action === "household.edit") return `household/${payload.household}/facts?item=${item.id}`;
  if (item.action.startsWith("activity.")) return `activity/${payload.activity}?item=${item.id}`;
  if (item.action.startsWith("assessment.")) return `assessment/${payload.assessment}?item=${item.id}`;
  if (item.action.startsWith("doubt.")) return `doubt/${payload.doubt}?item=${item.id}`;
  if (item.action === "need.close" || item.action === "need.talk") return `need/${payload.need}?item=${item.id}`;
  return "";
}

/** @param {{item: Item}} props */
function Mend({ item }) {
  const [wrong, tell] = useState("");
  const [busy, run] = useBusy();
  /** @param {() => Promise<any>} act */
  const attempt = (act) => run(() => act().catch((/** @type {any} */ error) => tell(said(error))));
  const future = item.problem && item.problem.code === "diary.future";
  const href = mendHref(item);
  const error = wrong && html`<p class="err" role="alert">${wrong}</p>`;
  if (future) return html`<button class="btn wide mend" type="button" disabled=${busy} onClick=${() => attempt(() => change(item.id, { ...item.payload, day: today(), until: null }))}><${Icon} name="calendar-event" />${t("mend.today", { day: dayText(today()) })}</button>${error}`;
  if (href) return html`<a class="btn wide mend" href=${`#/${href}`}><${Icon} name="pencil" />${t("mend.change")}</a>`;
  return html`<button class="btn wide mend" type="button" disabled=${busy} onClick=${() => attempt(() => retry(item.id))}><${Icon} name="refresh" />${t("net.again")}</button>${error}`;
}

/** @param {{item: Item, known: Known}} props */
function Conflict({ item, known }) {
  const rows = open(item, known.items, known.proposals);
  return rows.map((/** @type {any} */ one) => html`<${Clash} key=${one.id} one=${one} item=${item} known=${known} />`);
}

/** Of a long number the end: the rest is the same mostly. */
const LONG = /^\d{5,}(?=\d{4}$)/;

/** @param {any} value */
const shown = (value) => (value === true ? t("yes") : value === false ? t("not") : value === null || value === "" || value === undefined ? t("empty") : String(value).replace(LONG, ""));

/** What one wrote, said again by who has seen the other words. @param {any} one @param {Item} item @param {Known} known */
async function insist(one, item, known) {
  if (item.action === "diary.amend") {
    const entry = known.entries.find((found) => found.id === item.payload.entry);
    return add("diary.amend", { ...item.payload, base: entry ? entry.rev : item.payload.base });
  }
  const home = await household(item.payload.household);
  const base = home ? home.rev : item.payload.base;
  return add("household.edit", { household: item.payload.household, base, fields: { [one.field]: item.payload.fields[one.field] } });
}

/** @param {{one: any, item: Item, known: Known}} props */
function Clash({ one, item, known }) {
  const [wrong, tell] = useState("");
  const [busy, run] = useBusy();
  const decide = (/** @type {boolean} */ own) =>
    run(async () => {
      try {
        if (own) await insist(one, item, known);
        else await add("proposal.withdraw", { proposal: one.id });
      } catch (error) {
        tell(said(error));
      }
    });
  return html`<p class="soft">${t("clash", { label: one.label, yours: shown(one.yours), held: shown(one.held), by: one.held_by || t("office") })}</p>
    <div class="flex wrap mend"><button class="btn grow" type="button" disabled=${busy} onClick=${() => decide(true)}>${t("clash.own", { value: shown(one.yours) })}</button><button class="btn grow" type="button" disabled=${busy} onClick=${() => decide(false)}>${t("clash.held", { value: shown(one.held) })}</button></div>
    ${item.decider && html`<p class="mute sm">${t("clash.decider", { name: item.decider })}</p>`}${wrong && html`<p class="err" role="alert">${wrong}</p>`}`;
}
