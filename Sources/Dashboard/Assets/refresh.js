// Shows the page's present state again while something is under way. Without it, the page is reloaded by hand.
// Nothing is replaced while a person is in the middle of something: typing, choosing, or reading opened details.
(() => {
  const main = document.querySelector("main[data-refresh-seconds]");
  if (!main) return;
  const pause = Math.max(2, Number(main.dataset.refreshSeconds) || 10) * 1000;
  const isBusy = () =>
    document.hidden || main.contains(document.activeElement) && document.activeElement !== main
    || main.querySelector("details[open]") || String(getSelection());
  const refresh = async () => {
    if (!isBusy()) {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
      if (answer && answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("main");
        if (fresh && !isBusy()) main.replaceChildren(...fresh.childNodes);
        if (fresh && !fresh.dataset.refreshSeconds) return;
      }
    }
    setTimeout(refresh, pause);
  };
  setTimeout(refresh, pause);
})();
