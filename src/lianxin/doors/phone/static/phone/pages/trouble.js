/** Where nothing could be kept: said before a word is typed. */
import { html } from "../vendor/htm-preact.js";
import { Frame } from "../parts/frame.js";
import { Icon, Notice } from "../parts/icon.js";
import { said } from "../parts/problem.js";
import { trouble } from "../session.js";
import { t } from "../text.js";

export function Trouble() {
  return html`<${Frame} title=${t("trouble.title")} net=${false}>
    <section class="sec stack"><${Notice} tone="bad"><p>${said({ code: trouble() })}</p><//>
      <p class="soft">${t("trouble.calm")}</p>
      <button class="btn pri big" type="button" onClick=${() => location.reload()}><${Icon} name="refresh" />${t("net.again")}</button>
      <a class="btn wide" href="/">${t("trouble.office")}</a></section>
  <//>`;
}
