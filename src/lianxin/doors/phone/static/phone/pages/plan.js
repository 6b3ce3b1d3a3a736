/** The household's plan: what it is to come to, its stages, and what each has changed in the file. */
import { html } from "../vendor/htm-preact.js";
import { Empty, Frame, Reading, Section } from "../parts/frame.js";
import { Icon, Tag } from "../parts/icon.js";
import { useLive } from "../parts/live.js";
import { MeasureRow, stageOf } from "../parts/plan.js";
import { dayText, today } from "../parts/when.js";
import { household, measures } from "../records.js";
import { joined, t } from "../text.js";

/** @param {string} id */
async function read(id) {
  const [home, steps] = await Promise.all([household(id), measures({ household: id })]);
  return { home, steps: steps.sort((one, other) => String(one.due).localeCompare(String(other.due))) };
}

/** @param {{id: string}} props */
export function Plan({ id }) {
  const it = useLive(() => read(id), [id]);
  const plan = it && it.home && it.home.plan;
  return html`<${Frame} title=${it && it.home ? t("plan.of", { name: it.home.head }) : t("household.plan")} up=${`household/${id}`} tab="households">
    ${!it ? html`<${Reading} />` : !plan ? html`<${Empty} icon="target-arrow"><p>${t("plan.none")}</p><//>` : html`<${Told} plan=${plan} steps=${it.steps} />`}
  <//>`;
}

/** @param {{plan: any, steps: any[]}} props */
function Told({ plan, steps }) {
  return html`<section class="sec"><div class="card stack"><b class="wrapping">${plan.aim}</b>
      ${plan.wishes.length > 0 && html`<p class="soft sm">${t("plan.wishes", { what: joined(plan.wishes) })}</p>`}
      ${plan.said && html`<p class="soft sm">${t("plan.said", { words: plan.said })}</p>`}</div></section>
    <${Section} title=${t("plan.stages")}><ol class="card flush">${plan.stages.map((/** @type {any} */ one) => html`<${Stage} key=${one.from_day} one=${one} now=${one === stageOf(plan)} />`)}</ol><//>
    <${Section} title=${t("plan.measures")}>${steps.length ? html`<div class="card flush">${steps.map((one) => html`<${MeasureRow} key=${one.id} one=${one} />`)}</div>` : html`<p class="mute">${t("plan.no_measures")}</p>`}<//>`;
}

/** @param {{one: any, now: boolean}} props */
function Stage({ one, now }) {
  const over = one.last_day < today();
  const state = one.reached ? html`<${Tag} tone="jade" icon="circle-check">${t("plan.reached")}<//>` : over || one.still ? html`<${Tag} tone="amber" icon="alert-triangle">${over ? t("plan.not_reached") : t("plan.still")}<//>` : now && html`<${Tag} icon="clock">${t("plan.now")}<//>`;
  return html`<li class="row high" aria-current=${now ? "step" : undefined}><span class="grow"><span class="flex between wrap"><b>${one.title}</b>${state}</span>
    <p class="soft sm">${t("plan.days", { from: dayText(one.from_day), last: dayText(one.last_day) })}</p>
    ${one.text && html`<p class="wrapping">${one.text}</p>`}
    ${one.goals.map((/** @type {any} */ goal) => html`<p class="sm" key=${goal.what}>${goal.reached && html`<span class="ok"><${Icon} name="check" /><span class="vh">${t("plan.reached")}</span></span> `}${t("plan.goal", goal)}</p>`)}
  </span></li>`;
}
