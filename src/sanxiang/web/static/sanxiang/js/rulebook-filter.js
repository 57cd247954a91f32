// Finds rows of the page by their words; "/" goes to the field, Escape empties it.

const field = document.getElementById("filter");

function show() {
  const wanted = field.value.trim().toLowerCase();
  let any = false;
  for (const part of document.querySelectorAll("[data-rows]")) {
    const rows = [...part.querySelectorAll("[data-row]")];
    for (const row of rows) row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
    part.hidden = rows.every((row) => row.hidden);
    any ||= !part.hidden;
    if (part.tagName === "DETAILS") part.open = wanted !== "";
  }
  document.getElementById("filter-none").hidden = any;
}

field?.addEventListener("input", show);
field?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    field.value = "";
    show();
  }
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing && field) {
    event.preventDefault();
    field.focus();
  }
});
