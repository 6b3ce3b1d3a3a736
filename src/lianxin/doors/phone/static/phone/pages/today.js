/** 今天: what is asked of the year, and what is due. */
import { html, useState } from "../vendor/htm-preact.js";
import { Frame, Reading, Row, Section, TopButton } from "../parts/frame.js";
import { Icon, Sign, Tag } from "../parts/icon.js";
import { useLive } from "../parts/live.js";
import { allowed, nearest, useHere } from "../parts/near.js";
import { go } from "../parts/route.js";
import { larger } from "../parts/size.js";
import { span } from "./activity.js";
import { named } from "./assessment.js";
import { away, dayText, daysBetween, lunar, today, weekday } from "../parts/when.js";
import { activities, assessments, doubts, households, me, pledges } from "../records.js";
import { joined, t } from "../text.js";

/** @type {Record<string, [string, string]>} */
const DUE = {
  talk: ["message-circle", "amber"],
  visit: ["door-enter", "amber"],
  measure: ["target-arrow", ""],
  need: ["message-question", "blue"],
  period: ["calendar-event", ""],
};
/** @type {Record<string, string>} */
const FIGURES = { visits: "circle-check", lectures: "speakerphone", trainings: "school" };
const MOST_CELLS = 16;
const MOST_DUE = 12;
const MOST_BATCHES = 2;
for (const say of [dayText, weekday, lunar]) say(today()); // the first time takes long: while the PIN is typed
/** @type {Record<string, string>} */
const UNITS = { talks: "unit.times", stay_days: "unit.days", visits: "unit.homes", lectures: "unit.times", trainings: "unit.times" };

/** @param {any} one */
const unit = (one) => (UNITS[one.figure] ? t(UNITS[one.figure], { n: one.target }) : "");

export function Today() {
  const told = useLive(async () => ({ me: await me(), pledges: await pledges(), doubts: await doubts(), activities: await activities(), assessments: await assessments() }));
  const day = today();
  const fact = [lunar(day), told && told.me && told.me.demo ? t("sample") : ""].filter(Boolean).join("\u3000");
  const acts = html`<${TopButton} name="text-size" label=${t("size.larger")} onClick=${larger} /><${TopButton} name="search" label=${t("search")} onClick=${() => go("search")} />`;
  return html`<${Frame} title=${`${dayText(day)} ${weekday(day)}`} fact=${fact} tab="" acts=${acts}>
    ${!told ? html`<${Reading} />` : !told.me ? html`<p class="sec mute">${t("today.first")}</p>` : html`<${Pledges} rows=${told.pledges} /><${Doubts} rows=${told.doubts} /><${Assessed} rows=${told.assessments} /><${Year} me=${told.me} /><${Activities} rows=${told.activities} /><${Batches} rows=${told.me.batches || []} /><${Due} rows=${told.me.due || []} />`}
    <section class="sec"><a class="btn pri big" href="#/write"><${Icon} name="pencil" />${t("today.write")}</a></section>
    ${told && html`<${Nearby} />`}
  <//>`;
}

/** @param {{rows: any[]}} props commitments that wait to be read and accepted */
function Pledges({ rows }) {
  if (!rows.length) return null;
  return html`<section class="sec"><div class="card flush">${rows.map((one) => html`<${Row} key=${one.id} href=${`pledge/${one.id}`}><${Sign} name="notebook" tone="amber" /><span class="grow"><b>${t("pledge.ready", { year: one.year })}</b><p class="soft">${t("pledge.read")}</p></span><//>`)}</div></section>`;
}

/** @param {{rows: any[]}} props entries about which something is asked */
function Doubts({ rows }) {
  if (!rows.length) return null;
  return html`<section class="sec"><div class="card flush">${rows.map((one) => html`<${Row} key=${one.id} href=${`doubt/${one.id}`}><${Sign} name="message-question" tone="amber" /><span class="grow"><b>${t(`asking.${one.state}`, { day: dayText(one.day), who: one.heads.length ? joined(one.heads) : one.where })}</b><p class="soft">${joined(one.points.map((/** @type {any} */ point) => point.title))}</p></span><//>`)}</div></section>`;
}

/** @param {{rows: any[]}} props assessments to which one may still say something */
function Assessed({ rows }) {
  const open = rows.filter((one) => one.until && one.until >= today());
  if (!open.length) return null;
  return html`<section class="sec"><div class="card flush">${open.map((one) => html`<${Row} key=${one.id} href=${`assessment/${one.id}`}><${Sign} name="clipboard-list" tone="amber" /><span class="grow"><b>${t("assessment.ready", { what: named(one) })}</b><p class="soft">${t("assessment.until", { day: dayText(one.until) })}</p></span><//>`)}</div></section>`;
}

/** @param {{me: any}} props */
function Year({ me: mine }) {
  const asked = mine.requirements || [];
  if (!asked.length) return null;
  const counted = asked.filter((/** @type {any} */ one) => !FIGURES[one.figure]);
  const rest = asked.filter((/** @type {any} */ one) => FIGURES[one.figure]);
  return html`<section class="sec"><div class="card year">
    <h2 class="flex between"><span>${t("today.year")}</span>${mine.days_left != null && html`<span class="sm mute light">${t("today.left", { n: mine.days_left })}</span>`}</h2>
    ${counted.map((/** @type {any} */ one) => html`<${Quota} key=${one.figure + one.name} one=${one} />`)}
    ${rest.length > 0 && html`<p class=${`flex wrap soft sm rest${counted.length ? " lined" : ""}`}>${rest.map((/** @type {any} */ one) => html`<span key=${one.figure + one.name} class=${one.state === "done" ? "ok" : ""}><${Icon} name=${FIGURES[one.figure]} /> ${one.name} ${one.done} / ${one.target} ${unit(one)}</span>`)}</p>`}
  </div></section>`;
}

/** @param {{one: any}} props */
function Quota({ one }) {
  const good = one.state === "done" || one.state === "on_pace";
  const label = t("today.of", { name: one.name, done: one.done, target: one.target });
  const cells = Number.isInteger(one.target) && one.target <= MOST_CELLS && one.target > 0;
  return html`<div class="quota"><b>${one.name}</b>
    ${cells ? html`<div class="cells" role="img" aria-label=${label}>${[...Array(one.target).keys()].map((at) => html`<i key=${at} class=${at < Math.floor(one.done) ? "on" : ""}></i>`)}</div>` : html`<span class="ruler plain" role="img" aria-label=${label} style=${{ "--v": String(Math.min(100, one.target ? (one.done / one.target) * 100 : 0)) }}><i></i></span>`}
    <span class="num nw"><b>${one.done}</b><span class="mute"> / ${one.target} ${unit(one)}</span></span>
    ${one.waiting > 0 ? html`<span class="sm words warn"><${Icon} name="cloud-up" /> ${t("today.waiting", { n: one.waiting })}</span>` : one.words && html`<span class=${`sm words ${good ? "ok" : "warn"}`}><${Icon} name=${good ? "check" : "clock"} /> ${one.words}</span>`}</div>`;
}

/** @param {{rows: any[]}} props the trips to the village that one goes along on, the next one open */
function Batches({ rows }) {
  const [whole, open] = useState(false);
  const ahead = rows.filter((one) => one.last >= today());
  if (!ahead.length) return null;
  const shown = whole ? ahead : ahead.slice(0, MOST_BATCHES);
  return html`<${Section} title=${t("batches.title", { n: ahead.length })}><div class="card flush">${shown.map((one) => html`<${Batch} key=${one.id} one=${one} />`)}</div>
    ${shown.length < ahead.length && html`<button class="btn wide more" type="button" onClick=${() => open(true)}>${t("today.due_more", { n: ahead.length - shown.length })}</button>`}<//>`;
}

/** @param {{one: any}} props */
function Batch({ one }) {
  const left = daysBetween(today(), one.first);
  const when = left > 0 ? t("batches.in", { n: left }) : t("due.today");
  const span = one.last === one.first ? dayText(one.first) : `${dayText(one.first)}–${dayText(one.last)}`;
  return html`<div class="row batch"><${Sign} name="calendar-event" tone=${left > 0 ? "" : "amber"} />
    <span class="grow"><span class="flex between"><span><b>${span}</b> <span class="mute sm">${one.village}</span></span><${Tag} tone=${left > 7 ? "" : "amber"} icon="clock">${when}<//></span>
      <p class="soft">${one.what}${one.with.length > 0 && ` · ${t("batches.with", { names: joined(one.with) })}`}</p>
      ${(one.car || one.note) && html`<p class="mute sm">${[one.car, one.note].filter(Boolean).join(" · ")}</p>`}
      ${one.homes.length > 0 && html`<p class="flex wrap">${one.homes.map((/** @type {any} */ home) => html`<a key=${home.id} class="chip" href=${`#/household/${home.id}`}>${home.name}</a>`)}</p>`}</span></div>`;
}

/** @param {{rows: any[]}} props what is most urgent stands first; the rest comes when asked for */
function Due({ rows }) {
  const [whole, open] = useState(false);
  if (!rows.length) return html`<${Section} title=${t("today.due_none")}><p class="mute">${t("today.calm")}</p><//>`;
  const shown = whole ? rows : rows.slice(0, MOST_DUE);
  return html`<${Section} title=${t("today.due", { n: rows.length })}><div class="card flush">${shown.map((one, at) => html`<${DueRow} key=${`${one.kind}${one.subject}${one.household}${at}`} one=${one} />`)}</div>
    ${shown.length < rows.length && html`<button class="btn wide more" type="button" onClick=${() => open(true)}>${t("today.due_more", { n: rows.length - shown.length })}</button>`}<//>`;
}

/** @param {{rows: any[]}} props what is ahead, and what is over and of which nobody has said who came */
function Activities({ rows }) {
  const [whole, open] = useState(false);
  const last = (/** @type {any} */ one) => one.until || one.day;
  const kept = rows.filter((one) => last(one) >= today() || (one.going && !one.held));
  if (!kept.length) return null;
  const shown = whole ? kept : kept.slice(0, MOST_BATCHES);
  return html`<${Section} title=${t("activities.title", { n: kept.length })}><div class="card flush">${shown.map((one) => html`<${Row} key=${one.id} href=${`activity/${one.id}`}><${Sign} name="school" tone=${one.day <= today() ? "amber" : ""} />
    <span class="grow"><span class="flex between"><span><b>${one.title}</b> <span class="mute sm">${span(one)}</span></span><${Nearness} one=${one} /></span><p class="soft">${[one.where, one.time, one.place, one.going && t("activities.going")].filter(Boolean).join(" · ")}</p></span><//>`)}</div>
    ${shown.length < kept.length && html`<button class="btn wide more" type="button" onClick=${() => open(true)}>${t("today.due_more", { n: kept.length - shown.length })}</button>`}<//>`;
}

/** @param {{one: any}} props */
function Nearness({ one }) {
  const left = daysBetween(today(), one.day);
  if (one.off !== null) return html`<${Tag} tone="red" icon="ban">${t("activity.off", { why: one.off })}<//>`;
  if (left > 0) return html`<${Tag} tone=${left > 7 ? "" : "amber"} icon="clock">${t("batches.in", { n: left })}<//>`;
  return html`<${Tag} tone="amber" icon="clock">${t((one.until || one.day) >= today() ? "due.today" : "activities.tell")}<//>`;
}

/** @param {any} one */
function dueHref(one) {
  if (one.kind === "need" && one.subject) return `need/${one.subject}`;
  if (one.household) return `household/${one.household}`;
  return "write";
}

/** @param {{one: any}} props */
function DueRow({ one }) {
  const [icon, tone] = DUE[one.kind] || DUE.period;
  return html`<${Row} href=${dueHref(one)} cls="due"><${Sign} name=${icon} tone=${tone} />
    <span class="grow"><span class="flex between"><span><b>${one.title}</b> <span class="mute sm">${one.place || ""}</span></span><${When} one=${one} /></span><p class="soft">${one.words}</p></span><//>`;
}

/** @param {{one: any}} props */
function When({ one }) {
  const left = one.day ? daysBetween(today(), one.day) : null;
  if (left !== null && left < 0) return html`<${Tag} tone="red" icon="alert-triangle">${t("due.late", { n: -left })}<//>`;
  if (one.state === "late") return html`<${Tag} tone="red" icon="alert-triangle">${t("due.over")}<//>`;
  if (left === null) return html`<${Tag} tone="amber" icon="clock">${t("due.soon")}<//>`;
  const by = left === 0 ? t("due.today") : left === 1 ? t("due.tomorrow") : t("due.by", { day: dayText(one.day) });
  return html`<${Tag} tone="amber" icon="clock">${by}<//>`;
}

/** After the rest: it opens every household. */
function Nearby() {
  const homes = useLive(households) || [];
  const [place, ask] = useHere();
  if (!homes.some((one) => one.place)) return null;
  const rows = nearest(homes, place).slice(0, 3);
  if (!rows.length)
    return html`<section class="sec"><button class="btn wide" type="button" onClick=${ask}><${Icon} name="map-pin" />${t("near.ask")}</button><p class="mute sm hint">${allowed() ? t("near.unknown") : t("near.why")}</p></section>`;
  return html`<${Section} title=${t("near.title")}><div class="card flush">${rows.map(({ home, metres }) => html`<${Row} key=${home.id} href=${`household/${home.id}`}><${Sign} name="home" /><span class="grow"><b>${home.head}</b> <span class="mute sm">${home.group}</span><p class="soft">${away(metres)}</p></span><//>`)}</div><//>`;
}
