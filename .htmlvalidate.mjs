import { defineConfig } from "html-validate";

// What Material's own templates do, where we have no say: the tag, and the rule that it breaks.
// Each exception is for that tag alone, so that every rule holds for the pages' own parts.
const quirks = [
  // Switches that script and style work; their label is an empty overlay, or an icon.
  [/<input class="md-toggle"/, "valid-autocomplete", "input-missing-label"],
  [/<input class="md-nav__toggle /, "input-missing-label"],
  // Search answers while one types, the palette at once: neither form is ever sent.
  [/<form class="md-search__form"/, "wcag/h32"],
  [/<form class="md-header__option"/, "wcag/h32"],
  // The contents stand in the page twice, for wide and narrow screens; style hides one of them.
  [/<nav class="md-nav md-nav--secondary"/, "unique-landmark"],
  [/<nav class="md-nav" aria-label=/, "unique-landmark"],
  [/<label class="md-nav__title" for="__toc"/, "no-missing-references"],
  [/<label class="md-nav__link[^>]* tabindex=""/, "attribute-allowed-values"],
].map(([tag, ...rules]) => [new RegExp(`(?=${tag.source})`, "g"), rules.join(", ")]);

function excuseTheme(source) {
  const data = quirks.reduce(
    (html, [tag, rules]) => html.replace(tag, `<!-- [html-validate-disable-next ${rules}] -->`),
    source.data,
  );
  return [{ ...source, data }];
}
excuseTheme.api = 1;

// Tables of Markdown say how a column is aligned by `align`: the `style` that has taken its place
// would need a hole in the Content-Security-Policy.
const cell = { attributes: { align: { deprecated: false, enum: ["left", "center", "right"] } } };

export default defineConfig({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  plugins: [{ name: "material", transformer: { excuseTheme } }],
  transform: { "\\.html$": "material:excuseTheme" },
  elements: ["html5", { td: { inherit: "td", ...cell }, th: { inherit: "th", ...cell } }],
  rules: {
    "no-unused-disable": "off", // few pages have every tag of the table above
    "require-sri": ["error", { target: "crossorigin" }], // all files of a page come with the page
  },
});
