// Keys for whoever goes through many sheets: J to the next person, K to the one before.

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const way = document.querySelector(`.head .acts a[data-key="${event.key.toLowerCase()}"]`);
  if (way) way.click();
});
