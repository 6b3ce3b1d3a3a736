/** One's own year as it was assessed: every item with its working, and what one has to say to it. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { useAsk } from "../parts/ask.js";
import { Field } from "../parts/field.js";
import { Empty, Frame, Reading, Section } from "../parts/frame.js";
import { Icon, Notice, Tag } from "../parts/icon.js";
import { useBusy, useLive } from "../parts/live.js";
import { said } from "../parts/problem.js";
import { Refused } from "../parts/refused.js";
import { instead } from "../parts/route.js";
import { State } from "../parts/state.js";
import { dayText } from "../parts/when.js";
import { draft, drop, keep } from "../drafts.js";
import { add, change, items } from "../outbox.js";
import { assessments } from "../records.js";
import { t } from "../text.js";

/** @param {string} id @param {string} item */
async function read(id, item) {
  const one = (await assessments()).find((row) => row.id === id);
  const refused = item ? (await items()).find((row) => row.id === item && row.state === "failed") : null;
  return { one, refused };
}

/** @param {any} one */
export const named = (one) => t(one.half ? "assessment.half" : "assessment.of", { year: one.year });

/** @param {{id: string, item: string}} props */
export function Assessment({ id, item }) {
  const it = useLive(() => read(id, item), [id, item]);
  if (!it) return html`<${Frame} title=${t("assessment")} up=""><${Reading} /><//>`;
  const { one, refused } = it;
  if (!one) return html`<${Frame} title=${t("assessment")} up="" tab="-">${refused && html`<${Refused} item=${refused} />`}<${Empty} icon="clipboard-list"><p>${t("assessment.gone")}</p><//><//>`;
  return html`<${Frame} title=${named(one)} fact=${one.told} up="" tab="-">
    ${refused && html`<${Refused} item=${refused} />`}
    <${Sum} one=${one} />
    <${Parts} one=${one} item=${refused && refused.action === "assessment.object" ? refused : null} />
  <//>`;
}

/** @param {{one: any}} props */
function Sum({ one }) {
  return html`<section class="sec"><div class="card">
    <p class="flex between"><span class="income"><b>${one.total}</b> <span class="mute">${t("assessment.marks", { full: one.full })}</span></span>${one.grade && html`<${Tag}>${one.grade}<//>`}</p>
    ${one.given && html`<p class="soft">${t("assessment.given", { grade: one.grade, why: one.given })}</p>`}
    ${one.corrects && html`<p class="soft">${t("assessment.corrects", { why: one.reason })}</p>`}
    ${one.bars.map((/** @type {string} */ words) => html`<p class="warn" key=${words}><${Icon} name="alert-triangle" /> ${words}</p>`)}
    ${one.off.map((/** @type {any} */ off) => html`<p class="flex between" key=${off.title}><span>${t("assessment.off")} ${t("assessment.off_line", off)}</span><b>−${off.marks}</b></p>`)}
    ${one.until && html`<p class="soft"><${Icon} name="clock" /> ${t("assessment.until", { day: dayText(one.until) })}</p>`}
    ${one.sealed && html`<p class="mute sm">${t("assessment.sealed", { code: one.sealed })}</p>`}</div></section>`;
}

/** @param {{one: any, item: any}} props the items, and the words to some of them, kept at every stroke */
function Parts({ one, item }) {
  const form = `assessment:${one.id}`;
  const [words, set] = useState(/** @type {Record<string, string>} */ (item ? item.payload.objections : {}));
  const [wrong, tell] = useState("");
  const [busy, run] = useBusy();
  const [question, ask] = useAsk();
  useEffect(() => {
    if (!item) void draft(form).then((/** @type {any} */ kept) => kept && set(kept.words));
  }, []);
  /** @param {string} code @param {string} said */
  const put = (code, said) => {
    const next = { ...words, [code]: said };
    set(next);
    keep(form, { words: next });
  };
  /** @param {() => Promise<any>} act */
  const attempt = (act) =>
    run(async () => {
      try {
        if ((await act()) === false) return;
        await drop(form);
        instead("");
      } catch (error) {
        tell(said(error));
      }
    });
  const told = Object.fromEntries(Object.entries(words).map(([code, text]) => [code, text.trim()]).filter(([, text]) => text));
  const n = Object.keys(told).length;
  const send = () => attempt(() => (item ? change(item.id, { assessment: one.id, objections: told }) : add("assessment.object", { assessment: one.id, objections: told })));
  const agree = () => attempt(async () => (await ask(t("assessment.agree_title"), t("assessment.agree_words"), t("assessment.agree"))) && add("assessment.agree", { assessment: one.id }));
  const noted = () => run(() => add("assessment.read", { assessment: one.id }).catch((/** @type {any} */ error) => tell(said(error))));
  const waits = one.objections.some((/** @type {any} */ said) => !said.answer);
  return html`${one.parts.map((/** @type {any} */ part) => html`<${Section} key=${part.title} title=${part.title}><div class="card flush">${part.items.map((/** @type {any} */ line) => html`<${Line} key=${line.code} line=${line} said=${one.objections.filter((/** @type {any} */ it) => it.item === line.code)} words=${words[line.code] || ""} may=${!!one.until} put=${(/** @type {string} */ text) => put(line.code, text)} />`)}</div><//>`)}
    ${one.until && html`<section class="sec stack">
      ${n > 0 ? html`<button class="btn pri big" type="button" disabled=${busy} onClick=${send}><${Icon} name="check" />${t("assessment.send", { n })}</button>` : !waits && html`<button class="btn big" type="button" disabled=${busy} onClick=${agree}><${Icon} name="check" />${t("assessment.agree")}</button>`}
      ${!one.read && html`<button class="btn wide" type="button" disabled=${busy} onClick=${noted}><${Icon} name="eye" />${t("assessment.read")}</button><p class="mute sm">${t("assessment.read_why")}</p>`}
      ${wrong && html`<p class="err" role="alert">${wrong}</p>`}${question}</section>`}`;
}

/** @param {{line: any, said: any[], words: string, may: boolean, put: (text: string) => void}} props */
function Line({ line, said: heard, words, may, put }) {
  const waits = heard.some((one) => !one.answer);
  /** @param {any} one */
  const answer = (one) => t(one.marks ? "assessment.answered_marks" : "assessment.answered", { by: one.by, words: one.answer, marks: one.marks });
  return html`<details class="fold" open=${!!words || heard.length > 0}>
    <summary class="row"><span class="grow"><b>${line.title}</b><span class="soft sm"> ${line.done}</span></span><span class=${`nw num${line.short ? " warn" : ""}`}><b>${line.marks}</b><span class="mute"> / ${line.full}</span></span><${Icon} name="chevron-down" cls="go" /></summary>
    <div class="inside stack">
      <dl class="dl">${line.standard && html`<dt>${t("assessment.standard")}</dt><dd>${line.standard}</dd>`}<dt>${t("assessment.working")}</dt><dd>${line.working}</dd>${line.set && html`<dt>${t("assessment.set")}</dt><dd>${line.set}</dd>`}</dl>
      ${heard.map((one) => html`<${Notice} key=${one.words} tone=${one.answer ? "good" : undefined}><p class="wrapping">${t("assessment.said", { words: one.words })}</p><p class="wrapping">${one.answer ? answer(one) : one.state ? html`<${State} state=${one.state} />` : t("assessment.unanswered")}</p><//>`)}
      ${may && !waits && html`<${Field} id=${`words-${line.code}`} label=${t("assessment.object")} hint=${t("assessment.object_hint")} rows=${3} longest=${300} value=${words} onChange=${put} />`}
    </div></details>`;
}
