/** Photos of an entry: never asked for, shrunk and cleaned by the phone. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { take, url } from "../photos.js";
import { t } from "../text.js";
import { Icon } from "./icon.js";
import { said } from "./problem.js";

/** @param {{sha: string, at: number, onDrop?: () => void}} props */
export function Thumb({ sha, at, onDrop }) {
  const [source, set] = useState(/** @type {string|null} */ (null));
  useEffect(() => {
    let here = true;
    void url(sha).then(
      (/** @type {any} */ found) => here && set(found || ""),
      () => here && set(""),
    );
    return () => void (here = false);
  }, [sha]);
  const name = t("photo.name", { n: at + 1 });
  return html`<span class="thumb">${source ? html`<img class="photo" src=${source} alt=${name} />` : html`<span class="photo missing" role="img" aria-label=${name}><${Icon} name="photo" /></span>`}${onDrop && html`<button type="button" class="off" aria-label=${t("photo.drop", { n: at + 1 })} onClick=${onDrop}><${Icon} name="x" /></button>`}</span>`;
}

/** @param {{photos: string[], onChange: (photos: string[]) => void, children?: any}} props */
export function Photos({ photos, onChange, children }) {
  const [wrong, tell] = useState("");
  const [busy, work] = useState(false);
  /** @param {any} event */
  const taken = async (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    tell("");
    work(true);
    const found = [...photos];
    for (const file of files) {
      try {
        const { sha } = await take(file);
        if (!found.includes(sha)) found.push(sha);
      } catch (error) {
        tell(said(error));
      }
    }
    work(false);
    onChange(found);
  };
  return html`<div class="sec"><div class="thumbs">
    ${photos.map((sha, at) => html`<${Thumb} key=${sha} sha=${sha} at=${at} onDrop=${() => onChange(photos.filter((one) => one !== sha))} />`)}
    <label class="btn snap"><${Icon} name="camera" />${busy ? t("photo.working") : t("photo.take")}<input class="vh" type="file" accept="image/*" multiple disabled=${busy} onChange=${taken} /></label>
    ${children}</div>
    ${wrong && html`<p class="err" role="alert"><${Icon} name="alert-triangle" />${wrong}</p>`}</div>`;
}
