// Makes the page smoother; everything works without it. It keeps nothing and asks nobody but this server.
"use strict";
(() => {
  const here = (id) => document.getElementById(id);

  // the answers of a link stand behind the #: they leave the address at once, and are posted, never asked for by GET
  const open = () => {
    const found = /^#a=([\w-]+)$/.exec(location.hash);
    if (!found || !here("resume")) return;
    history.replaceState(null, "", location.pathname + location.search);
    here("code").value = found[1];
    here("resume").requestSubmit();
  };

  const ready = () => {
    const print = here("print"), copy = here("copy"), link = here("link");
    if (print) { print.hidden = false; print.onclick = () => window.print(); }
    if (copy && link && navigator.clipboard) {
      copy.hidden = false;
      copy.onclick = async () => {
        await navigator.clipboard.writeText(link.href);
        here("copied").textContent = copy.dataset.done;
      };
    }
  };

  // after a turn: the language of the document, the place where reading starts, and a step back for the Back gesture
  const turned = () => {
    document.documentElement.lang = here("page").dataset.lang;
    ready();
    (here("errors") || here("main")).focus({ preventScroll: true });
    window.scrollTo(0, 0);
    if (document.querySelector("#turn button[value=back]")) history.pushState({ turn: true }, "");
  };

  // a device without Chinese glyphs fetches ours; what was drawn before it came is drawn anew
  const drawn = () => document.documentElement.classList.toggle("own-font", document.fonts.check('1em "Menkan Sans"', "门"));
  document.fonts.addEventListener("loadingdone", drawn);

  document.addEventListener("htmx:after:swap", turned);
  addEventListener("popstate", () => document.querySelector("#turn button[value=back]")?.click());
  addEventListener("hashchange", open);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  ready();
  open();
  here("errors")?.focus();
})();
