// What a reader has opened or folded stays so when the filters are changed in place. Where they stand below the list, as
// on a phone, they begin folded: what is chosen or wrong stays open.
(() => {
  const folded = new Map();
  const below = matchMedia("(max-width: 59.99rem)");
  const fold = () => {
    for (const each of document.querySelectorAll("#filters details")) {
      if (each.querySelector("[aria-current], [aria-invalid]")) continue;
      if (folded.has(each.id)) each.open = folded.get(each.id);
      else if (below.matches) each.open = false;
    }
  };
  document.addEventListener("click", ({ target }) => {
    const each = target.closest("#filters summary")?.parentElement;
    if (each) folded.set(each.id, !each.open);
  });
  document.addEventListener("htmx:oobAfterSwap", fold);
  fold();
})();
