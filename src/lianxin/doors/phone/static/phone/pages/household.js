/** One household, as the officer sees it standing before the door. */
import { html } from "../vendor/htm-preact.js";
import { EntryRow } from "../parts/entry-row.js";
import { Empty, Frame, Reading, Row, Section } from "../parts/frame.js";
import { Icon, Sign, Tag } from "../parts/icon.js";
import { Income } from "../parts/income.js";
import { useLive } from "../parts/live.js";
import { daysBetween, near, today } from "../parts/when.js";
import { factLine } from "../parts/facts.js";
import { MeasureRow, stageOf } from "../parts/plan.js";
import { entries, household, measures, me, needs } from "../records.js";
import { joined, line, t } from "../text.js";

/** @param {string} id */
async function read(id) {
  const [home, open, steps, diary, mine] = await Promise.all([household(id), needs({ household: id, open: true }), measures({ household: id }), entries({ household: id, limit: 3 }), me()]);
  return { home, open, steps: steps.filter((one) => !one.done), diary, mine };
}

/** @param {{id: string}} props */
export function Household({ id }) {
  const it = useLive(() => read(id), [id]);
  if (!it) return html`<${Frame} title=${t("households")} up="households" tab="households"><${Reading} /><//>`;
  const home = it.home;
  if (!home) return html`<${Frame} title=${t("households")} up="households" tab="households"><${Empty} icon="home-off"><p>${t("household.gone")}</p><//><//>`;
  const demo = it.mine && it.mine.demo && html`<span class="sample">${t("sample")}</span>`;
  return html`<${Frame} title=${home.head} up="households" tab="households" hidden net=${false} acts=${demo}>
    <${Head} home=${home} />
    <${Income} rows=${home.income || []} />
    <${Going} steps=${it.steps} open=${it.open} />
    <${Diary} id=${id} rows=${it.diary} count=${home.entries} />
    <${Files} home=${home} mine=${it.mine} />
  <//>`;
}

/** @param {{home: any}} props */
function Head({ home }) {
  const place = home.place;
  const where = [home.group, home.number].filter(Boolean).join(" ");
  const watch = [home.watch, joined(home.causes || [])].filter(Boolean);
  return html`<section class="sec who"><div class="flex wrap">
      <div class="grow name"><h1 tabindex="-1">${home.head}</h1><p class="mute sm">${line([where, home.size && t("people", { n: home.size })])}</p></div>
      ${home.phone && html`<a class="btn" href=${`tel:${home.phone}`}><${Icon} name="phone" />${t("household.call")}</a>`}
      ${place && html`<a class="btn" href=${`geo:${place.lat},${place.lon}?q=${place.lat},${place.lon}(${encodeURIComponent(home.head)})`}><${Icon} name="route" />${t("household.way")}</a>`}
    </div>
    <p class="flex wrap tags">${home.category && html`<${Tag} tone="jade" icon="circle-check">${home.category}<//>`}${watch.length > 0 && html`<${Tag} tone="amber" icon="eye">${joined(watch)}<//>`}</p>
    <a class="btn pri wide" href=${`#/write?household=${home.id}`}><${Icon} name="pencil" />${t("household.write")}</a>
  </section>`;
}

/** @param {{steps: any[], open: any[]}} props */
function Going({ steps, open }) {
  if (!steps.length && !open.length) return null;
  return html`<${Section} title=${t("household.going")}><div class="card flush">
    ${steps.map((one) => html`<${MeasureRow} key=${one.id} one=${one} />`)}
    ${open.map((one) => html`<${NeedRow} key=${one.id} one=${one} />`)}
  </div><//>`;
}

/** @param {{one: any}} props */
function NeedRow({ one }) {
  const left = one.due ? daysBetween(today(), one.due) : null;
  const tag = left === null ? null : left < 0 ? html`<${Tag} tone="red" icon="alert-triangle">${t("due.late", { n: -left })}<//>` : html`<${Tag} tone="amber" icon="clock">${t("due.within", { n: left })}<//>`;
  return html`<a class="row" href=${`#/need/${one.id}`}><${Sign} name="message-question" tone="amber" /><span class="grow"><b class="wrapping">${one.text}</b><span class="flex between"><span class="soft sm">${line([one.opened && t("need.opened", { day: near(one.opened) }), one.kind])}</span>${tag}</span></span></a>`;
}

/** @param {{id: string, rows: any[], count: number}} props */
const Diary = ({ id, rows, count }) =>
  html`<${Section} title=${t("household.diary")} more=${count > rows.length && html`<a class="tap light all" href=${`#/search?household=${id}`}>${t("household.all", { n: count })}</a>`}>
    ${rows.length ? html`<div class="card flush">${rows.map((one) => html`<${EntryRow} key=${one.id} entry=${one} />`)}</div>` : html`<p class="mute">${t("household.no_diary")}</p>`}<//>`;

/** @param {{home: any, mine: any}} props */
function Files({ home, mine }) {
  const missing = home.missing || [];
  return html`<section class="sec"><div class="card flush">
    ${home.plan && html`<${FileRow} href=${`household/${home.id}/plan`} icon="target-arrow" name=${t("household.plan")} told=${(stageOf(home.plan) || home.plan.stages[0] || {}).title || ""} />`}
    <${FileRow} href=${`household/${home.id}/people`} icon="users" name=${t("household.people")} told=${line([home.size != null && t("people", { n: home.size }), home.labour != null && t("household.labour", { n: home.labour })])} />
    <${FileRow} href=${`household/${home.id}/facts`} icon="home" name=${t("household.facts")} told=${factLine(home, mine)} />
    ${(home.causes || []).length > 0 && html`<div class="row file"><span class="ok"><${Icon} name="heart-rate-monitor" /></span><span class="grow">${t("household.causes")}</span><span class="mute end">${joined(home.causes)}</span></div>`}
    ${missing.length > 0 && html`<${FileRow} href=${`household/${home.id}/facts`} icon="help-circle" name=${t("household.missing")} told=${joined(missing.slice(0, 3))} />`}
  </div></section>`;
}

/** @param {{href: string, icon: string, name: string, told: string}} props */
const FileRow = ({ href, icon, name, told }) =>
  html`<${Row} href=${href} cls="file"><span class="ok"><${Icon} name=${icon} /></span><span class="grow">${name}</span><span class="mute end">${told}</span><//>`;
