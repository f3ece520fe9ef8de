// Says that the line was lost: htmx keeps silent then, and what was typed still stands on the page.
"use strict";

document.addEventListener("htmx:sendError", (event) => {
  const messages = document.getElementById("messages");
  const line = document.createElement("p");
  line.className = "message error lost";
  line.textContent = messages.dataset.lost;
  messages.replaceChildren(line);
  // Not while a draft is saved by itself: the person goes on typing further down.
  if (event.detail.elt.matches("form")) messages.scrollIntoView();
});

// Whatever arrives afterwards says that the line is back.
document.addEventListener("htmx:afterOnLoad", () => document.querySelector("#messages > .lost")?.remove());
