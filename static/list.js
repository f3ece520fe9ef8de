// A saved row is a new one: who pressed its button goes on from there.
// Keys of the task list: j and k go down and up, x marks, / searches; Enter follows the focused link.
// They can be switched off on the page, for those who speak to their computer.
"use strict";

const keys = document.getElementById("keys");
keys.checked = localStorage.getItem("keys") !== "off";
keys.addEventListener("change", () => localStorage.setItem("keys", keys.checked ? "on" : "off"));

document.addEventListener("htmx:afterSettle", (event) => {
  const nowhere = document.activeElement === document.body;
  if (nowhere && event.target.matches("#list tr")) event.target.querySelector("form button")?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  const row = event.target.closest("#list tr");
  const links = [...document.querySelectorAll("#list td:nth-child(2) > a")];
  const at = links.findIndex((link) => link.closest("tr") === row);
  const search = document.querySelector("[name=q]");
  switch (event.key) {
    case "j":
      links[Math.min(at + 1, links.length - 1)]?.focus();
      break;
    case "k":
      links[Math.max(at - 1, 0)]?.focus();
      break;
    case "x":
      row?.querySelector("[name=task]")?.click();
      break;
    case "/":
      search.focus();
      search.select();
      break;
    default:
      return;
  }
  event.preventDefault();
});
