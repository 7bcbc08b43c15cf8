// What a reader has opened or folded stays so when the filters are changed in place.
(() => {
  const folded = new Map();
  document.addEventListener("toggle", (event) => folded.set(event.target.id, event.target.open), true);
  document.addEventListener("htmx:oobAfterSwap", () => {
    for (const [id, open] of folded) {
      const found = document.getElementById(id);
      if (found && !found.querySelector('[aria-current], [aria-invalid]')) found.open = open;
    }
  });
})();
