// Shows the page's present state again while something is under way, and when the server tells of a change.
// Without it, the page is reloaded by hand. Nothing is replaced while a person is in the middle of something: typing,
// choosing, or reading opened details.
(() => {
  const main = document.querySelector("main[data-refresh-seconds], main[data-changes]");
  if (!main) return;
  const isBusy = () =>
    document.hidden || main.contains(document.activeElement) && document.activeElement !== main
    || main.querySelector("details[open]") || String(getSelection());
  let timer = null, isWaiting = false, isTold = false;
  const after = seconds => {
    clearTimeout(timer);
    timer = setTimeout(refresh, Math.max(1, seconds) * 1000);
  };
  const refresh = async () => {
    if (isBusy()) return after(2);
    isWaiting = isTold = false;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer && answer.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("main");
      if (fresh && isBusy()) isWaiting = true;
      else if (fresh) main.replaceChildren(...fresh.childNodes);
      main.dataset.refreshSeconds = (fresh && fresh.dataset.refreshSeconds) || "";
    }
    if (isWaiting) after(2);
    else if (main.dataset.refreshSeconds) after(Math.max(2, Number(main.dataset.refreshSeconds)));
  };
  if (main.dataset.refreshSeconds) after(Math.max(2, Number(main.dataset.refreshSeconds)));
  if (main.dataset.changes && window.EventSource) {
    const changes = new EventSource(main.dataset.changes);
    // Where something changes every second, the page still follows: what is told again puts nothing off.
    changes.onmessage = () => { if (!isTold) { isTold = true; after(1); } };
    addEventListener("pagehide", () => changes.close());
  }
})();
