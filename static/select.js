// Words selected in the print fill the form: first and last character (from 1), and the words themselves.
(() => {
  const print = document.getElementById("print");
  if (!print) return;
  const length = (text) => Array.from(text).length;

  // Notes that stand in the shown text but not in the print.
  const printed = (fragment) => {
    fragment.querySelectorAll(".note").forEach((note) => note.remove());
    return fragment.textContent;
  };

  const chosen = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!print.contains(range.startContainer) || !print.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(print, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const first = length(printed(before.cloneContents())) + 1;
    const words = printed(range.cloneContents());
    return { first, last: first + length(words) - 1, quote: words };
  };

  const fill = (found) => {
    for (const [name, value] of Object.entries(found)) {
      const field = document.getElementById(`id_${name}`);
      if (field) {
        field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    document.querySelectorAll("a[data-choose]").forEach((link) => {
      const address = new URL(link.href);
      for (const [name, value] of Object.entries(found)) address.searchParams.set(name, value);
      link.href = address;
    });
    document.getElementById("chosen").textContent = `已选第 ${found.first}—${found.last} 个字：“${found.quote}”`;
  };

  // What the readers read in the words fills the fields that nobody filled: of a new record those that are as they were.
  const panel = print.closest("[data-words]");
  let asking = 0;
  const filled = {};
  const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const fields = panel && "fresh" in panel.dataset ? [...document.querySelectorAll("#content form [id^=id_]")] : [];
  for (const field of fields) filled[field.id] = valueOf(field);
  const isFree = (field) => !valueOf(field) || filled[field.id] === valueOf(field);
  const put = (field, value) => {
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const read = async (found) => {
    const asked = new URLSearchParams({ article: panel.dataset.article, ...found });
    const answer = await fetch(`${panel.dataset.words}?${asked}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const said = await answer.json();
    for (const [name, value] of Object.entries(said)) {
      const field = document.getElementById(`id_${name}`);
      if (field && isFree(field)) {
        put(field, value);
        filled[field.id] = valueOf(field);
      }
    }
  };

  // A mark leads to its line in the list, unless words are being selected.
  print.addEventListener("click", (event) => {
    const mark = event.target.closest("[id]");
    const line = mark && mark !== print && document.getElementById(`${mark.id}-fact`);
    if (line && document.getSelection().isCollapsed) location.hash = line.id;
  });

  document.addEventListener("selectionchange", () => {
    const found = chosen();
    if (!found) return;
    fill(found);
    if (!panel) return;
    clearTimeout(asking);
    asking = setTimeout(() => read(found).catch(() => {}), 300);
  });
})();
