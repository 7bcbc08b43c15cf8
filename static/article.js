// A sentence is copied with its source and its link; a report is about the sentence that the address names.
(() => {
  const copied = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Without HTTPS a browser copies only what is selected.
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  for (const link of document.querySelectorAll("a[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = link.dataset.label;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await copied(`${link.dataset.copy}\n${link.href}`);
      button.textContent = link.dataset.done;
      setTimeout(() => { button.textContent = link.dataset.label; }, 2000);
    });
    link.before(button);
  }
  // What is addressed may be folded, and not every browser unfolds it.
  const unfold = () => {
    const fold = document.getElementById(location.hash.slice(1))?.closest("details:not([open])");
    if (fold) fold.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
  document.querySelector("a[data-report]")?.addEventListener("click", ({ currentTarget }) => {
    const named = document.getElementById(location.hash.slice(1));
    if (named) currentTarget.search = new URLSearchParams({ fact: named.id });
  });
})();
