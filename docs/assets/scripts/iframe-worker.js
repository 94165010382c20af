// Search starts when a reader turns to it: until then it is this script, and costs a visit no more.
// (The name is the one by which Material's `offline` plugin knows that it need not bring a script
// of another host; there is neither frame nor worker here.)
(() => {
  const box = document.querySelector(".md-search__input");
  const toggle = document.getElementById("__search");
  const address = new URL("search.js", document.currentScript.src);
  let script;

  const start = () => {
    if (script) return;
    script = document.createElement("script");
    script.src = address;
    // a line that broke: the next turn to the search tries again
    script.addEventListener("error", () => (script = undefined));
    document.body.append(script);
  };

  box.addEventListener("focus", ({ relatedTarget }) => {
    toggle.checked = true;
    // where a reader goes back to (search.js)
    if (!relatedTarget?.closest(".md-search")) box.cameFrom = relatedTarget;
    start();
  });
  // a box can have the focus from before, or be filled by something that is no key
  box.addEventListener("input", () => {
    toggle.checked = true;
    start();
  });
  toggle.addEventListener("change", () => toggle.checked && box.focus());
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || toggle.checked) return;
    if (!["/", "s", "f"].includes(event.key)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // who was quicker than this script
  if (document.activeElement === box) {
    toggle.checked = true;
    start();
  }

  // An address can hold a search: index.html?q=words
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    box.value = asked;
    box.focus();
  }
})();
