// On the page for addresses that lead nowhere: name the pages whose address is most like the one
// that was asked for. The search index knows all pages, and search has loaded it anyway.
(async () => {
  const near = document.getElementById("_near");
  if (!near || location.protocol === "file:") return;

  const parts = (address) =>
    new Set(decode(address).toLowerCase().replace(/\.html?$/, "").match(/[\p{L}\p{N}]+/gu) ?? []);
  const decode = (address) => {
    try {
      return decodeURIComponent(address);
    } catch {
      return address;
    }
  };
  const pairs = (word) => new Set([...word].slice(1).map((letter, at) => word[at] + letter));
  // Dice's coefficient of pairs of letters: 1 for the same word, 0 for words with no pair in common.
  const likeness = (one, other) => {
    if (one === other) return 1;
    const [first, second] = [pairs(one), pairs(other)];
    const shared = [...first].filter((pair) => second.has(pair)).length;
    return (2 * shared) / (first.size + second.size || 1);
  };
  // How well each word of an address is met by the best of another's.
  const cover = (ones, others) =>
    [...ones].reduce((sum, one) => sum + Math.max(0, ...[...others].map((other) => likeness(one, other))), 0)
    / (ones.size || 1);

  const index = new URL(near.dataset.index, location);
  const root = new URL("..", index);
  const asked = parts(location.pathname.slice(root.pathname.length));
  const answer = await fetch(index);
  if (!answer.ok) return;
  const { docs } = await answer.json();
  const found = docs
    .filter(({ location }) => location && !location.includes("#"))
    .map(({ location, title }) => {
      const words = parts(location);
      return { location, title, score: (cover(asked, words) + cover(words, asked)) / 2 };
    })
    .filter(({ score }) => score > 0.5)
    .sort((one, other) => other.score - one.score || one.location.localeCompare(other.location));

  for (const { location, title } of found.slice(0, 3)) {
    const link = document.createElement("a");
    link.href = new URL(location, root);
    // Titles of the index are HTML; this reads them as text, and runs nothing.
    link.textContent = new DOMParser().parseFromString(title, "text/html").body.textContent;
    const item = document.createElement("li");
    item.append(link);
    near.querySelector("ul").append(item);
  }
  near.hidden = found.length === 0;
})();
