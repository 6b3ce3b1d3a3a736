/** Who lives in the household; no ID number ever comes to the phone. */
import { html } from "../vendor/htm-preact.js";
import { Frame, Reading } from "../parts/frame.js";
import { Icon, Sign } from "../parts/icon.js";
import { useLive } from "../parts/live.js";
import { household } from "../records.js";
import { line, t } from "../text.js";

/** @param {any} one */
const about = (one) => line([one.relation, one.sex === "1" ? t("man") : one.sex === "2" ? t("woman") : "", one.age != null ? t("age", { n: one.age }) : "", one.health, one.doing, one.schooling]);

/** @param {{id: string}} props */
export function People({ id }) {
  const home = useLive(() => household(id), [id]);
  const members = (home && home.members) || [];
  return html`<${Frame} title=${home ? t("people.of", { name: home.head }) : t("household.people")} fact=${home ? t("people", { n: members.length }) : ""} up=${`household/${id}`} tab="households">
    ${!home ? html`<${Reading} />` : html`<div class="sec"><ul class="card flush">${members.map((/** @type {any} */ one) => html`<li class="row" key=${one.id}><${Sign} name="user-circle" /><span class="grow"><b>${one.name}</b><p class="soft sm">${about(one)}</p></span>${one.phone && html`<a class="btn" href=${`tel:${one.phone}`} aria-label=${t("people.call", { name: one.name })}><${Icon} name="phone" /></a>`}</li>`)}</ul></div>`}
  <//>`;
}
