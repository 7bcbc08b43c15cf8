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

  // A mark leads to its line in the list, unless words are being selected.
  print.addEventListener("click", (event) => {
    const mark = event.target.closest("[id]");
    const line = mark && mark !== print && document.getElementById(`${mark.id}-fact`);
    if (line && document.getSelection().isCollapsed) location.hash = line.id;
  });

  document.addEventListener("selectionchange", () => {
    const found = chosen();
    if (found) fill(found);
  });
})();
