// The panel of the context: once its page is loaded, scroll to the words and move the focus there.
const show = () => {
  const panel = element.querySelector(".yj-context");
  const frame = element.querySelector("iframe");
  if (!panel || !frame) return;
  const settle = () => {
    const page = frame.contentDocument;
    const mark = page && page.querySelector("mark");
    if (!mark) return false;
    const contents = page.querySelector("nav details");
    if (contents && frame.clientWidth < 800) contents.open = false;
    mark.scrollIntoView({ block: "center" });
    panel.scrollIntoView({ block: "nearest" });
    panel.focus({ preventScroll: true });
    return true;
  };
  frame.addEventListener("load", settle, { once: true });
};
watch("value", show);
show();
