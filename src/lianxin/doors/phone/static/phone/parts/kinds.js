import { html, useState } from "../vendor/htm-preact.js";
import { joined, t } from "../text.js";
import { Icon } from "./icon.js";

/** @type {Record<string, string>} */
export const KINDS = {
  visit: "door-enter",
  talk: "message-circle",
  stay: "bed",
  lecture: "speakerphone",
  help: "heart-handshake",
  training: "school",
  delivery: "packages",
};
const SELDOM = ["training", "delivery"];

/** @param {string} kind */
export const kindName = (kind) => t(`kind.${kind}`);
/** @param {string[]} kinds */
export const kindNames = (kinds) => joined(kinds.map(kindName));
/** @param {string[]} kinds */
export const kindIcon = (kinds) => KINDS[kinds[0]] || "notebook";

/** @param {{chosen: string[], onChange: (kinds: string[]) => void, error?: string}} props */
export function Kinds({ chosen, onChange, error }) {
  const [all, open] = useState(chosen.some((kind) => SELDOM.includes(kind)));
  const shown = Object.keys(KINDS).filter((kind) => all || !SELDOM.includes(kind));
  /** @param {string} kind */
  const turn = (kind) => onChange(chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind]);
  return html`<fieldset class="sec" aria-describedby=${error ? "err-kinds" : undefined} id="field-kinds" tabindex="-1">
    <legend class="flex between"><span><b>${t("write.kinds")}</b><span class="mute sm gap">${t("write.several")}</span></span>
      ${!all && html`<button class="link tap" type="button" onClick=${() => open(true)}>${joined(SELDOM.map(kindName))}</button>`}</legend>
    <div class=${all ? "pick kinds all" : "pick kinds"}>
      ${shown.map((kind) => html`<button type="button" key=${kind} class=${chosen.includes(kind) ? "on" : ""} aria-pressed=${chosen.includes(kind)} onClick=${() => turn(kind)}><${Icon} name=${KINDS[kind]} />${kindName(kind)}</button>`)}
    </div>
    ${error && html`<p class="err" id="err-kinds"><${Icon} name="alert-triangle" />${error}</p>`}
  </fieldset>`;
}
