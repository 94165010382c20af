// Finds the entries that answer a reader's words. Runs in a worker, or, where a page was opened
// from a folder and may have none, in the page: there as `makeFinder`.
//
// lunr (https://lunrjs.com/, within Material's search script) keeps the words and rates by them
// (BM25). What lunr does not know is here: numbers and names written in several ways, dates,
// phrases, slips of one letter, and that an entry which answers all words, or is called by them,
// goes before one that has a single word often.
(() => {
  const FIELDS = { title: 5, names: 5, text: 1, more: 0.6 };
  // A source is found by its title, but what it says stands in the event or claim that cites it.
  const WEIGHTS = { event: 1, claim: 0.9, actor: 0.9, term: 1, series: 1, section: 0.6, source: 0.3, page: 0.5 };
  // What a question asks for: "how many" for a number, "who is" for a person.
  const HINT = 2.5;
  const STEP = 20;
  const SNIPPET = 180;
  const DAY = /^\d{4}-\d\d-\d\d$/;

  // Text as it is compared: small letters without marks, 6,700 and 6 700 as 6700, U.S. as us,
  // "Korea's" as korea, 152mm as 152 mm. Korean falls into its letters, so that a slip is one letter there too.
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/['’]s?(?![\p{L}\p{N}])/gu, "")
      .replace(/(?<![\p{N}.])\d{1,3}(?:[ ,.\u202f'’]\d{3})+(?![\p{N}])/gu, (number) => number.replace(/\D/g, ""))
      .replace(/(?<![\p{L}\p{N}])(\d+)(?=(?:[cmk]m|kg)(?![\p{L}\p{N}]))/gu, "$1 ")
      .replace(/(?<!\p{L})\p{L}(?:\.\p{L})+(?!\p{L})/gu, (letters) => letters.replaceAll(".", ""));
  const WORD = /[\p{L}\p{N}]+/gu;
  const split = (text) => fold(text).match(WORD) ?? [];
  // KN-23 is also looked for as KN23.
  const splitAndJoin = (text) => [
    ...split(text),
    ...(fold(text).match(/[\p{L}\p{N}]+-[\p{L}\p{N}]+/gu) ?? []).map((word) => word.replace("-", "")),
  ];

  // Whether one slip of the pen, a letter too many, too few, wrong or swapped with the next,
  // leads from one word to the other.
  const isOneSlip = (one, two) => {
    if (Math.abs(one.length - two.length) > 1) return false;
    let at = 0;
    while (at < one.length && one[at] === two[at]) at += 1;
    const [restOne, restTwo] = [one.slice(at), two.slice(at)];
    return (
      restOne.slice(1) === restTwo ||
      restOne === restTwo.slice(1) ||
      restOne.slice(1) === restTwo.slice(1) ||
      (restOne[0] === restTwo[1] && restOne[1] === restTwo[0] && restOne.slice(2) === restTwo.slice(2))
    );
  };

  const twoDigits = (number) => String(number).padStart(2, "0");
  const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

  // Returns a function that finds the dates in a text, as [first day, last day, what was written].
  const makeDateReader = ({ months, seasons }) => {
    const folded = months.map((month) => fold(month));
    const name = folded.flatMap((month) => [month, month.slice(0, 3)]).join("|");
    const monthOf = (word) => 1 + folded.findIndex((month) => month.startsWith(word.slice(0, 3)));
    const toMonth = (year, month) =>
      [`${year}-${twoDigits(month)}-01`, `${year}-${twoDigits(month)}-${lastDay(year, month)}`];
    const toDay = (year, month, day) => {
      const iso = `${year}-${twoDigits(month)}-${twoDigits(day)}`;
      return [iso, iso];
    };
    // Northern seasons begin in March; winter runs into the next year.
    const toSeason = (year, season) => [
      `${year}-${twoDigits(3 + 3 * season)}-01`,
      season < 3 ? toMonth(year, 5 + 3 * season)[1] : toMonth(Number(year) + 1, 2)[1],
    ];
    const forms = [
      [/\b(\d{4})-(\d\d?)-(\d\d?)\b/, (_, year, month, day) => toDay(year, month, day)],
      [new RegExp(`\\b(\\d\\d?)(?:st|nd|rd|th)?\\.? +(${name})\\.?,? +(\\d{4})\\b`), (_, day, month, year) => toDay(year, monthOf(month), day)],
      [new RegExp(`\\b(${name})\\.? +(\\d\\d?)(?:st|nd|rd|th)?,? +(\\d{4})\\b`), (_, month, day, year) => toDay(year, monthOf(month), day)],
      [new RegExp(`\\b(${name})\\.?,? +(?:\\p{L}+ +)?(\\d{4})\\b`, "u"), (_, month, year) => toMonth(year, monthOf(month))],
      [/\b(\d{4})-(\d\d)\b/, (_, year, month) => toMonth(year, month)],
      [new RegExp(`\\b(${seasons.map(fold).join("|")}),? +(?:\\p{L}+ +)?(\\d{4})\\b`, "u"), (_, season, year) => toSeason(year, seasons.map(fold).indexOf(season))],
      [/\b((?:1[89]|20)\d\d)\b/, (_, year) => [`${year}-01-01`, `${year}-12-31`]],
    ];
    return (text) => {
      for (const [form, read] of forms) {
        const found = form.exec(fold(text));
        if (found) {
          const [from, to] = read(...found);
          return { from, to, written: found[0], isDay: from === to, isYear: found[0].length === 4 };
        }
      }
      return null;
    };
  };

  const makeIndex = (lunr, docs) =>
    lunr(function build() {
      this.tokenizer = (text) => (text ? splitAndJoin(String(text)).map((word) => new lunr.Token(word, {})) : []);
      this.pipeline.reset();
      this.searchPipeline.reset();
      this.b(0.4);
      this.ref("at");
      for (const [name, boost] of Object.entries(FIELDS)) this.field(name, { boost });
      docs.forEach((doc, at) => this.add({ ...doc, names: doc.names?.join(" "), at }));
    });

  self.makeFinder = (lunr, { config, docs }) => {
    const index = makeIndex(lunr, docs);
    const known = Object.keys(index.invertedIndex).sort();
    const stopWords = new Set(config.stopWords.flatMap(split));
    const endings = config.endings;
    const readDate = makeDateReader(config);
    const called = docs.map((doc) => [doc.title, ...(doc.names ?? [])].map((name) => split(name).filter((word) => !stopWords.has(word)).join(" ")));
    const years = docs.map((doc) => (DAY.test(doc.from ?? "") ? doc.from.slice(0, 4) : ""));

    const hints = Object.entries(config.hints).map(([kind, words]) => [kind, new RegExp(`\\b(?:${words.map(fold).join("|")})\\b`)]);

    const countOf = (word) =>
      new Set(Object.keys(FIELDS).flatMap((field) => Object.keys(index.invertedIndex[word][field]))).size;
    const rarityOf = (words) =>
      Math.log(1 + docs.length / Math.max(1, ...words.map(([word]) => countOf(word))));

    const stemOf = (word) => {
      const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= 4);
      return ending ? word.slice(0, -ending.length) : word;
    };
    const startingWith = (start) => {
      let [low, high] = [0, known.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (known[middle] < start) low = middle + 1;
        else high = middle;
      }
      let end = low;
      while (end < known.length && known[end].startsWith(start)) end += 1;
      return known.slice(low, end);
    };

    const groups = new Map();
    for (const group of config.sameWords.map((words) => words.flatMap(split))) {
      for (const word of group) groups.set(stemOf(word), group);
    }

    // The words of the index that a word of the reader's may mean, each with how surely.
    const expand = (word, isLast) => {
      const meant = new Map();
      const add = (one, weight) => meant.set(one, Math.max(weight, meant.get(one) ?? 0));
      if (word in index.invertedIndex) add(word, 1);
      const isNumber = /^\d+$/.test(word);
      const addForms = (form, weight) => {
        const stem = stemOf(form);
        for (const one of startingWith(stem)) if (stemOf(one) === stem) add(one, weight);
      };
      if (!isNumber && word.length > 3) addForms(word, 0.7);
      for (const one of groups.get(stemOf(word)) ?? []) addForms(one, 0.5);
      if (isLast && word.length > 1 && !(isNumber && meant.size)) {
        for (const one of startingWith(word)) add(one, meant.size ? 0.3 : 0.6);
      }
      let isGuess = false;
      if (!meant.size && word.length > 3 && !isNumber) {
        isGuess = true;
        for (const one of known) if (one[0] === word[0] && isOneSlip(word, one)) add(one, 0.6);
        if (!meant.size) for (const one of known) if (isOneSlip(word, one)) add(one, 0.5);
      }
      return { words: [...meant], isGuess };
    };

    const read = (typed) => {
      const phrases = [...typed.matchAll(/["“”„«]([^"“”„«»]+)["“”»]/gu)].map((found) => split(found[1]).join(" "));
      const date = readDate(typed);
      const dateWords = new Set(date ? split(date.written) : []);
      const all = split(typed);
      const telling = all.filter((word) => !stopWords.has(word));
      const words = [...new Set(telling.length ? telling : all)];
      const isOpen = /[\p{L}\p{N}]$/u.test(typed);
      return {
        phrases,
        date,
        hinted: hints.filter(([, form]) => form.test(fold(typed))).map(([kind]) => kind),
        name: words.join(" "),
        terms: words.map((word) => ({
          word,
          isDate: dateWords.has(word),
          ...expand(word, isOpen && word === all.at(-1) && !dateWords.has(word)),
        })),
      };
    };

    const textOf = (doc) => [doc.title, ...(doc.names ?? []), doc.text, doc.more].filter(Boolean).join(" . ");
    const folded = docs.map(() => null);
    const foldedOf = (at) => (folded[at] ??= ` ${split(textOf(docs[at])).join(" ")} `);

    // How much of what was asked an entry answers, from 0 to 1, by how telling each word is.
    const coverOf = (terms, metadata, isThen) => {
      let [found, asked] = [0, 0];
      for (const { words, rarity, isDate } of terms) {
        asked += rarity;
        if (isDate && isThen) {
          found += rarity;
          continue;
        }
        found += rarity * Math.max(0, ...words.filter(([word]) => word in metadata).map(([, weight]) => weight ** 0.5));
      }
      return asked ? found / asked : 0;
    };
    const isWithin = (date, doc) => Boolean(date && doc.from >= date.from && doc.to <= date.to);
    const dateFit = (date, doc) => {
      if (!date || !doc.from) return 1;
      if (isWithin(date, doc)) return date.isYear ? 1.5 : 3;
      return doc.from <= date.to && doc.to >= date.from ? (date.isYear ? 1.2 : 2) : 0.7;
    };
    // Who types a name looks for what is called so; a page gives way to what has an entry.
    const nameFit = (name, at) => {
      if (!name || !called[at].includes(name)) return 1;
      return docs[at].kind === "page" ? 1.5 : 4;
    };

    const rate = ({ phrases, date, name, hinted, terms }) => {
      const scores = new Map();
      for (const term of terms) term.rarity = term.words.length ? rarityOf(term.words) * (term.isDate ? 0.5 : 1) : 2;
      // asked for nothing, lunr returns all
      if (!terms.length) return [];
      const isKnown = terms.some(({ words }) => words.length);
      const found = !isKnown ? [] : index.query((query) => {
        for (const { words, isDate } of terms) {
          for (const [word, weight] of words) query.term(word, { boost: weight * (isDate ? 0.3 : 1), usePipeline: false });
        }
      });
      for (const { ref, score, matchData } of found) {
        const at = Number(ref);
        const doc = docs[at];
        const cover = coverOf(terms, matchData.metadata, isWithin(date, doc));
        const weight = WEIGHTS[doc.kind] * (hinted.includes(doc.kind) ? HINT : 1);
        scores.set(at, score * cover ** 3 * weight * dateFit(date, doc) * nameFit(name, at));
      }
      // A day in figures stands in no text: what happened then is found by its date.
      const isOnlyDate = terms.every((term) => term.isDate);
      if (date && isOnlyDate) {
        scores.clear();
        docs.forEach((doc, at) => {
          if (!doc.from || doc.from > date.to || doc.to < date.from) return;
          scores.set(at, (isWithin(date, doc) ? 2 : 1) * WEIGHTS[doc.kind]);
        });
      }
      let hits = [...scores].map(([at, score]) => ({ at, score }));
      for (const phrase of phrases) hits = hits.filter(({ at }) => foldedOf(at).includes(` ${phrase} `));
      return hits.sort((one, two) => two.score - one.score || one.at - two.at);
    };

    // The words around the first place where most of what was asked stands together, in pieces:
    // [text, whether it was asked for].
    const mark = (text, terms) => {
      const wanted = new Set(terms.flatMap(({ words }) => words.map(([word]) => word)));
      const pieces = [];
      let at = 0;
      // a number with its separators is one word here
      for (const found of text.matchAll(/\d{1,3}(?:[ ,.\u202f]\d{3})+(?!\d)|[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*/gu)) {
        if (!split(found[0]).some((word) => wanted.has(word))) continue;
        if (found.index > at) pieces.push([text.slice(at, found.index), false]);
        pieces.push([found[0], true]);
        at = found.index + found[0].length;
      }
      if (at < text.length) pieces.push([text.slice(at), false]);
      return pieces;
    };
    const snip = (text, terms) => {
      if (text.length <= SNIPPET) return mark(text, terms);
      const places = [];
      let at = 0;
      for (const [piece, isMarked] of mark(text, terms)) {
        if (isMarked) places.push(at);
        at += piece.length;
      }
      const within = (start) => places.filter((place) => place >= start && place < start + SNIPPET * 0.8).length;
      const best = places.reduce((chosen, place) => (within(place) > within(chosen) ? place : chosen), places[0] ?? 0);
      let start = best < SNIPPET * 0.6 ? 0 : text.lastIndexOf(" ", best - 40) + 1;
      const sentence = text.slice(0, best).search(/[.!?]\s[^.!?]*$/);
      if (start && sentence >= 0 && best - sentence < SNIPPET * 0.6) start = sentence + 2;
      const end = start + SNIPPET >= text.length ? text.length : text.lastIndexOf(" ", start + SNIPPET);
      return mark(`${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`, terms);
    };

    const count = (hits, nameOf) => {
      const counts = {};
      for (const { at } of hits) {
        const name = nameOf(at);
        if (name) counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    };

    // Returns how many entries answer, the first of them, and how many there would be of each kind
    // and year, each counted with the other choice as it is.
    return ({ words: typed, kind = "", year = "", most = STEP }) => {
      const asked = read(typed.trim() ? typed : "");
      const hits = typed.trim() ? rate(asked) : [];
      const ofKind = ({ at }) => !kind || docs[at].kind === kind;
      const ofYear = ({ at }) => !year || years[at] === year;
      const shown = hits.filter((hit) => ofKind(hit) && ofYear(hit));
      return {
        total: shown.length,
        isGuess: asked.terms.some((term) => term.isGuess && term.words.length),
        kinds: count(hits.filter(ofYear), (at) => docs[at].kind),
        years: count(hits.filter(ofKind), (at) => years[at]),
        hits: shown.slice(0, most).map(({ at, score }) => ({
          location: docs[at].location,
          kind: docs[at].kind,
          date: docs[at].date ?? "",
          score,
          title: mark(docs[at].title, asked.terms),
          text: snip(docs[at].text ?? "", asked.terms),
        })),
      };
    };
  };

  if (typeof importScripts !== "function") return;
  let find;
  self.addEventListener("message", (event) => {
    event.stopImmediatePropagation(); // Material's script would not understand it
    const { id, scripts, ...question } = event.data;
    if (scripts) {
      self.importScripts(...scripts);
      find = self.makeFinder(self.lunr, self.__index);
    }
    self.postMessage({ id, answer: scripts ? self.__index.config : find(question) });
  });
})();
