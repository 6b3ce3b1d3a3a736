// One tick for all boxes of a form; without this each is ticked by itself.
for (const form of document.querySelectorAll("[data-ticking]")) {
  const all = form.querySelector("[data-all]");
  const boxes = [...form.querySelectorAll("input.check[name]")];
  if (!all || boxes.length === 0) continue;
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => boxes.forEach((one) => (one.checked = all.checked)));
  const told = () => {
    const picked = boxes.filter((one) => one.checked).length;
    all.checked = picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  };
  form.addEventListener("change", told);
  told();
}
