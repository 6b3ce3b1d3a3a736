/** Another PIN: the old one, then the new one twice. */
import { html, useState } from "../vendor/htm-preact.js";
import { Frame } from "../parts/frame.js";
import { Notice } from "../parts/icon.js";
import { PinPad } from "../parts/pin.js";
import { said } from "../parts/problem.js";
import { changePin } from "../session.js";
import { t } from "../text.js";

export function Pin() {
  const [old, hold] = useState("");
  const [first, keep] = useState("");
  const [wrong, tell] = useState("");
  const [done, finish] = useState(false);
  /** @param {string} pin */
  const typed = async (pin) => {
    tell("");
    if (!old) return hold(pin);
    if (!first) return keep(pin);
    keep("");
    if (pin !== first) return tell(t("pin.differ"));
    try {
      if (await changePin(old, pin)) return finish(true);
      hold("");
      tell(t("pin.wrong"));
    } catch (error) {
      hold("");
      tell(said(error));
    }
  };
  const step = !old ? "pin.old" : !first ? "pin.new" : "pin.again";
  return html`<${Frame} title=${t("lock.change")} up="mine" tab="mine">
    <section class="sec">${done ? html`<${Notice} tone="good"><p role="status">${t("pin.changed")}</p><//>` : html`<${PinPad} key=${step} label=${t(step)} error=${wrong} onDone=${typed} />`}</section>
  <//>`;
}
