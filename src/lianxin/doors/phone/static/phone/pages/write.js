/** 写日记: one screen; whatever is typed is kept at once. */
import { html, useEffect, useRef, useState } from "../vendor/htm-preact.js";
import { useAsk } from "../parts/ask.js";
import { again, blank, faults, isBlank, payloadOf } from "../parts/entry-form.js";
import { Wrong } from "../parts/field.js";
import { Flow, stops } from "../parts/flow.js";
import { Frame, Reading } from "../parts/frame.js";
import { Homes } from "../parts/homes.js";
import { Icon, Notice } from "../parts/icon.js";
import { Kinds } from "../parts/kinds.js";
import { useBusy, useLive } from "../parts/live.js";
import { More } from "../parts/more.js";
import { nearest, useHere } from "../parts/near.js";
import { Photos } from "../parts/photo.js";
import { Phrases } from "../parts/phrases.js";
import { said } from "../parts/problem.js";
import { instead } from "../parts/route.js";
import { Speak, canSpeak } from "../parts/speak.js";
import { Steps, Wants } from "../parts/wants.js";
import { dayText, today } from "../parts/when.js";
import { draft, drop, flush, keep } from "../drafts.js";
import { add, change, items } from "../outbox.js";
import { here } from "../place.js";
import { households, measures, standing } from "../records.js";
import { t } from "../text.js";

/** @typedef {import("../parts/entry-form.js").Writing} Writing */

/** One draft for each household one came from, one for all else. @param {string} home @param {string} item */
const formOf = (home, item) => (item ? `change:${item}` : home ? `write:${home}` : "write");

/** What the page offers; it may still be arriving while the officer writes. @param {string} home @param {string} item */
async function read(home, item) {
  const [homes, mine, all, steps] = await Promise.all([households(), standing(), items(), measures({})]);
  const begun = all.find((one) => one.id === item);
  const due = ((mine && mine.due) || []).map((/** @type {any} */ one) => one.household).filter(Boolean);
  const wanted = home || due[0] || (homes.length === 1 ? homes[0].id : "");
  const first = homes.some((one) => one.id === wanted) ? wanted : "";
  return { homes, mine, due, first, begun, steps: steps.filter((one) => !one.done), problem: begun && begun.problem };
}

/** @param {{home: string, item: string}} props `item`: what waits in the outbox and is written again */
export function Write({ home, item }) {
  const it = useLive(() => read(home, item), [home, item]);
  const [kept, set] = useState(/** @type {any} */ (undefined));
  useEffect(() => void draft(formOf(home, item)).then((/** @type {any} */ found) => set(found || null)), []);
  if (!it || kept === undefined) return html`<${Frame} title=${t("write")} up=""><${Reading} /><//>`;
  return html`<${Form} it=${it} draft=${kept} form=${formOf(home, item)} item=${item} untouched=${!home && !kept && !it.begun} />`;
}

/** @param {{it: any, draft: any, form: string, item: string, untouched: boolean}} props */
function Form({ it, draft: begun, form, item, untouched }) {
  const [start] = useState(/** @type {Writing} */ (begun || (it.begun ? again(it.begun.payload) : blank(it.first ? [it.first] : []))));
  const [now, set] = useState(start);
  const [kept, tell] = useState(begun ? t("write.kept") : "");
  const [wrong, refuse] = useState(/** @type {Record<string, string>} */ ({}));
  const [trouble, fail] = useState("");
  const [phrases, open] = useState(false);
  const [busy, run] = useBusy();
  const [place] = useHere();
  const [question, ask] = useAsk();
  const area = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const last = useRef(now);
  const timer = useRef(0);
  const settle = () =>
    flush().then(
      () => tell(t("write.kept")),
      (/** @type {any} */ error) => {
        tell("");
        fail(said(error));
      },
    );
  /** @param {Partial<Writing>} part */
  const put = (part) => {
    const next = { ...last.current, ...part };
    last.current = next;
    set(next);
    if (Object.keys(wrong).length) refuse(faults(next, it.homes));
    keep(form, next);
    clearTimeout(timer.current);
    timer.current = Number(setTimeout(settle, 300));
  };
  useEffect(() => {
    const [closest] = nearest(it.homes, place);
    if (closest && untouched && isBlank(last.current) && closest.metres < 300) put({ households: [closest.home.id] });
  }, [place]);
  useEffect(() => {
    if (it.first && !begun && !item && !now.households.length && !now.village && isBlank(last.current)) put({ households: [it.first] });
  }, [it.first]);
  useEffect(() => {
    if (area.current) fit(area.current);
  }, [now.text]);
  /** @param {string} text */
  const insert = (text) => {
    const box = area.current;
    const at = box ? box.selectionEnd : now.text.length;
    put({ text: last.current.text.slice(0, at) + text + last.current.text.slice(at) });
    if (box) box.focus();
  };
  const save = () =>
    run(async () => {
      const found = faults(last.current, it.homes);
      refuse(found);
      const [first] = Object.keys(found);
      if (first) return show(first);
      try {
        const payload = payloadOf(last.current, it.mine, it.homes);
        const made = item ? await change(item, payload, { photos: payload.photos }) : await add("diary.write", payload, { photos: payload.photos });
        clearTimeout(timer.current);
        await drop(form);
        instead(`saved/${made.id}`);
      } catch (error) {
        fail(said(error));
      }
    });
  const startOver = async () => {
    if (!(await ask(t("write.start_over"), t("write.start_over_words"), t("write.start_over")))) return;
    clearTimeout(timer.current);
    await drop(form);
    last.current = blank(it.first ? [it.first] : []);
    set(last.current);
    tell("");
  };
  const own = it.homes.filter((/** @type {any} */ home) => now.households.includes(home.id));
  const steps = it.steps.filter((/** @type {any} */ one) => now.households.includes(one.household));
  const bar = html`<div class="savebar" role="region" aria-label=${t("save.region")}>
    ${trouble ? html`<p class="err" role="alert"><${Icon} name="alert-triangle" />${trouble}</p>` : html`<${Flow} stops=${stops({ ...now, id: item }, it.mine)} cls="center" />`}
    <button class="btn pri big" type="button" disabled=${busy} onClick=${save}><${Icon} name="check" />${t("write.save")}</button></div>`;
  const acts = html`<span class="sm mute nw kept" role="status">${kept && html`<${Icon} name="device-floppy" /> ${kept}`}</span>`;
  return html`<${Frame} title=${t("write")} up="" acts=${acts} bar=${bar} net=${false}>
    ${it.problem && html`<div class="sec"><${Notice} tone="warn"><p>${said(it.problem)}</p><//></div>`}
    ${now.day !== today() && html`<p class="net another"><${Icon} name="calendar-event" /><span class="grow">${t("write.other_day", { day: dayText(now.day), today: dayText(today()) })}</span></p>`}
    <${Homes} homes=${it.homes} chosen=${now.households} village=${now.village} place=${place} due=${it.due} first=${start.households} error=${wrong.households} onChange=${(/** @type {string[]} */ chosen, /** @type {boolean} */ village) => put({ households: chosen, village })} />
    <${Kinds} chosen=${now.kinds} error=${wrong.kinds} onChange=${(/** @type {string[]} */ kinds) => put({ kinds })} />
    <section class="sec" id="field-text"><div class="card wordbox">
      <label class="vh" for="text">${t("write.text")}</label>
      <textarea id="text" rows="3" placeholder=${t("write.text")} ref=${area} value=${now.text} aria-invalid=${wrong.text ? "true" : undefined} aria-describedby=${wrong.text ? "err-text" : undefined} onInput=${(/** @type {any} */ event) => put({ text: event.target.value })}></textarea>
      <${Wrong} id="text" text=${wrong.text} />
      <div class="flex">${canSpeak() && html`<${Speak} onHeard=${insert} />`}<button class="btn grow spread" type="button" aria-expanded=${phrases} onClick=${() => open(!phrases)}>${t("phrases")}<${Icon} name="chevron-down" /></button></div>
      ${phrases && html`<${Phrases} phrases=${(it.mine && it.mine.phrases) || []} ready=${(it.mine && it.mine.ready_phrases) || []} area=${() => area.current} onInsert=${insert} />`}
    </div></section>
    <${Photos} photos=${now.photos} onChange=${(/** @type {string[]} */ photos) => put({ photos })}><${Spot} place=${now.place} onChange=${(/** @type {any} */ spot) => put({ place: spot })} /><//>
    <section class="sec"><div class="card flush">
      <${Wants} needs=${now.needs} kinds=${(it.mine && it.mine.need_kinds) || []} homes=${own} error=${wrong.needs} onChange=${(/** @type {any} */ needs) => put({ needs })} />
      <${Steps} steps=${steps} progress=${now.progress} onChange=${(/** @type {any} */ progress) => put({ progress })} />
      <${More} it=${now} wrong=${wrong} put=${put} />
    </div></section>
    ${!isBlank(now) && !item && html`<p class="sec"><button class="btn quiet" type="button" onClick=${startOver}><${Icon} name="trash" />${t("write.start_over")}</button></p>`}${question}
  <//>`;
}

/** @param {HTMLTextAreaElement} box */
function fit(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

/** Brings what is wrong before the eyes. @param {string} name */
function show(name) {
  requestAnimationFrame(() => {
    const found = document.getElementById(name === "text" ? "text" : `in-${name}`) || document.getElementById(`field-${name}`) || document.getElementById(`err-${name}`);
    if (!found) return;
    found.scrollIntoView({ block: "center" });
    found.focus({ preventScroll: true });
  });
}

/** Where it was: only by a tap. @param {{place: any, onChange: (place: any) => void}} props */
function Spot({ place, onChange }) {
  const [told, tell] = useState("");
  const [busy, run] = useBusy();
  const ask = () =>
    run(async () => {
      tell(t("spot.working"));
      const found = await here();
      tell(found ? "" : t("spot.none"));
      if (found) onChange(found);
    });
  if (place) return html`<button class="btn snap" type="button" onClick=${() => onChange(null)}><${Icon} name="map-pin" />${t("spot.kept", { n: Math.round(place.accuracy || 0) })}<${Icon} name="x" label=${t("spot.drop")} /></button>`;
  return html`<button class="btn snap" type="button" disabled=${busy} onClick=${ask}><${Icon} name="map-pin" />${t("spot.add")}</button>${told && html`<span class="sm soft" role="status">${told}</span>`}`;
}
