/** Hands files over: to another app where the phone can, else into its downloads. */

/** @param {File[]} files @returns {Promise<boolean>} false where the officer thought better of it */
export async function give(files) {
  const data = { files };
  if (navigator.canShare && navigator.canShare(data)) {
    try {
      await navigator.share(data);
      return true;
    } catch (error) {
      if (/** @type {any} */ (error).name === "AbortError") return false;
    }
  }
  files.forEach(download);
  return true;
}

/** @param {File} file */
function download(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
