import { html } from "../vendor/htm-preact.js";
import { t } from "../text.js";
import { Icon, Sign, Tag } from "./icon.js";
import { kindIcon, kindNames } from "./kinds.js";
import { State } from "./state.js";
import { near } from "./when.js";

/** @param {{entry: any, names?: string, calm?: boolean}} props `names`: whose, where the page does not say it; `calm`: no word of what arrived */
export const EntryRow = ({ entry, names, calm }) =>
  html`<a class="row" href=${`#/entry/${entry.id}`}><${Sign} name=${kindIcon(entry.kinds)} />
    <span class="grow"><span class="flex between"><b class="wrapping">${near(entry.day)} ${names || kindNames(entry.kinds)}</b>${entry.withdrawn ? html`<${Tag} icon="ban">${t("entry.withdrawn")}<//>` : !(calm && entry.state === "received") && html`<${State} state=${entry.state} />`}</span>
    <p class="soft clip2">${entry.text}</p></span><span class="vh"><${Icon} name="chevron-right" /></span></a>`;
