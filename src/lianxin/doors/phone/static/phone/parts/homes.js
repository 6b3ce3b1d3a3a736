/** Whose entry it is: a few households at hand, all others behind a tap, or the whole village. */
import { html, useState } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Wrong } from "./field.js";
import { Icon } from "./icon.js";
import { nearest } from "./near.js";
import { away } from "./when.js";

const FEW = 4;

/** Chosen ones first, then the nearest, then those that are due. @param {any[]} homes @param {any} place @param {string[]} due @param {string[]} first */
export function inOrder(homes, place, due, first) {
  const near = nearest(homes, place).map((one) => one.home.id);
  const rank = (/** @type {any} */ home) => {
    if (first.includes(home.id)) return -1;
    const at = place ? near.indexOf(home.id) : due.indexOf(home.id);
    return at < 0 ? 1000 : at;
  };
  return [...homes].sort((a, b) => rank(a) - rank(b) || String(a.number).localeCompare(String(b.number)));
}

/**
 * @param {{homes: any[], chosen: string[], village: boolean, place: any, first: string[], due: string[], error?: string,
 *   onChange: (chosen: string[], village: boolean) => void}} props
 */
export function Homes({ homes, chosen, village, place, first, due, error, onChange }) {
  const [all, open] = useState(false);
  const [words, find] = useState("");
  const near = new Map(nearest(homes, place).map((one) => [one.home.id, one.metres]));
  const order = inOrder(homes, place, due, first);
  const few = order.filter((home, at) => at < FEW || chosen.includes(home.id));
  const found = words ? order.filter((home) => `${home.head} ${home.number} ${home.group}`.includes(words.trim())) : order;
  /** @param {string} id */
  const turn = (id) => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id], false);
  /** @param {any} home */
  const where = (home) => (near.has(home.id) ? away(Number(near.get(home.id))) : home.number);
  return html`<fieldset class="sec first" id="field-households" tabindex="-1" aria-describedby=${error ? "err-households" : undefined}>
    <legend class="flex between"><b>${t("write.whose")}</b>
      ${(homes.length > few.length || !all) && html`<button class="link tap" type="button" aria-expanded=${all} onClick=${() => open(!all)}>${all ? t("write.fewer") : t("write.others")}</button>`}</legend>
    ${all && homes.length > 8 && html`<label class="find"><${Icon} name="search" /><span class="vh">${t("households.find")}</span><input type="search" value=${words} placeholder=${t("households.find_hint")} onInput=${(/** @type {any} */ event) => find(event.target.value)} /></label>`}
    <div class="pick two">
      ${(all ? found : few).map((home) => html`<${Pick} key=${home.id} on=${chosen.includes(home.id)} name=${home.head} more=${[home.group, where(home)].filter(Boolean).join(" ")} press=${() => turn(home.id)} />`)}
      ${(all || village) && html`<${Pick} on=${village} name=${t("write.village")} more=${t("write.village_hint")} press=${() => onChange([], !village)} />`}
    </div>
    ${homes.length === 0 && html`<p class="mute sm">${t("households.none")}</p>`}
    <${Wrong} id="households" text=${error} />
  </fieldset>`;
}

/** @param {{on: boolean, name: string, more: string, press: () => void}} props */
const Pick = ({ on, name, more, press }) =>
  html`<button type="button" class=${on ? "on" : ""} aria-pressed=${on} onClick=${press}><${Icon} name=${on ? "circle-check-filled" : "circle"} /><span class="grow">${name}<br /><span class="sm light">${more}</span></span></button>`;
