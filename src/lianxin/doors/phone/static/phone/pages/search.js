/** Search over the entries this phone holds; works without signal. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { EntryRow } from "../parts/entry-row.js";
import { Empty, Frame, Reading, Row } from "../parts/frame.js";
import { Icon, Sign } from "../parts/icon.js";
import { kindNames } from "../parts/kinds.js";
import { useLive } from "../parts/live.js";
import { entries, household, households, search } from "../records.js";
import { joined, t } from "../text.js";

const MOST = 60;

/** @param {{home: string}} props `home`: only this household's entries */
export function Search({ home }) {
  const [words, type] = useState("");
  const [asked, ask] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => ask(words.trim()), 200);
    return () => clearTimeout(timer);
  }, [words]);
  const it = useLive(() => read(asked, home), [asked, home]);
  const title = it && it.of ? t("search.of", { name: it.of.head }) : t("search.title");
  return html`<${Frame} title=${title} up=${home ? `household/${home}` : ""} tab="-">
    <div class="sec"><label class="find"><${Icon} name="search" /><span class="vh">${t("search.words")}</span><input type="search" value=${words} placeholder=${t("search.hint")} onInput=${(/** @type {any} */ event) => type(event.target.value)} /></label></div>
    ${!it ? html`<${Reading} />` : html`
      ${it.people.length > 0 && html`<div class="sec"><div class="card flush">${it.people.map((/** @type {any} */ one) => html`<${Row} key=${one.id} href=${`household/${one.id}`}><${Sign} name="home" /><span class="grow"><b>${one.head}</b> <span class="mute sm">${one.group} ${one.number}</span></span><//>`)}</div></div>`}
      <p class="sec mute sm" role="status">${t("search.found", { n: it.rows.length })}</p>
      ${it.rows.length ? html`<div class="sec"><div class="card flush">${it.rows.map((one) => html`<${EntryRow} key=${one.id} entry=${one} calm names=${`${it.names(one)} ${kindNames(one.kinds)}`} />`)}</div></div>` : html`<${Empty} icon="search"><p>${t("search.none")}</p><//>`}
      <p class="sec mute sm">${t("search.only")}</p>`}
  <//>`;
}

/** @param {string} words @param {string} home */
async function read(words, home) {
  const homes = await households();
  const found = words ? await search(words, MOST) : await entries(home ? { household: home, limit: MOST } : { limit: MOST });
  const rows = found.filter((/** @type {any} */ one) => one.kinds && (!home || (one.households || []).includes(home)));
  const people = words && !home ? homes.filter((one) => `${one.head} ${one.number}`.includes(words)).slice(0, 5) : [];
  /** @param {any} entry */
  const names = (entry) => joined(homes.filter((one) => (entry.households || []).includes(one.id)).map((one) => one.head)) || t("write.village");
  return { rows, people, names, of: home ? await household(home) : null };
}
