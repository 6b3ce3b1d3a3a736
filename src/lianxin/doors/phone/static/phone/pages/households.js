/** 联系户: one's own, found by name, number or group. */
import { html, useState } from "../vendor/htm-preact.js";
import { Empty, Frame, Reading, Row } from "../parts/frame.js";
import { Icon, Sign, Tag } from "../parts/icon.js";
import { useLive } from "../parts/live.js";
import { near } from "../parts/when.js";
import { households, me } from "../records.js";
import { line, t } from "../text.js";

/** @param {any} home @param {string} words */
const fits = (home, words) => {
  const all = [home.head, home.number, home.group, home.village && home.village.name, ...(home.members || []).map((/** @type {any} */ one) => one.name)].join(" ");
  return words.split(/\s+/).every((word) => all.toLowerCase().includes(word.toLowerCase()));
};

export function Households() {
  const [words, find] = useState("");
  const told = useLive(async () => ({ homes: await households(), me: await me() }));
  const due = new Set(told && told.me ? (told.me.due || []).map((/** @type {any} */ one) => one.household) : []);
  const found = told ? told.homes.filter((home) => fits(home, words.trim())) : [];
  return html`<${Frame} title=${t("households")} fact=${told ? t("households.count", { n: told.homes.length }) : ""} tab="households">
    <div class="sec"><label class="find"><${Icon} name="search" /><span class="vh">${t("households.find")}</span><input type="search" value=${words} placeholder=${t("households.find_hint")} onInput=${(/** @type {any} */ event) => find(event.target.value)} /></label></div>
    ${!told ? html`<${Reading} />` : found.length ? html`<div class="sec"><ul class="card flush">${found.map((home) => html`<li key=${home.id}><${HomeRow} home=${home} due=${due.has(home.id)} /></li>`)}</ul></div>` : html`<${Empty} icon="users-group"><p>${words ? t("households.not_found") : t("households.none")}</p><//>`}
  <//>`;
}

/** @param {{home: any, due: boolean}} props */
const HomeRow = ({ home, due }) =>
  html`<${Row} href=${`household/${home.id}`}><${Sign} name="home" />
    <span class="grow"><span class="flex between"><span><b>${home.head}</b> <span class="mute sm">${home.group}</span></span>${due && html`<${Tag} tone="amber" icon="clock">${t("households.due")}<//>`}</span>
    <p class="soft sm">${line([home.number, home.size && t("people", { n: home.size }), home.last_visit ? t("households.visited", { day: near(home.last_visit) }) : t("households.not_visited")])}</p></span><//>`;
