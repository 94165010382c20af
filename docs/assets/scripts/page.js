/*
 * Where a reader is: the contents beside the text mark the passage that is read, and whoever turns
 * back on a long page is offered its top. Without this script the contents are plain links.
 */
(() => {
  "use strict";

  const top = document.querySelector("button.md-top");
  const column = document.querySelector(".md-sidebar__scrollwrap");
  const links = [...document.querySelectorAll(".md-nav--secondary a[href^='#']")];
  const passages = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let at = -1;
  let before = scrollY;
  let isAsked = false;

  // A heading counts as read once it stands in the upper quarter of the window.
  const isPassed = (passage) =>
    passage?.getClientRects().length && passage.getBoundingClientRect().top < innerHeight / 4;

  const bringToSight = (link) => {
    const [place, frame] = [link, column].map((one) => one.getBoundingClientRect());
    if (place.top < frame.top || place.bottom > frame.bottom)
      column.scrollTop += place.top - frame.top - frame.height / 2;
  };

  const markPassage = () => {
    const now = passages.findLastIndex(isPassed);
    if (now === at) return;
    links[at]?.classList.remove("md-nav__link--active");
    links[at]?.removeAttribute("aria-current");
    at = now;
    const link = links[at];
    if (!link) return;
    link.classList.add("md-nav__link--active");
    link.setAttribute("aria-current", "location");
    bringToSight(link);
  };

  const offerTop = () => {
    top.hidden = scrollY >= before || scrollY < innerHeight;
    before = scrollY;
  };

  const follow = () => {
    isAsked = false;
    offerTop();
    // on a phone there are no contents beside the text
    if (column?.clientHeight) markPassage();
  };
  const ask = () => {
    if (!isAsked) requestAnimationFrame(follow);
    isAsked = true;
  };

  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask);
  top.addEventListener("click", () => scrollTo({ top: 0 }));
  // the page that is read, in a long list of pages
  const here = column?.querySelector("a[aria-current='page']");
  if (here) bringToSight(here);
  if (location.hash) ask();
})();
