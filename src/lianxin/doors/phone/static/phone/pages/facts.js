/** 住房、地和产业: what the file holds, corrected on the spot; only what was changed is sent. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { Choice, Field } from "../parts/field.js";
import { Frame, Reading, Section } from "../parts/frame.js";
import { groups } from "../parts/facts.js";
import { Icon, Notice } from "../parts/icon.js";
import { useBusy } from "../parts/live.js";
import { said } from "../parts/problem.js";
import { instead } from "../parts/route.js";
import { draft, drop, keep } from "../drafts.js";
import { add, change, items } from "../outbox.js";
import { household, me } from "../records.js";
import { t } from "../text.js";

/** @param {string} id @param {string} item */
async function read(id, item) {
  const all = item ? await items() : [];
  const begun = all.find((one) => one.id === item);
  const kept = await draft(`facts:${id}`);
  const start = begun ? begun.payload.fields : kept || {};
  return { home: await household(id), me: await me(), start, begun };
}

/** @param {{id: string, item: string}} props `item`: the change in the outbox that is being mended */
export function Facts({ id, item }) {
  const [it, set] = useState(/** @type {any} */ (null));
  useEffect(() => void read(id, item).then(set), [id, item]);
  const title = t("household.facts");
  if (!it || !it.home) return html`<${Frame} title=${title} up=${`household/${id}`} tab="households"><${Reading} /><//>`;
  return html`<${Form} key=${id} it=${it} id=${id} item=${item} />`;
}

/** @param {any} value @param {string} kind */
const asText = (value, kind) => (value === null || value === undefined ? "" : kind === "bool" ? (value === true || value === "true" ? "true" : "false") : String(value));

/** @param {string} text @param {string} kind */
const asValue = (text, kind) => (text === "" ? null : kind === "bool" ? text === "true" : kind === "number" ? Number(text) : text);

/** @param {{it: any, id: string, item: string}} props */
function Form({ it, id, item }) {
  const { home } = it;
  const [fields, set] = useState(/** @type {Record<string, any>} */ (it.start));
  const [wrong, tell] = useState(/** @type {any} */ (null));
  const [busy, run] = useBusy();
  const form = `facts:${id}`;
  const facts = (it.me && it.me.fields) || [];
  const kinds = Object.fromEntries(facts.map((/** @type {any} */ one) => [one.name, one.kind]));
  /** @param {string} field @param {string} text */
  const put = (field, text) => {
    const next = { ...fields, [field]: asValue(text, kinds[field]) };
    if (asText(next[field], kinds[field]) === asText(home.facts[field], kinds[field])) delete next[field];
    set(next);
    keep(form, next);
  };
  const save = () =>
    run(async () => {
      const bad = Object.entries(fields).find(([field, value]) => kinds[field] === "number" && value !== null && !(Number(value) >= 0));
      if (bad) return tell({ field: bad[0], text: t("facts.number") });
      try {
        const payload = { household: id, base: it.begun && !it.begun.problem ? it.begun.payload.base : home.rev, fields };
        if (item) await change(item, payload);
        else await add("household.edit", payload);
        await drop(form);
        instead(`household/${id}`);
      } catch (error) {
        tell({ field: "", text: said(error) });
      }
    });
  const count = Object.keys(fields).length;
  const bar = html`<div class="savebar" role="region" aria-label=${t("save.region")}><button class="btn pri big" type="button" disabled=${busy || !count} onClick=${save}><${Icon} name="check" />${count ? t("facts.save", { n: count }) : t("facts.nothing")}</button></div>`;
  return html`<${Frame} title=${t("household.facts")} fact=${`${home.head} ${home.number}`} up=${`household/${id}`} bar=${bar}>
    ${wrong && !wrong.field && html`<div class="sec"><${Notice} tone="bad"><p>${wrong.text}</p><//></div>`}
    ${groups(facts).map(([name, all]) => html`<${Section} key=${name} title=${t(name)}><div class="card stack">${all.map((fact) => html`<${One} key=${fact.name} fact=${fact} choices=${(it.me.choices || {})[fact.name]} value=${fact.name in fields ? fields[fact.name] : home.facts[fact.name]} changed=${fact.name in fields} error=${wrong && wrong.field === fact.name ? wrong.text : ""} onChange=${(/** @type {string} */ text) => put(fact.name, text)} />`)}</div><//>`)}
  <//>`;
}

/** @param {{fact: import("../parts/facts.js").Fact, choices: any[]|undefined, value: any, changed: boolean, error: string, onChange: (text: string) => void}} props */
function One({ fact, choices, value, changed, error, onChange }) {
  const { name, kind } = fact;
  const text = asText(value, kind);
  const same = { id: name, label: `${fact.label}${changed ? ` · ${t("facts.changed")}` : ""}`, error, value: text, onChange };
  if (kind === "bool") return html`<${Choice} ...${same} choices=${[["true", t("yes")], ["false", t("not")]]} />`;
  if (kind === "choice" && choices) return html`<${Field} ...${same} choices=${[["", t("unknown")], ...choices.map((one) => [one.name, one.label])]} />`;
  return html`<${Field} ...${same} mode=${kind === "number" ? "decimal" : name === "phone" ? "tel" : undefined} longest=${kind === "number" ? 9 : 60} />`;
}
