/** 我的: how this phone shows, keeps and locks things. */
import { html, useState } from "../vendor/htm-preact.js";
import { useAsk } from "../parts/ask.js";
import { Choice } from "../parts/field.js";
import { Frame, Row, Section } from "../parts/frame.js";
import { Icon, Notice } from "../parts/icon.js";
import { left } from "../parts/left.js";
import { useBusy, useLive } from "../parts/live.js";
import { said } from "../parts/problem.js";
import { resize, talk } from "../parts/size.js";
import { megabytes } from "../parts/when.js";
import { used } from "../outbox.js";
import { assessments, me } from "../records.js";
import { addPasskey, canPasskey, hasPasskey, lock, signOut } from "../session.js";
import { settings } from "../settings.js";
import { line, t } from "../text.js";
import { named } from "./assessment.js";

async function read() {
  return { me: await me(), assessments: await assessments(), space: await used(), left: await left(), able: await canPasskey().catch(() => false), has: await hasPasskey() };
}

const version = () => (document.querySelector("meta[name=lianxin-version]") || { getAttribute: () => "" }).getAttribute("content");

export function Mine() {
  const it = useLive(read);
  const mine = it && it.me;
  const { size, language } = settings();
  return html`<${Frame} title=${t("mine")} fact=${mine ? line([mine.name, mine.unit]) : ""} tab="mine">
    <${Section} title=${t("mine.look")}><div class="card stack">
      <${Choice} label=${t("size")} value=${size} choices=${[["normal", t("size.normal")], ["large", t("size.large")], ["xlarge", t("size.xlarge")]]} onChange=${resize} />
      <${Choice} label=${t("language")} value=${language} choices=${[["zh", "中文"], ["en", "English"]]} onChange=${talk} /></div><//>
    ${it && html`<${Storage} space=${it.space} left=${it.left} /><${Locking} able=${it.able} has=${it.has} />`}
    <section class="sec"><div class="card flush">
      ${it && it.assessments.map((/** @type {any} */ one) => html`<${Row} key=${one.id} href=${`assessment/${one.id}`} cls="file"><span class="ok"><${Icon} name="clipboard-list" /></span><span class="grow">${named(one)}</span><span class="end mute">${one.told}</span><//>`)}
      <${Row} href="devices" cls="file"><span class="ok"><${Icon} name="device-mobile" /></span><span class="grow">${t("devices")}</span><//>
      <${Row} href="search" cls="file"><span class="ok"><${Icon} name="search" /></span><span class="grow">${t("search.title")}</span><//></div></section>
    <${Out} />
    <p class="sec mute sm">${t("mine.version", { version: version() })}</p>
  <//>`;
}

/** @param {{space: any, left: number}} props */
const Storage = ({ space, left }) =>
  html`<${Section} title=${t("storage")}><div class="card stack">
    <${Notice} tone=${space.persisted ? "good" : "warn"}><b>${t(space.persisted ? "storage.safe" : "storage.unsafe")}</b><p>${t(space.persisted ? "storage.safe_more" : "storage.unsafe_more")}</p><//>
    <dl class="dl"><dt>${t("storage.used")}</dt><dd>${space.quota ? t("storage.of", { used: megabytes(space.bytes || 0), room: megabytes(Math.max(0, space.quota - space.bytes)) }) : megabytes(space.bytes || 0)}</dd><dt>${t("storage.left")}</dt><dd>${t("outbox.count", { n: left })}</dd></dl></div><//>`;

/** @param {{able: boolean, has: boolean}} props */
function Locking({ able, has }) {
  const [told, tell] = useState("");
  const [busy, run] = useBusy();
  const add = () =>
    run(async () => {
      try {
        tell(t((await addPasskey()) ? "lock.passkey_added" : "lock.passkey_failed"));
      } catch (error) {
        tell(/** @type {any} */ (error).code ? said(error) : t("lock.passkey_failed"));
      }
    });
  return html`<${Section} title=${t("lock.title")}><p class="mute sm">${t("lock.when", { n: settings().lockMinutes })}</p><div class="card flush">
    <button class="row file plainrow" type="button" onClick=${() => void lock()}><span class="ok"><${Icon} name="lock" /></span><span class="grow">${t("lock.now")}</span></button>
    <${Row} href="pin" cls="file"><span class="ok"><${Icon} name="key" /></span><span class="grow">${t("lock.change")}</span><//>
    ${able && !has && html`<button class="row file plainrow" type="button" disabled=${busy} onClick=${add}><span class="ok"><${Icon} name="fingerprint" /></span><span class="grow">${t("lock.passkey")}</span></button>`}
    ${has && html`<div class="row file"><span class="ok"><${Icon} name="fingerprint" /></span><span class="grow">${t("lock.passkey_on")}</span></div>`}</div>
    ${told && html`<p class="soft sm" role="status">${told}</p>`}<//>`;
}

function Out() {
  const [question, ask] = useAsk();
  const [busy, run] = useBusy();
  const leave = () =>
    run(async () => {
      const n = await left();
      if (await ask(t("out.title"), n ? t("out.left", { n }) : t("out.clean"), t("out"))) await signOut();
    });
  return html`<section class="sec"><button class="btn danger wide" type="button" disabled=${busy} onClick=${leave}><${Icon} name="logout" />${t("out")}</button>${question}</section>`;
}
