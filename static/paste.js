// A table pasted from Word or Excel: the clipboard's HTML goes along with its text, because only
// there merged cells and line breaks inside a cell are kept. Without this the text alone is read.
"use strict";

for (const box of document.querySelectorAll("textarea[data-html]")) {
  const kept = box.form.elements[box.dataset.html];
  let pasted = "";
  box.addEventListener("paste", (event) => {
    const isWhole = box.selectionEnd - box.selectionStart === box.value.length;
    pasted = isWhole ? tablesOf(event.clipboardData.getData("text/html")) : "";
  });
  box.addEventListener("input", () => {
    // Whatever is typed afterwards is meant: then the text counts.
    kept.value = pasted;
    pasted = "";
  });
}

function tablesOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.querySelector("table")) return "";
  for (const node of page.querySelectorAll("style, script, meta, link, xml")) node.remove();
  for (const node of page.body.querySelectorAll("*")) {
    for (const { name } of [...node.attributes]) {
      if (name !== "rowspan" && name !== "colspan") node.removeAttribute(name);
    }
  }
  return page.body.innerHTML.replace(/<!--[\s\S]*?-->/g, "");
}
