// A page within this page has no address of its own: its links to itself are followed here.
element.addEventListener("load", (event) => {
  const inner = event.target.contentDocument;
  if (!inner) return;
  inner.addEventListener("click", (click) => {
    const link = click.target.closest("a[href^='#']");
    if (!link) return;
    click.preventDefault();
    const target = inner.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) return;
    target.tabIndex = -1;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  });
}, true);
