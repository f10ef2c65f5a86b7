// The panel of the context: once its page is loaded, scroll to the words and move the focus there.
const settle = () => {
  const panel = element.querySelector(".yj-context");
  const frame = element.querySelector("iframe");
  const mark = frame && frame.contentDocument && frame.contentDocument.querySelector("mark");
  if (!panel || !mark) return;
  const contents = frame.contentDocument.querySelector("nav details");
  if (contents && frame.clientWidth < 800) contents.open = false;
  panel.scrollIntoView({ block: "nearest" });
  mark.scrollIntoView({ block: "center" });
  panel.focus({ preventScroll: true });
  frame.contentDocument.addEventListener("keydown", escape);
};
const escape = (event) => { if (event.key === "Escape") trigger("clear", {}); };
element.addEventListener("keydown", escape);
// The frame's load does not bubble, but it can be caught on the way down.
element.addEventListener("load", settle, true);
watch("value", () => {
  if (!element.querySelector(".yj-context") && window.yinjuOpener) {
    window.yinjuOpener.focus();
    window.yinjuOpener = null;
  }
});
